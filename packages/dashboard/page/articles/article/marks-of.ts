import type { GetArticleAttributions, GetArticlePassages } from '../../api/answers.ts'
import type { Evidence } from './evidence.ts'
import { type Mark, marksWithin } from './marks.ts'

type Sources = readonly GetArticlePassages['sources'][number][]
type Attributions = readonly GetArticleAttributions['attributions'][number][]

/** The marks of evidence in the title or in the text. */
export function evidenceMarks(evidence: readonly Evidence[], of: 'title' | 'text', within: string): Mark[] {
  const marks = evidence.flatMap(({ number, place, statement: { stance } }) =>
    place !== 'nowhere' && place.of === of
      ? [{ start: place.start, end: place.end, layer: 'evidence' as const, key: `e${number}`, stance }]
      : [],
  )
  return marksWithin(marks, within)
}

/** The letter of a source: a to z, and numbers behind them. */
export function letterOf(at: number): string {
  return at < 26 ? String.fromCharCode(97 + at) : String(at + 1)
}

/** The marks of passages that stood elsewhere before; those of one source share its letter. */
export function takenMarks(sources: Sources, within: string): Mark[] {
  const marks = sources.flatMap(({ passages }, at) =>
    passages.map(({ start, end }) => ({ start, end, layer: 'taken' as const, key: `t${letterOf(at)}` })),
  )
  return marksWithin(marks, within)
}

/** The marks of who said what: each source, cue and content. */
export function saidMarks(attributions: Attributions, within: string): Mark[] {
  const marks = attributions.flatMap(({ source, cue, content }, at) => {
    const key = `s${at + 1}`
    return [
      { start: content.start, end: content.end, layer: 'content' as const, key },
      ...(source ? [{ start: source.start, end: source.end, layer: 'source' as const, key }] : []),
      ...(cue ? [{ start: cue.start, end: cue.end, layer: 'cue' as const, key }] : []),
    ]
  })
  return marksWithin(marks, within)
}
