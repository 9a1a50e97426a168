const signs: Readonly<Record<string, { readonly sign: string; readonly word: string }>> = {
  support: { sign: '▲', word: 'support' },
  oppose: { sign: '▼', word: 'oppose' },
  mixed: { sign: '◆', word: 'mixed' },
}

/** A stance by its sign and word; colour only repeats them. */
export function Stance({ stance }: { readonly stance: string }) {
  const { sign, word } = signs[stance] ?? { sign: '·', word: stance }
  return (
    <span class={`stance stance-${signs[stance] ? stance : 'none'}`}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  )
}
