import model from 'wink-eng-lite-web-model'
import winkNLP from 'wink-nlp'

/** A word or mark with its place in the text. `lower` is plain lower case; `end` is exclusive. */
export type Token = {
  readonly text: string
  readonly lower: string
  readonly pos: string
  readonly lemma: string
  readonly start: number
  readonly end: number
  /** Stands between quotation marks (the marks themselves included). */
  readonly quoted: boolean
  readonly isCapital: boolean
}

const nlp = winkNLP(model, ['pos'])
const its = nlp.its
// Its declared type is that of spans; at run time it reads tokens as `pos` does.
const lemmaOf = its.lemma as unknown as typeof its.pos

/** Words, part-of-speech tags and lemmas of one folded paragraph; places count from `offset`. */
export function tokenise(paragraph: string, offset: number, isQuoted: (at: number) => boolean): Token[] {
  const tokens: Token[] = []
  const read = nlp.readDoc(paragraph).tokens()
  const texts = read.out()
  const tags = read.out(its.pos)
  const lemmas = read.out(lemmaOf)
  let at = 0
  for (const [index, text] of texts.entries()) {
    const found = paragraph.indexOf(text, at)
    if (found < 0 || text === '') continue
    at = found + text.length
    tokens.push({
      text,
      lower: text.toLowerCase(),
      pos: String(tags[index] ?? 'X'),
      lemma: String(lemmas[index] ?? text).toLowerCase(),
      start: offset + found,
      end: offset + at,
      quoted: isQuoted(offset + found),
      isCapital: /^\p{Lu}/u.test(text),
    })
  }
  return tokens
}
