import { shingleHash } from './hash.ts'
import { isPageFurniture } from './page-furniture.ts'
import { readWords, type Words } from './words.ts'

/** A stretch of a text that stands in another text too. Offsets count UTF-16 units; ends are exclusive. */
export type Passage = {
  readonly start: number
  readonly end: number
  readonly sourceStart: number
  readonly sourceEnd: number
}

/** Shorter runs are phrases, not passages. */
const minWords = 8
/** Runs in the same order with at most this many other words between them are one passage: a word was edited. */
const maxGapWords = 3
/** Places in the source that are tried for one shingle: bounds the work on texts that repeat themselves. */
const maxPlaces = 4
const maxPassages = 100

type Run = { from: number; to: number; sourceFrom: number; sourceTo: number }

function placesOf({ hashes }: Words): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (let at = 0; at + 2 < hashes.length; at += 1) {
    const hash = shingleHash(hashes[at] ?? 0, hashes[at + 1] ?? 0, hashes[at + 2] ?? 0)
    const known = places.get(hash)
    if (known === undefined) places.set(hash, [at])
    else if (known.length < maxPlaces) known.push(at)
  }
  return places
}

function longestRun(text: Words, from: number, source: Words, starts: readonly number[]): Run | null {
  let best: Run | null = null
  for (const sourceFrom of starts) {
    let length = 0
    while (from + length < text.hashes.length && text.hashes[from + length] === source.hashes[sourceFrom + length])
      length += 1
    if (length > 2 && (best === null || length > best.to - best.from))
      best = { from, to: from + length, sourceFrom, sourceTo: sourceFrom + length }
  }
  return best
}

function runsOf(text: Words, source: Words): Run[] {
  const places = placesOf(source)
  const runs: Run[] = []
  for (let at = 0; at + 2 < text.hashes.length; ) {
    const hash = shingleHash(text.hashes[at] ?? 0, text.hashes[at + 1] ?? 0, text.hashes[at + 2] ?? 0)
    const run = longestRun(text, at, source, places.get(hash) ?? [])
    if (run !== null) runs.push(run)
    at = run?.to ?? at + 1
  }
  return runs
}

function continues(previous: Run, next: Run): boolean {
  const gap = next.sourceFrom - previous.sourceTo
  return next.from - previous.to <= maxGapWords && gap >= 0 && gap <= maxGapWords
}

function mended(runs: readonly Run[]): Run[] {
  const whole: Run[] = []
  for (const run of runs) {
    const previous = whole.at(-1)
    if (previous !== undefined && continues(previous, run)) {
      previous.to = run.to
      previous.sourceTo = run.sourceTo
    } else whole.push({ ...run })
  }
  return whole
}

/** What a text took from another. */
export type Reuse = {
  readonly passages: readonly Passage[]
  /** Words in the passages outside quotation marks in both texts, page furniture left out: what one writer took from another. */
  readonly ownWords: number
  /** Words in the passages as a share of the shorter text's, in [0, 1]. */
  readonly share: number
}

function unquotedIn(run: Run, text: Words, source: Words): number {
  const ofText = text.isQuoted.slice(run.from, run.to).filter((isQuoted) => !isQuoted).length
  const ofSource = source.isQuoted.slice(run.sourceFrom, run.sourceTo).filter((isQuoted) => !isQuoted).length
  return Math.min(ofText, ofSource)
}

/**
 * Finds the passages of `text` that stand in `sourceText`, in the order of `text`, without overlap there: runs of at least eight words, small edits
 * bridged, at most 100. Time grows linearly with both texts.
 */
export function reuseOf(text: string, sourceText: string): Reuse {
  const words = readWords(text)
  const source = readWords(sourceText)
  const runs = mended(runsOf(words, source))
    .filter((run) => run.to - run.from >= minWords)
    .slice(0, maxPassages)
  const total = runs.reduce((sum, run) => sum + run.to - run.from, 0)
  const shorter = Math.min(words.hashes.length, source.hashes.length)
  return {
    passages: runs.map((run) => ({
      start: words.starts[run.from] ?? 0,
      end: words.ends[run.to - 1] ?? 0,
      sourceStart: source.starts[run.sourceFrom] ?? 0,
      sourceEnd: source.ends[run.sourceTo - 1] ?? 0,
    })),
    ownWords: runs
      .filter((run) => !isPageFurniture(text.slice(words.starts[run.from], words.ends[run.to - 1])))
      .reduce((sum, run) => sum + unquotedIn(run, words, source), 0),
    share: shorter === 0 ? 0 : Math.min(1, total / shorter),
  }
}

/** The passages of {@link reuseOf} alone. */
export function passages(text: string, sourceText: string): Passage[] {
  return [...reuseOf(text, sourceText).passages]
}

/** The share of a text's length that its passages cover, in [0, 1]; 0 for an empty text. */
export function shareOf(found: readonly { readonly start: number; readonly end: number }[], text: string): number {
  if (text.length === 0) return 0
  let covered = 0
  let reached = 0
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, reached))
    reached = Math.max(reached, end)
  }
  return Math.min(1, covered / text.length)
}
