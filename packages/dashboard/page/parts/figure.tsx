import type { ComponentChildren } from 'preact'

type Props = {
  readonly label: string
  readonly children: ComponentChildren
  /** Where more of it stands. */
  readonly href?: string | undefined
  /** Says with a word and by colour that it needs somebody. */
  readonly tone?: 'plain' | 'good' | 'warning' | 'bad' | undefined
  readonly note?: ComponentChildren
}

/** A number and what it is; several stand in a `Figures`. */
export function Figure({ label, children, href, tone = 'plain', note }: Props) {
  return (
    <div class={`figure figure-${tone}`}>
      <dt>{label}</dt>
      <dd>
        {href ? <a href={href}>{children}</a> : children}
        {note && <span class="figure-note">{note}</span>}
      </dd>
    </div>
  )
}

/** Figures beside one another. */
export function Figures({ children }: { readonly children: ComponentChildren }) {
  return <dl class="figures">{children}</dl>
}
