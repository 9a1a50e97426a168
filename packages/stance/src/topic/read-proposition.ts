import { countryOfAdjective, placeNamed } from '../names/gazetteer.ts'
import { keyOf } from '../names/read-name.ts'
import { nounForms } from '../phrases/inflection.ts'
import { readDocument } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'

/** What a proposition says by itself: who should do what to what, and which countries it names. */
export type Proposition = {
  readonly verbs: readonly string[]
  readonly objects: readonly string[]
  readonly actors: readonly string[]
  readonly countries: readonly string[]
}

const MODAL = /^(?:should|must|ought|shall|needs?|has|have)$/
const OBJECT_END = /^(?:PUNCT|ADP|SCONJ|PRON|CCONJ|VERB|AUX|PART)$/

function isVerbPlace(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (token === undefined || before === undefined) return false
  if (MODAL.test(before.lower) || (before.lower === 'be' && token.pos === 'VERB')) return true
  return token.pos === 'VERB' && /^(?:or|and|to|not|,)$/.test(before.lower)
}

function objectAfter(tokens: readonly Token[], verb: number): string | null {
  let at = verb + 1
  while (/^(?:DET|ADV)$/.test(tokens[at]?.pos ?? '') || /^(?:its|their|all|any)$/.test(tokens[at]?.lower ?? '')) at += 1
  const words: string[] = []
  while (at < tokens.length && !OBJECT_END.test(tokens[at]?.pos ?? 'PUNCT') && words.length < 4) {
    words.push(tokens[at]?.text ?? '')
    at += 1
  }
  return words.length > 0 ? words.join(' ') : null
}

function countriesIn(tokens: readonly Token[]): string[] {
  const countries = new Set<string>()
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.isCapital !== true) continue
    for (const size of [3, 2, 1]) {
      const key = keyOf(tokens, at, at + size - 1)
      const name = placeNamed(key)?.name ?? countryOfAdjective(key)
      if (name !== null && name !== undefined) countries.add(name)
    }
  }
  return [...countries]
}

/** Reads "X should do Y (or do Z) to W." as far as plain grammar goes; empty lists where it does not. */
export function readProposition(text: string): Proposition {
  const tokens = readDocument(text).sentences.flatMap((sentence) => sentence.tokens)
  const modal = tokens.findIndex((token) => MODAL.test(token.lower))
  const verbs: string[] = []
  const objects: string[] = []
  for (let at = modal + 1; modal >= 0 && at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined || !isVerbPlace(tokens, at) || /^(?:be|not|to|also)$/.test(token.lower)) continue
    verbs.push(token.lemma)
    const object = objectAfter(tokens, at)
    if (object !== null) objects.push(object)
  }
  const actor = tokens
    .slice(0, Math.max(0, modal))
    .filter((token) => token.isCapital && token.lower !== 'the')
    .map((token) => token.text)
    .join(' ')
  if (tokens[modal + 1]?.lower === 'be' && actor === '') objects.push(...passiveSubject(tokens.slice(0, modal)))
  return { verbs, objects, actors: actor === '' ? [] : [actor], countries: countriesIn(tokens) }
}

function passiveSubject(tokens: readonly Token[]): string[] {
  const nouns = tokens.filter((token) => /^(?:NOUN|PROPN)$/.test(token.pos))
  return nouns.slice(-1).flatMap((token) => nounForms(token.lower))
}
