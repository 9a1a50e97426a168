import { reuseOf, shareOf } from '@stancewire/dedup'
import type { ArticleText, KinText } from '@stancewire/read-model'

// Some 60 ms for each source; what an article says stands long before.
const textMax = 400_000

/** The passages of an article that stand in another one's text too. Offsets count UTF-16 code units of the texts of these revisions. */
export type SharedPassages = Omit<KinText, 'text'> & {
  /** The share of the article's text that they are, in [0, 1]; `null` where one of the texts is not kept. */
  readonly share: number | null
  readonly passages: readonly { start: number; end: number; sourceStart: number; sourceEnd: number }[]
}

/** Which passages of an article stand in those it took from, in the order of its text. Of longer texts than 400,000 code units the beginning is compared. */
export function sharedPassages({ text }: ArticleText, sources: readonly KinText[]): SharedPassages[] {
  return sources.map(({ text: sourceText, ...source }) => {
    if (text === null || sourceText === null) return { ...source, share: null, passages: [] }
    const { passages } = reuseOf(text.slice(0, textMax), sourceText.slice(0, textMax))
    return { ...source, share: shareOf(passages, text), passages }
  })
}
