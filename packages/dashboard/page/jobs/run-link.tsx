import { OuterLink } from '../parts/outer-link.tsx'

type Props = {
  readonly urlId: string | null
  readonly url: string | null
  /** Below it, in small. */
  readonly note?: string | null | undefined
}

/** An address, as a way to what happened to it, and beside it the way to its page. */
export function RunLink({ urlId, url, note }: Props) {
  const text = url?.replace(/^https?:\/\//, '') ?? '(no address can be read)'
  const isPage = /^https?:/.test(url ?? '')
  return (
    <span class="run-link">
      {urlId ? <a href={`/urls/${urlId}`}>{text}</a> : text}
      {isPage && (
        <>
          {' '}
          <OuterLink href={url}>
            <span class="unseen">Open {text}</span>
          </OuterLink>
        </>
      )}
      {note && <span class="run-note muted">{note}</span>}
    </span>
  )
}
