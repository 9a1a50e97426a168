import './relation.css'

/** How an article stands to those before it, by a sign and in words. */
export const relations: Readonly<
  Record<string, { readonly sign: string; readonly words: string; readonly say: string }>
> = {
  new: { sign: '●', words: 'new', say: 'Said before by none that was read' },
  exact: { sign: '＝', words: 'exact copy', say: 'The same words as an earlier article' },
  near: { sign: '≈', words: 'near copy', say: 'Almost the same words as an earlier article' },
  partial: { sign: '◐', words: 'partly taken', say: 'Passages of it stood in other articles before' },
}

export function Relation({ relation }: { readonly relation: string }) {
  const { sign, words, say } = relations[relation] ?? { sign: '·', words: relation, say: relation }
  return (
    <span class={`relation relation-${relation === 'new' ? 'new' : 'copy'}`} title={say}>
      <span class="relation-sign" aria-hidden="true">
        {sign}
      </span>
      {words}
    </span>
  )
}
