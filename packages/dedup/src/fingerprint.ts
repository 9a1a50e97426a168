import { createHash } from 'node:crypto'
import { type Sketch, sketchOf } from './sketch.ts'

/** What an article is compared by. Titles do not count as text: outlets write their own over the same wire copy. */
export type Fingerprint = {
  /** `t` and 32 hex digits: equal for texts that differ only in case, spacing, punctuation and compatibility forms of characters. */
  readonly textHash: string
  readonly sketch: Sketch
}

/** A body this short ("Watch the video above") is no article by itself: it is told apart by its title too. */
export const minOwnWords = 20

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** Fingerprints an article in any language, in time linear in its length. Below 20 words of text, `textHash` covers the title as well. */
export function fingerprint(article: { readonly title: string | null; readonly text: string }): Fingerprint {
  const sketch = sketchOf(article.title, article.text)
  const own = letters(article.text)
  const covered = sketch.words < minOwnWords ? `${letters(article.title ?? '')}\n${own}` : own
  return { textHash: `t${createHash('sha256').update(covered).digest('hex').slice(0, 32)}`, sketch }
}
