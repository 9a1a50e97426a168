import type { ComponentChildren } from 'preact'

type Props = { readonly children: ComponentChildren; readonly tone?: 'plain' | 'good' | 'warning' | 'bad' | undefined }

/** A word that marks something, such as a state. */
export function Tag({ children, tone = 'plain' }: Props) {
  return <span class={`tag tag-${tone}`}>{children}</span>
}
