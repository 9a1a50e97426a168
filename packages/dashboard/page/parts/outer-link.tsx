import type { ComponentChildren } from 'preact'

type Props = { readonly href: string | null | undefined; readonly children?: ComponentChildren }

/** A link to another site, from data: only where it is http or https, and telling it nothing of us; else its text. */
export function OuterLink({ href, children }: Props) {
  const url = URL.parse(href ?? '')
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return <span>{children ?? href}</span>
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer">
      {children ?? href}
      <span class="outer" aria-hidden="true">
        {' ↗'}
      </span>
      <span class="unseen"> (another site)</span>
    </a>
  )
}
