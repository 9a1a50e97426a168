import type { Mention } from '../names/entity.ts'
import { GROUP_NOUNS } from '../names/name-words.ts'
import type { Token } from '../text/tokens.ts'
import { isAttributing, isSaying } from './speech-verbs.ts'
import type { VerbGroup } from './verb-groups.ts'

/** The words that a verb is said of; `mentions` are the ones known, in order, empty for a common noun. */
export type Subject = { readonly mentions: readonly Mention[]; readonly first: number; readonly last: number }

/** A verb group with its subject and where the subject stands. */
export type Clause = {
  readonly group: VerbGroup
  readonly subject: Subject
  readonly side: 'before' | 'after' | 'shared' | 'relative'
}

/** One sentence as the grammar sees it. */
export type Grammar = {
  readonly tokens: readonly Token[]
  readonly mentions: readonly Mention[]
  readonly endingAt: ReadonlyMap<number, Mention>
  readonly startingAt: ReadonlyMap<number, Mention>
}

const PREPOSITION =
  /^(?:of|in|from|on|at|against|between|near|into|about|by|for|over|with|to|inside|within|through|across|under|than|behind|after|before|during|among|towards?|despite|without|including)$/
const TIME =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|june|july|august|september|october|november|december|jan\.?|feb\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)$|^(?:week|month|year|night|morning|evening|afternoon|yesterday|today|tonight|late|early|last|earlier|later|on|this|now|then|also|himself|herself|itself|themselves|both|all|however|meanwhile|separately|reportedly|too|again|once|even|still|never|not)$/
const NOUNISH = /^(?:NOUN|PROPN|PRON|NUM)$/
const LIST_GAP = /^(?:,|and|or|&|the|both|as|well|from|his|her|its|their|nor|plus)$/
const MOST_COMMAS = 4

export function grammarOf(tokens: readonly Token[], mentions: readonly Mention[]): Grammar {
  const endingAt = new Map<number, Mention>()
  const startingAt = new Map<number, Mention>()
  for (const mention of mentions) {
    endingAt.set(mention.last, mention)
    if (!startingAt.has(mention.first)) startingAt.set(mention.first, mention)
  }
  return { tokens, mentions, endingAt, startingAt }
}

const word = (grammar: Grammar, at: number): string => grammar.tokens[at]?.lower ?? ''

function isListGap(grammar: Grammar, from: number, to: number): boolean {
  if (to <= from || to - from > 4) return false
  let joins = false
  for (let at = from; at < to; at += 1) {
    if (!LIST_GAP.test(word(grammar, at))) return false
    if (/^(?:,|and|or|&)$/.test(word(grammar, at))) joins = true
  }
  return joins
}

const hasAnd = (grammar: Grammar, from: number, to: number): boolean =>
  grammar.tokens.slice(from, to).some((token) => /^(?:and|or|&|nor)$/.test(token.lower))

/** The list of names that ends with `mention` ("Italy, Spain and Hungary"), or it alone. */
export function listEndingWith(grammar: Grammar, mention: Mention): Mention[] {
  const list = [mention]
  if (mention.kind === 'anonymous') return list
  const sorted = grammar.mentions.filter((one) => one.last < mention.first && one.kind !== 'pronoun')
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const before = sorted[index]
    const head = list[0]
    if (before === undefined || head === undefined) break
    if (!isListGap(grammar, before.last + 1, head.first)) break
    if (list.length === 1 && !hasAnd(grammar, before.last + 1, head.first)) break
    list.unshift(before)
  }
  return list
}

/** The list of names that begins with `mention`, or it alone. */
export function listBeginningWith(grammar: Grammar, mention: Mention): Mention[] {
  const list = [mention]
  let joined = false
  for (const next of grammar.mentions) {
    const tail = list.at(-1)
    if (tail === undefined || next.first <= tail.last) continue
    if (!isListGap(grammar, tail.last + 1, next.first)) break
    joined ||= hasAnd(grammar, tail.last + 1, next.first)
    list.push(next)
    joined ||= list.length > 2 && /^(?:and|or)$/.test(word(grammar, next.last + 1))
  }
  return joined ? list : [mention]
}

