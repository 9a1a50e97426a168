import type { Mention } from '../names/entity.ts'
import { GROUP_NOUNS } from '../names/name-words.ts'
import { type Clause, type Grammar, type Subject, wordAt } from './grammar.ts'
import { listBeginningWith, listEndingWith } from './lists.ts'
import type { VerbGroup } from './verb-groups.ts'

/** Words that make the noun behind them no subject. */
export const PREPOSITION =
  /^(?:of|in|from|on|at|against|between|near|into|about|by|for|over|with|to|inside|within|through|across|under|than|behind|after|before|during|among|towards?|despite|without|including)$/
const TIME =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|june|july|august|september|october|november|december|jan\.?|feb\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)$|^(?:week|month|year|night|morning|evening|afternoon|yesterday|today|tonight|late|early|last|earlier|later|on|this|now|then|also|himself|herself|itself|themselves|both|all|however|meanwhile|separately|reportedly|too|again|once|even|still|never|not)$/
const NOUNISH = /^(?:NOUN|PROPN|PRON|NUM)$/
const MOST_COMMAS = 4

/** A name as subject, with the list it ends. */
export function subjectOf(grammar: Grammar, mention: Mention): Subject {
  const mentions = listEndingWith(grammar, mention)
  return { mentions, first: mentions[0]?.first ?? mention.first, last: mention.last }
}

/** A common noun phrase that ends at token `at`, without prepositional tail. */
function nounPhraseEndingAt(grammar: Grammar, at: number): Subject {
  let first = at
  while (first > 0 && at - first < 8) {
    const before = grammar.tokens[first - 1]
    if (before === undefined || !/^(?:NOUN|PROPN|ADJ|DET|NUM|PART)$/.test(before.pos) || before.lower === 'to') break
    first -= 1
  }
  return { mentions: [], first, last: at }
}

function isDash(grammar: Grammar, at: number): boolean {
  const mark = wordAt(grammar, at)
  if (mark === '-') return grammar.tokens[at - 1]?.end !== grammar.tokens[at]?.start
  return /^[,—–]$/.test(mark)
}

function opensRelative(grammar: Grammar, comma: number): boolean {
  return (
    /^(?:NOUN|PRON)$/.test(grammar.tokens[comma - 1]?.pos ?? '') &&
    /^(?:who|which|whose)$/.test(wordAt(grammar, comma + 1))
  )
}

/** Before a closing comma: the name whose apposition or relative clause ends here. */
function beforeParenthesis(grammar: Grammar, comma: number): number {
  let seen = 0
  for (let at = comma - 1; at > 0 && comma - at < 45 && seen < MOST_COMMAS; at -= 1) {
    if (!isDash(grammar, at)) continue
    seen += 1
    if (grammar.endingAt.has(at - 1) || (seen === 1 && opensRelative(grammar, at))) return at - 1
  }
  return -1
}

function beforeBracket(grammar: Grammar, close: number): number {
  for (let at = close - 1; at >= 0 && close - at < 12; at -= 1) if (wordAt(grammar, at) === '(') return at - 1
  return -1
}

/** "the deal with Chile said": behind a preposition a name is no subject, unless it is one of a group named there. */
function stepOverPlace(grammar: Grammar, mention: Mention): number | null {
  const first = listEndingWith(grammar, mention)[0]?.first ?? mention.first
  let start = first
  while (
    start > 0 &&
    first - start < 3 &&
    (/^(?:DET|ADJ)$/.test(grammar.tokens[start - 1]?.pos ?? '') || grammar.tokens[start - 1]?.isCapital === true)
  )
    start -= 1
  const before = wordAt(grammar, start - 1)
  if (!PREPOSITION.test(before) || before === 'by') return null
  const isGroup =
    first < mention.first && /^(?:from|of|in|including)$/.test(before) && GROUP_NOUNS.has(wordAt(grammar, start - 2))
  return isGroup ? null : start - 2
}

/** The word before a phrase, its article left out. */
function wordBeforePhrase(grammar: Grammar, first: number): string {
  return wordAt(grammar, /^(?:the|a|an)$/.test(wordAt(grammar, first - 1)) ? first - 2 : first - 1)
}

/**
 * "several members, including Chile and Peru, rejected": the named ones are the subject. "The mayor, Ana Ruiz, said":
 * the comma closes what the one before the name opened.
 */
function includedList(grammar: Grammar, comma: number): Subject | null {
  const mention = grammar.endingAt.get(comma - 1)
  if (mention === undefined) return null
  const subject = subjectOf(grammar, mention)
  if (grammar.tokens.slice(mention.first, mention.last).some((token) => token.text === ','))
    return /^(?:of|for|from|with)$/.test(wordBeforePhrase(grammar, mention.first)) ? null : subject
  const before = wordAt(grammar, wordAt(grammar, subject.first - 1) === 'the' ? subject.first - 2 : subject.first - 1)
  if (before === 'including') return subject
  return subject.mentions.length > 1 && /^(?:like|as|among|namely)$/.test(before) ? subject : null
}

