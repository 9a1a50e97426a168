import { nounForms, verbForms } from './inflection.ts'

/** What a pattern in a phrase book matched: token indices, `end` exclusive, and the value the pattern stands for. */
export type PhraseMatch<T> = { readonly start: number; readonly end: number; readonly value: T }

type Slot = { readonly words: ReadonlySet<string>; readonly gap: number }
type Entry<T> = { readonly slots: readonly Slot[]; readonly value: T }

/** Anything with a plain lower-case form can be matched; `text` is compared too, for patterns in capitals. */
export type Matchable = { readonly lower: string; readonly text: string }

/** Patterns indexed by their first word; matching is linear in the text for a given book. */
export type PhraseBook<T> = { readonly byFirst: ReadonlyMap<string, readonly Entry<T>[]> }

function formsOf(part: string): string[] {
  if (part.endsWith('_')) return verbForms(part.slice(0, -1))
  if (part.endsWith('#')) return nounForms(part.slice(0, -1))
  return [part]
}

/** The tagger takes "non-starter" for two words and a mark, and matching passes over the mark. */
function splitHyphens(part: string): string[] {
  return part.includes('|') || part.startsWith('-') ? [part] : part.split('-')
}

function readPattern(pattern: string): Slot[] {
  const slots: Slot[] = []
  let gap = 0
  for (const part of pattern.trim().split(/\s+/).flatMap(splitHyphens)) {
    const dots = /^\.\.(\d*)$/.exec(part)
    if (dots !== null) {
      gap = dots[1] === '' || dots[1] === undefined ? 3 : Number(dots[1])
      continue
    }
    slots.push({ words: new Set(part.split('|').flatMap(formsOf)), gap })
    gap = 0
  }
  return slots
}

/**
 * Compiles patterns. Words are plain lower case; `word_` is a verb in all its forms, `word#` a noun in both numbers,
 * `a|b` alternatives, words in capitals match only as written, `..` a gap of up to three words (`..5` of up to five), which never crosses a mark. Hyphens between words do not
 * count.
 */
export function compilePhrases<T>(patterns: Iterable<readonly [string, T]>): PhraseBook<T> {
  const byFirst = new Map<string, Entry<T>[]>()
  for (const [pattern, value] of patterns) {
    const slots = readPattern(pattern)
    const first = slots[0]
    if (first === undefined) continue
    for (const word of first.words) {
      const entries = byFirst.get(word)
      if (entries === undefined) byFirst.set(word, [{ slots, value }])
      else entries.push({ slots, value })
    }
  }
  return { byFirst }
}

function fits(slot: Slot, token: Matchable | undefined): boolean {
  return token !== undefined && (slot.words.has(token.lower) || slot.words.has(token.text))
}

const BARRIER = /^(?:[.,;:!?]|\.\.\.)$/

function matchSlots(slots: readonly Slot[], tokens: readonly Matchable[], at: number): number {
  let position = at + 1
  for (let index = 1; index < slots.length; index += 1) {
    const slot = slots[index]
    if (slot === undefined) return -1
    let skipped = 0
    while (!fits(slot, tokens[position])) {
      const token = tokens[position]
      if (token?.lower === '-') {
        position += 1
        continue
      }
      if (token === undefined || skipped >= slot.gap || BARRIER.test(token.lower)) return -1
      position += 1
      skipped += 1
    }
    position += 1
  }
  return position
}

/** The longest match that begins at token `at`, or null. */
export function matchAt<T>(book: PhraseBook<T>, tokens: readonly Matchable[], at: number): PhraseMatch<T> | null {
  const token = tokens[at]
  if (token === undefined) return null
  const small = book.byFirst.get(token.lower) ?? []
  const large = token.text === token.lower ? [] : (book.byFirst.get(token.text) ?? [])
  let best: PhraseMatch<T> | null = null
  for (const entry of large.length === 0 ? small : [...small, ...large]) {
    const end = matchSlots(entry.slots, tokens, at)
    if (end > (best?.end ?? 0)) best = { start: at, end, value: entry.value }
  }
  return best
}

/** All matches from left to right; at each place the longest wins, and matches may overlap later ones. */
export function findPhrases<T>(book: PhraseBook<T>, tokens: readonly Matchable[]): PhraseMatch<T>[] {
  const found: PhraseMatch<T>[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const match = matchAt(book, tokens, at)
    if (match !== null) found.push(match)
  }
  return found
}