function subjectOf(grammar: Grammar, mention: Mention): Subject {
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

/** Before a closing comma: the name whose apposition or relative clause ends here. */
function beforeParenthesis(grammar: Grammar, comma: number): number {
  let seen = 0
  for (let at = comma - 1; at > 0 && comma - at < 45 && seen < MOST_COMMAS; at -= 1) {
    if (
      !/^[,—–-]$/.test(word(grammar, at)) ||
      (word(grammar, at) === '-' && grammar.tokens[at - 1]?.end === grammar.tokens[at]?.start)
    )
      continue
    seen += 1
    if (grammar.endingAt.has(at - 1)) return at - 1
    if (
      seen === 1 &&
      /^(?:NOUN|PRON)$/.test(grammar.tokens[at - 1]?.pos ?? '') &&
      /^(?:who|which|whose)$/.test(word(grammar, at + 1))
    )
      return at - 1
  }
  return -1
}

function beforeBracket(grammar: Grammar, close: number): number {
  for (let at = close - 1; at >= 0 && close - at < 12; at -= 1) if (word(grammar, at) === '(') return at - 1
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
  const before = word(grammar, start - 1)
  if (!PREPOSITION.test(before) || before === 'by') return null
  const isGroup =
    first < mention.first && /^(?:from|of|in|including)$/.test(before) && GROUP_NOUNS.has(word(grammar, start - 2))
  return isGroup ? null : start - 2
}

/**
 * "several members, including Chile and Peru, rejected": the named ones are the subject. "The mayor, Ana Ruiz, said":
 * the comma closes what the one before the name opened.
 */
function includedList(grammar: Grammar, comma: number): Subject | null {
  const mention = grammar.endingAt.get(comma - 1)
  if (mention === undefined) return null
  const subject = subjectOf(grammar, mention)
  if (grammar.tokens.slice(mention.first, mention.last).some((token) => token.text === ',')) return subject
  const before = word(grammar, word(grammar, subject.first - 1) === 'the' ? subject.first - 2 : subject.first - 1)
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
  if (token.pos === 'NUM' && PREPOSITION.test(word(grammar, at - 1))) return at - 2
  if (token.pos === 'NUM' && TIME.test(word(grammar, at - 1))) return at - 1
  return null
}

function relativeSubject(grammar: Grammar, pronoun: number): Subject | null {
  const at = word(grammar, pronoun - 1) === ',' ? pronoun - 2 : pronoun - 1
  const mention = grammar.endingAt.get(at) ?? null
  if (mention !== null) {
    const subject = subjectOf(grammar, mention)
    const before = word(grammar, subject.first - 1)
    const isPlace =
      /^(?:in|at|across)$/.test(before) || (mention.entity?.type !== 'person' && /^(?:from|of)$/.test(before))
    return isPlace ? null : subject
  }
  return NOUNISH.test(grammar.tokens[at]?.pos ?? '') ? nounPhraseEndingAt(grammar, at) : null
}

function subjectBefore(grammar: Grammar, group: VerbGroup): { subject: Subject; side: Clause['side'] } | null {
  let at = group.first - 1
  for (let steps = 0; steps < 12 && at >= 0; steps += 1) {
    if (/^(?:who|which|that)$/.test(word(grammar, at)) && !grammar.endingAt.has(at)) {
      const subject = relativeSubject(grammar, at)
      return subject === null ? null : { subject, side: 'relative' }
    }
    const listed = word(grammar, at) === ',' ? includedList(grammar, at) : null
    if (listed !== null) return { subject: listed, side: 'before' }
    const next = stepLeft(grammar, at)
    if (next === null) break
    at = next
  }
  if (at < 0) return null
  const mention = grammar.endingAt.get(at)
  if (mention !== undefined) return { subject: subjectOf(grammar, mention), side: 'before' }
  return NOUNISH.test(grammar.tokens[at]?.pos ?? '')
    ? { subject: nounPhraseEndingAt(grammar, at), side: 'before' }
    : null
}

function subjectAfter(grammar: Grammar, group: VerbGroup): Subject | null {
  let at = group.head + 1
  while (grammar.tokens[at]?.pos === 'ADV' && at < group.head + 3) at += 1
  const mention = grammar.startingAt.get(at)
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

/** What precedes a verb of saying that has its subject behind it. */
function invitesInversion(grammar: Grammar, group: VerbGroup): boolean {
  if (!isSaying(word(grammar, group.head))) return false
  const before = word(grammar, group.first - 1)
  return group.first === 0 || /^["',?!—–.]$/.test(before) || before === 'as'
}

function sharedSubject(grammar: Grammar, group: VerbGroup, earlier: readonly Clause[]): Subject | null {
  const before = word(grammar, group.first - 1)
  const joins =
    /^(?:and|but|or|then|yet|,)$/.test(before) ||
    group.form === 'gerund' ||
    /^(?:ADV)$/.test(grammar.tokens[group.first - 1]?.pos ?? '')
  if (!joins || group.form === 'infinitive') return null
  const last =
    earlier.findLast((clause) => clause.side !== 'relative' && clause.group.form !== 'infinitive') ?? earlier.at(-1)
  return last?.subject ?? null
}

/** "with Chile warning that ...", "saying it would ...": only after a comma or a name of its own does an -ing form tell who. */
function gerundClause(grammar: Grammar, group: VerbGroup, earlier: readonly Clause[]): Clause | null {
  const own = grammar.endingAt.get(group.first - 1)
  if (own !== undefined && /^(?:with|,)$/.test(word(grammar, own.first - 1)))
    return { group, subject: subjectOf(grammar, own), side: 'before' }
  const head = word(grammar, group.head)
  const isLoose =
    isSaying(head) &&
    !PREPOSITION.test(word(grammar, group.first - 1)) &&
    grammar.tokens[group.first - 1]?.pos !== 'DET'
  if (!isLoose && (word(grammar, group.first - 1) !== ',' || !isAttributing(head))) return null
  const shared = sharedSubject(grammar, group, earlier)
  return shared === null ? null : { group, subject: shared, side: 'shared' }
}

function clauseOf(grammar: Grammar, group: VerbGroup, earlier: readonly Clause[]): Clause | null {
  if (group.form === 'infinitive') return null
  if (group.form === 'gerund') return gerundClause(grammar, group, earlier)
  const after = invitesInversion(grammar, group) ? subjectAfter(grammar, group) : null
  const isCertain = after !== null && (after.mentions.length > 0 || word(grammar, group.first - 1) !== ',')
  if (after !== null && isCertain) return { group, subject: after, side: 'after' }
  const before = subjectBefore(grammar, group)
  if (before !== null) return { group, ...before }
  if (after !== null) return { group, subject: after, side: 'after' }
  const shared = sharedSubject(grammar, group, earlier)
  return shared === null ? null : { group, subject: shared, side: 'shared' }
}

/** Every verb group of the sentence whose subject can be told, from left to right. */
export function findClauses(grammar: Grammar, groups: readonly VerbGroup[]): Clause[] {
  const clauses: Clause[] = []
  for (const group of groups) {
    const clause = clauseOf(grammar, group, clauses)
    if (clause !== null) clauses.push(clause)
  }
  return clauses
}