/** One step to the left over what may stand between a subject and its verb; -1 where the walk has to end. */
function stepLeft(grammar: Grammar, at: number): number | null {
  const token = grammar.tokens[at]
  if (token === undefined) return -1
  if (token.text === ')') return beforeBracket(grammar, at)
  if (/^[,—–]$/.test(token.text)) return beforeParenthesis(grammar, at)
  const mention = grammar.endingAt.get(at)
  if (mention !== undefined) return stepOverPlace(grammar, mention)
  if (TIME.test(token.lower) || token.pos === 'ADV') return at - 1
  if (token.pos === 'NUM' && PREPOSITION.test(wordAt(grammar, at - 1))) return at - 2
  if (token.pos === 'NUM' && TIME.test(wordAt(grammar, at - 1))) return at - 1
  return null
}

function relativeSubject(grammar: Grammar, pronoun: number): Subject | null {
  const at = wordAt(grammar, pronoun - 1) === ',' ? pronoun - 2 : pronoun - 1
  const mention = grammar.endingAt.get(at) ?? null
  if (mention !== null) {
    const subject = subjectOf(grammar, mention)
    const before = wordAt(grammar, subject.first - 1)
    const isPlace =
      /^(?:in|at|across)$/.test(before) || (mention.entity?.type !== 'person' && /^(?:from|of)$/.test(before))
    return isPlace ? null : subject
  }
  return NOUNISH.test(grammar.tokens[at]?.pos ?? '') ? nounPhraseEndingAt(grammar, at) : null
}

/** The subject left of a verb, over appositions, brackets, times and relative pronouns. */
export function subjectBefore(grammar: Grammar, group: VerbGroup): Sided | null {
  let at = group.first - 1
  for (let steps = 0; steps < 12 && at >= 0; steps += 1) {
    if (isRelativePronoun(grammar, at)) return sided(relativeSubject(grammar, at), 'relative')
    const listed = wordAt(grammar, at) === ',' ? includedList(grammar, at) : null
    if (listed !== null) return sided(listed, 'before')
    const next = stepLeft(grammar, at)
    if (next === null) return sided(subjectEndingAt(grammar, at), 'before')
    at = next
  }
  return at < 0 ? null : sided(subjectEndingAt(grammar, at), 'before')
}

type Sided = { readonly subject: Subject; readonly side: Clause['side'] }

const sided = (subject: Subject | null, side: Clause['side']): Sided | null =>
  subject === null ? null : { subject, side }

function isRelativePronoun(grammar: Grammar, at: number): boolean {
  return /^(?:who|which|that)$/.test(wordAt(grammar, at)) && !grammar.endingAt.has(at)
}

function subjectEndingAt(grammar: Grammar, at: number): Subject | null {
  const mention = grammar.endingAt.get(at)
  if (mention !== undefined) return subjectOf(grammar, mention)
  return NOUNISH.test(grammar.tokens[at]?.pos ?? '') ? nounPhraseEndingAt(grammar, at) : null
}

/** "said the barman, Ana Ruiz": the person named behind the comma. */
function nameInApposition(grammar: Grammar, phrase: { readonly last: number } | null): Mention | null {
  if (phrase === null || wordAt(grammar, phrase.last + 1) !== ',') return null
  const at = phrase.last + 2
  const named = grammar.mentions.find((one) => one.kind === 'name' && one.first <= at && one.last >= at)
  if (named === undefined || named.entity?.type !== 'person') return null
  const acts = /^(?:VERB|AUX)$/.test(grammar.tokens[named.last + 1]?.pos ?? '')
  return acts ? null : named
}

/** The subject right of a verb of saying. */
export function subjectAfter(grammar: Grammar, group: VerbGroup): Subject | null {
  let at = group.head + 1
  while (grammar.tokens[at]?.pos === 'ADV' && at < group.head + 3) at += 1
  const mention = grammar.startingAt.get(at)
  const named = nameInApposition(grammar, mention?.kind === 'name' ? null : (mention ?? commonNounAfter(grammar, at)))
  if (named !== null) return { mentions: [named], first: at, last: named.last }
  if (mention !== undefined) {
    const mentions = listBeginningWith(grammar, mention)
    return { mentions, first: mention.first, last: mentions.at(-1)?.last ?? mention.last }
  }
  return commonNounAfter(grammar, at)
}

/** "said a teacher from the town": a common noun phrase right of the verb. */
function commonNounAfter(grammar: Grammar, from: number): Subject | null {
  if (!/^(?:DET|NOUN|ADJ|NUM|PROPN)$/.test(grammar.tokens[from]?.pos ?? '')) return null
  let last = -1
  for (let at = from; at < from + 9; at += 1) {
    const token = grammar.tokens[at]
    if (
      token === undefined ||
      !/^(?:DET|NOUN|ADJ|NUM|PROPN|PART|PUNCT)$/.test(token.pos) ||
      /^[,.;:"]$/.test(token.text)
    )
      break
    if (/^(?:NOUN|PROPN)$/.test(token.pos)) last = at
  }
  return last < 0 ? null : { mentions: [], first: from, last }
}
