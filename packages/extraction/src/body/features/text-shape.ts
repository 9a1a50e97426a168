import { functionWords } from './function-words.ts'
import { cutWords } from './words.ts'

/** How a text looks, from its beginning. Shares lie in [0, 1]. */
export interface TextShape {
  readonly words: number
  readonly functionShare: number
  readonly titleShare: number
  readonly upperShare: number
  readonly digitShare: number
  readonly sentenceMarks: number
  readonly commas: number
  /** 2: ends as a sentence does; 1: as a line does that goes on; 0: otherwise. */
  readonly ending: number
  readonly hasQuote: boolean
  readonly hasCopyright: boolean
  readonly hasYear: boolean
}

const seen = 160
/** Function words are short, words of the title are not. */
const longestFunction = 7
const shortestTitle = 3
const upper = 1
const sign = { mark: 2, comma: 3, quote: 4, digit: 5 } as const
const signs = {
  [sign.mark]: '.!?…。！？।؟',
  [sign.comma]: ',;:、，',
  [sign.quote]: '“"„«»”「』『」',
  [sign.digit]: '0123456789',
}

/** What each UTF-16 unit counts as. */
const kinds = new Uint8Array(0x1_0000)
for (const [kind, characters] of Object.entries(signs))
  for (const character of characters) kinds[character.charCodeAt(0)] = Number(kind)

/** Of what is not looked at. */
export const noShape: TextShape = readShape('', false, new Set())

/** Reads the shape of a text; `titleWords` are the words of the page's title. */
export function readShape(text: string, endsSentence: boolean, titleWords: ReadonlySet<string>): TextShape {
  const head = text.length > seen ? text.slice(0, seen) : text
  const lower = head.toLowerCase()
  const words = cutWords(lower)
  let functions = 0
  let ofTitle = 0
  for (const word of words) {
    if (word.length <= longestFunction && functionWords.has(word)) functions++
    if (word.length >= shortestTitle && titleWords.has(word)) ofTitle++
  }
  return {
    words: words.length,
    functionShare: functions / Math.max(1, words.length),
    titleShare: ofTitle / Math.max(1, words.length),
    ending: endsSentence ? 2 : endsOpen(text) ? 1 : 0,
    hasCopyright: head.includes('©') || lower.includes('(c) '),
    hasYear: /\b(?:19|20)\d\d\b/.test(head),
    ...countCharacters(head, lower),
  }
}

type Counted = Pick<TextShape, 'upperShare' | 'digitShare' | 'sentenceMarks' | 'commas' | 'hasQuote'>

function countCharacters(head: string, lower: string): Counted {
  const counts = new Uint16Array(6)
  for (let at = 0; at < head.length; at++) {
    const code = head.charCodeAt(at)
    const kind = code === lower.charCodeAt(at) ? (kinds[code] ?? 0) : upper
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  const length = Math.max(1, head.length)
  const count = (kind: number): number => counts[kind] ?? 0
  return {
    upperShare: count(upper) / length,
    digitShare: count(sign.digit) / length,
    sentenceMarks: count(sign.mark),
    commas: count(sign.comma),
    hasQuote: count(sign.quote) > 0,
  }
}

function endsOpen(text: string): boolean {
  const last = text.at(-1)
  return last === ':' || last === ',' || last === ';'
}
