import { type ArrayChange, diffArrays } from 'diff'
import { countWords, paragraphsOf, tokensOf } from './tokens.ts'

/** A stretch of two texts: in both, in the later one alone, or in the earlier one alone. */
export type DiffPart = { readonly is: 'same' | 'added' | 'removed'; readonly text: string }

/** What became of a text. */
export type TextDiff = {
  /** In their order. Same and removed ones joined are the earlier text, same and added ones the later text; a removed one stands before the added one that replaces it. */
  readonly parts: readonly DiffPart[]
  /** How fine it is at its coarsest place: where texts have too little in common, whole paragraphs are replaced, or the whole text. */
  readonly by: 'words' | 'paragraphs' | 'text'
  readonly words: { readonly added: number; readonly removed: number }
}

// The work grows with the square of the edits; so many take some 50 ms.
const editsMax = { paragraphs: 800, words: 1_000 }
const defaultTimeMs = 250

/**
 * What became of a text, by words inside its paragraphs (Myers 1986, by the package diff). Takes `timeMs` milliseconds at most, and the time to
 * read both texts: where it would take longer, larger stretches are told as replaced.
 */
export function diffTexts(before: string, after: string, { timeMs = defaultTimeMs } = {}): TextDiff {
  const untilMs = performance.now() + timeMs
  const blocks = changesOf(paragraphsOf(before), paragraphsOf(after), editsMax.paragraphs, untilMs)
  const raw: DiffPart[] = []
  let by: TextDiff['by'] = blocks ? 'words' : 'text'
  for (const block of hunksOf(blocks ?? replaced(before, after))) {
    const { removed, added } = block
    raw.push({ is: 'same', text: block.same })
    if (removed === '' || added === '' || by === 'text') {
      raw.push({ is: 'removed', text: removed }, { is: 'added', text: added })
      continue
    }
    const words = changesOf(tokensOf(removed), tokensOf(added), editsMax.words, untilMs)
    if (!words) by = 'paragraphs'
    raw.push(...(words ?? replaced(removed, added)))
  }
  const parts = joined(raw)
  return { parts, by, words: { added: wordsOf(parts, 'added'), removed: wordsOf(parts, 'removed') } }
}

function replaced(removed: string, added: string): DiffPart[] {
  return [
    { is: 'removed', text: removed },
    { is: 'added', text: added },
  ]
}

/** `undefined` where it would take too long. */
function changesOf(
  before: readonly string[],
  after: readonly string[],
  maxEditLength: number,
  untilMs: number,
): DiffPart[] | undefined {
  const { head, tail } = alike(before, after)
  const timeout = untilMs - performance.now()
  if (timeout <= 0) return undefined
  const middle = (list: readonly string[]) => list.slice(head, list.length - tail)
  const changes = diffArrays(middle(before), middle(after), { maxEditLength, timeout })
  return (
    changes && [
      { is: 'same', text: before.slice(0, head).join('') },
      ...changes.map(toPart),
      { is: 'same', text: before.slice(before.length - tail).join('') },
    ]
  )
}

/** How much of two lists is the same at their beginnings and ends. */
function alike(before: readonly string[], after: readonly string[]): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return { head, tail }
}

function toPart({ added, removed, value }: ArrayChange<string>): DiffPart {
  return { is: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }
}

type Hunk = { same: string; removed: string; added: string }

/** What is the same, and what stands behind it until the same goes on. */
function hunksOf(parts: readonly DiffPart[]): Hunk[] {
  const hunks: Hunk[] = [{ same: '', removed: '', added: '' }]
  for (const { is, text } of parts) {
    let last = hunks.at(-1)
    if (text === '' || !last) continue
    if (is === 'same' && (last.removed !== '' || last.added !== '')) {
      last = { same: '', removed: '', added: '' }
      hunks.push(last)
    }
    last[is] += text
  }
  return hunks
}

/** One part for each stretch: a space that stayed between two replaced words belongs to what was replaced. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const hunks: Hunk[] = []
  for (const hunk of hunksOf(parts)) {
    const last = hunks.at(-1)
    if (last && hunk.same.trim() === '' && isReplaced(last) && isReplaced(hunk)) {
      last.removed += hunk.same + hunk.removed
      last.added += hunk.same + hunk.added
    } else hunks.push(hunk)
  }
  return hunks
    .flatMap(({ same, removed, added }): DiffPart[] => [{ is: 'same', text: same }, ...replaced(removed, added)])
    .filter(({ text }) => text !== '')
}

function isReplaced({ removed, added }: Hunk): boolean {
  return removed !== '' && added !== ''
}

function wordsOf(parts: readonly DiffPart[], wanted: DiffPart['is']): number {
  return parts.filter(({ is }) => is === wanted).reduce((sum, { text }) => sum + countWords(text), 0)
}
