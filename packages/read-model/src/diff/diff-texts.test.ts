import { describe, expect, it } from 'vitest'
import { type DiffPart, diffTexts } from './diff-texts.ts'
import { foldSame } from './fold-same.ts'

const joined = (parts: readonly DiffPart[], ...wanted: DiffPart['is'][]) =>
  parts
    .filter(({ is }) => wanted.includes(is))
    .map(({ text }) => text)
    .join('')

/** What every diff keeps to. */
function expectBothTexts(before: string, after: string, diff = diffTexts(before, after)) {
  expect(joined(diff.parts, 'same', 'removed')).toBe(before)
  expect(joined(diff.parts, 'same', 'added')).toBe(after)
  expect(diff.parts.filter(({ text }) => text === '')).toEqual([])
  for (const [at, { is }] of diff.parts.entries()) expect(is).not.toBe(diff.parts[at + 1]?.is)
}

/** The same numbers for the same seed (Park and Miller 1988). */
function draws(seed: number): (below: number) => number {
  let state = seed * 7_919 + 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const pieces = [
  'tram',
  'Harbour',
  'no',
  'no',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '.',
  '“',
  '”',
  '港',
  '電車',
  '👩‍👧',
  '\ud83d',
  'é',
  'e\u0301',
  '',
]

describe('diffTexts', () => {
  it('tells replaced, new and dropped words, and leaves what stayed alone', () => {
    const diff = diffTexts('The tram will come in May.', 'The tram may come in late May')
    expect(diff.parts).toEqual([
      { is: 'same', text: 'The tram ' },
      { is: 'removed', text: 'will' },
      { is: 'added', text: 'may' },
      { is: 'same', text: ' come in ' },
      { is: 'added', text: 'late ' },
      { is: 'same', text: 'May' },
      { is: 'removed', text: '.' },
    ])
    expect(diff).toMatchObject({ by: 'words', words: { added: 2, removed: 1 } })
  })

  it('takes words that were replaced one after the other for one stretch', () => {
    expect(diffTexts('She will never agree, she said.', 'She might well agree, she said.').parts).toEqual([
      { is: 'same', text: 'She ' },
      { is: 'removed', text: 'will never' },
      { is: 'added', text: 'might well' },
      { is: 'same', text: ' agree, she said.' },
    ])
  })

  it('finds a word inside a paragraph among paragraphs that came and went', () => {
    const diff = diffTexts('One.\n\nTwo is here.\n\nThree.', 'Zero.\n\nOne.\n\nTwo was here.')
    expect(joined(diff.parts, 'added')).toContain('was')
    expect(joined(diff.parts, 'removed')).toContain('Three')
    expectBothTexts('One.\n\nTwo is here.\n\nThree.', 'Zero.\n\nOne.\n\nTwo was here.')
  })

  it('compares characters where a script has no spaces', () => {
    expect(diffTexts('港電車', '港汽車').parts.map(({ text }) => text)).toEqual(['港', '電', '汽', '車'])
  })

  it('says that nothing changed where nothing did', () => {
    expect(diffTexts('Same.', 'Same.')).toEqual({
      ...{ parts: [{ is: 'same', text: 'Same.' }], by: 'words', words: { added: 0, removed: 0 } },
    })
    expect(diffTexts('', '').parts).toEqual([])
    expect(diffTexts('', 'New words').words).toEqual({ added: 2, removed: 0 })
  })

  it('holds both texts, whatever they are', () => {
    for (let seed = 0; seed < 400; seed++) {
      const draw = draws(seed)
      const text = () => Array.from({ length: draw(40) }, () => pieces[draw(pieces.length)] ?? '').join('')
      const before = text()
      const at = draw(before.length + 1)
      expectBothTexts(before, seed % 2 ? text() : before.slice(0, at) + text() + before.slice(at + draw(9)))
    }
  })

  it('tells what it cannot compare in time as replaced, by paragraphs and then as a whole', () => {
    const numbers = (count: number, step: number, between: string) =>
      Array.from({ length: count }, (_, at) => (at * step) % 99_991).join(between)
    const long = [`Head.\n\n${numbers(40_000, 7, ' ')}`, `Head.\n\n${numbers(40_000, 11, ' ')}`] as const
    expect(diffTexts(...long).by).toBe('paragraphs')
    expect(diffTexts(...long).parts[0]).toEqual({ is: 'same', text: 'Head.\n\n' })
    expectBothTexts(...long)
    const lines = [numbers(20_000, 7, '\n\n'), numbers(20_000, 11, '\n\n')] as const
    expect(diffTexts(...lines).by).toBe('text')
    expectBothTexts(...lines)
    expect(diffTexts('a b', 'a c', { timeMs: 0 }).by).toBe('text')
  })

  it.each([
    ['one word again and again', 'a '.repeat(250_000), 'a b '.repeat(125_000)],
    ['words in another order', 'a b c d e f g h '.repeat(30_000), 'h g f e d c b a '.repeat(30_000)],
    ['signs alone', '.'.repeat(500_000), ',.'.repeat(250_000)],
    ['empty lines', '\n'.repeat(500_000), 'x\n'.repeat(250_000)],
    ['one long word', 'x'.repeat(500_000), 'x'.repeat(499_999)],
    ['marks without a letter', '\u0301'.repeat(300_000), '港\u0301'.repeat(100_000)],
  ])('is done soon with large texts: %s', (_, before, after) => {
    const begunMs = performance.now()
    const diff = diffTexts(before, after)
    // Some 300 ms alone on a machine; others run beside it.
    expect(performance.now() - begunMs).toBeLessThan(5_000)
    expectBothTexts(before, after, diff)
    expect(diff.parts.length).toBeLessThan(5_000)
  })
})

describe('foldSame', () => {
  const long = 'The same words as before stand here. '.repeat(40)

  it('leaves out the middle of what is the same, and says how much', () => {
    const parts = foldSame(diffTexts(`${long}old ${long}old ${long}`, `${long}new ${long}new ${long}`).parts)
    const folded = parts.filter((part) => part.folded !== undefined)
    expect(folded).toHaveLength(3)
    const kept = parts.reduce(
      (sum, { is, text, folded: left = 0 }) => sum + (is === 'added' ? 0 : text.length + left),
      0,
    )
    expect(kept).toBe(3 * long.length + 8)
    expect(parts.map(({ text }) => text).join('').length).toBeLessThan(1_000)
  })

  it('keeps what stands around a change, whole words of it', () => {
    const parts = foldSame(diffTexts(`${long}old`, `${long}new`).parts)
    expect(parts[0]).toMatchObject({ is: 'same', text: '' })
    expect(parts[1]?.text).toMatch(/^(The|same|words|as|before|stand|here\.) .* here\. $/)
  })

  it('leaves short stretches as they are, and cuts no character in two', () => {
    const short = diffTexts('a b c', 'a x c').parts
    expect(foldSame(short)).toEqual(short)
    const faces = '👩'.repeat(500)
    for (const text of [faces, `x${faces}`]) {
      const parts = foldSame(diffTexts(`old ${text} old`, `new ${text} new`).parts)
      for (const part of parts) expect(part.text.isWellFormed()).toBe(true)
    }
  })
})
