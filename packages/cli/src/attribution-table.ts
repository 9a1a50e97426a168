import type { Attribution, Span } from '@stancewire/stance'

/** The columns of the table of who said what; `place` counts within the article. */
export const attributionColumns = [
  ...['articleId', 'revision', 'place', 'source', 'sourceStart', 'sourceEnd', 'cue', 'cueStart', 'cueEnd'],
  ...['content', 'start', 'end', 'kind', 'confidence', 'publishedAt', 'url', 'title', 'outlet'],
] as const

type AttributionRow = Readonly<Record<(typeof attributionColumns)[number], string | number | null>>

/** An article of the archive, as much of it as the table takes. */
export type Attributed = {
  readonly articleId: string
  readonly revision: number
  readonly publishedAt: string | null
  readonly url: string
  readonly title: string
  readonly outlet: string | null
}

/** The rows of an article: each attribution with its words, in the order of their contents. Offsets count UTF-16 code units of the text. */
export function attributionRows(article: Attributed, text: string, found: readonly Attribution[]): AttributionRow[] {
  const words = (span: Span | null) => span && text.slice(span.start, span.end)
  const { articleId, revision, publishedAt, url, title, outlet } = article
  return found.map(({ source, cue, content, kind, confidence }, place) => ({
    ...{ articleId, revision, place },
    ...{ source: words(source), sourceStart: source?.start ?? null, sourceEnd: source?.end ?? null },
    ...{ cue: words(cue), cueStart: cue?.start ?? null, cueEnd: cue?.end ?? null },
    ...{ content: words(content), start: content.start, end: content.end },
    ...{ kind, confidence, publishedAt, url, title, outlet },
  }))
}
