import type { Match, Verdict } from './decide.ts'
import { type Reuse, reuseOf } from './passages.ts'

/** A passage of an article that stands in an earlier one. Offsets count UTF-16 units of the two texts; ends are exclusive. */
export type SourcedPassage = {
  readonly start: number
  readonly end: number
  readonly source: { readonly docId: string; readonly start: number; readonly end: number }
}

export type Confirmed = { readonly verdict: Verdict; readonly passages: readonly SourcedPassage[] }

/** Less than this is a phrase that two writers find: about one long sentence. */
const minOwnWords = 20
/** A short text that stands mostly in another took it from there. */
const minShare = 0.4

type Found = { readonly match: Match; readonly reuse: Reuse | null }

const isReused = ({ ownWords, share }: Reuse): boolean => ownWords >= minOwnWords || (share >= minShare && ownWords > 0)

function confirmedMatch({ match, reuse }: Found): Match {
  return reuse === null ? match : { ...match, similarity: Math.round(reuse.share * 1_000) / 1_000 }
}

function sourced({ match, reuse }: Found): SourcedPassage[] {
  return (reuse?.passages ?? []).map(({ start, end, sourceStart, sourceEnd }) => ({
    start,
    end,
    source: { docId: match.docId, start: sourceStart, end: sourceEnd },
  }))
}

/**
 * Reads the passages behind a `partial` verdict and drops sources that share only names and phrases: sketches say how much two texts share, not
 * whether it stands in one piece. `textOf` gives a source's text, undefined where it is no longer held: that source is then
 * believed. With no source left the verdict is `new`. Other verdicts come back as they are.
 */
export function confirmPartial(
  verdict: Verdict,
  text: string,
  textOf: (docId: string) => string | undefined,
): Confirmed {
  if (verdict.relation !== 'partial') return { verdict, passages: [] }
  const found = verdict.matches.map((match): Found => {
    const source = textOf(match.docId)
    return { match, reuse: source === undefined ? null : reuseOf(text, source) }
  })
  const confirmed = found.filter(({ reuse }) => reuse === null || isReused(reuse))
  const matches = confirmed.map(confirmedMatch)
  if (matches.length === 0)
    return { verdict: { ...verdict, relation: 'new', similarity: 0, matches: [] }, passages: [] }
  return {
    verdict: { ...verdict, similarity: matches[0]?.similarity ?? 0, matches },
    passages: confirmed.flatMap(sourced),
  }
}
