import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'

type Props = {
  /** Heads the page, and the window. */
  readonly title: string
  /** Stands in the place of the title where that is more than text. */
  readonly heading?: ComponentChildren
  /** A sentence below the title. */
  readonly lead?: ComponentChildren
  /** What can be done here, beside the title. */
  readonly actions?: ComponentChildren
  readonly children: ComponentChildren
}

/** The frame of each page: its title, which gets the focus when somebody comes to it, and its content. */
export function Page({ title, heading, lead, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Stancewire`
  }, [title])
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>{heading ?? title}</h1>
        {actions && <div class="row">{actions}</div>}
        {lead && <div class="page-lead">{lead}</div>}
      </div>
      {children}
    </>
  )
}

/** A part of a page under a heading. */
export function Section({ title, actions, children }: Omit<Props, 'lead' | 'heading'>) {
  return (
    <section class="section">
      <div class="section-head">
        <h2>{title}</h2>
        {actions && <div class="row">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
