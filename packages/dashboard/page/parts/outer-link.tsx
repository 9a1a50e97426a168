import { type ComponentChildren, Fragment } from 'preact'

type Props = { readonly href: string | null | undefined; readonly children?: ComponentChildren }

/** Behind so many characters an address breaks anywhere. */
const partedMax = 500

/** A link to another site, from data: only where it is http or https, and telling it nothing of us; else its text. */
export function OuterLink({ href, children }: Props) {
  const url = URL.parse(href ?? '')
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return <span>{children ?? <AddressText text={href ?? ''} />}</span>
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer">
      {children ?? <AddressText text={href ?? ''} />}
      <span class="outer" aria-hidden="true">
        {' ↗'}
      </span>
      <span class="unseen"> (another site)</span>
    </a>
  )
}

/** An address that breaks behind its slashes, where it has to. */
function AddressText({ text }: { readonly text: string }) {
  const parts = text.slice(0, partedMax).split(/(?<=[/?&])(?=[^/?&])/)
  return (
    <>
      {parts.map((part, at) => (
        // Parts may be alike, and never change places.
        <Fragment key={`${at} ${part}`}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
      {text.slice(partedMax)}
    </>
  )
}
