import { type Clause, type Grammar, wordAt } from '../grammar/grammar.ts'
import { isAttributing, isSaying } from '../grammar/speech-verbs.ts'
import { type FoundWords, wordsFor } from './found-words.ts'

const BOUNDARY = /^(?:,|;|while|but|whereas|and|with|as|—|–|that|because|after|although|though)$/
const STRONG_BOUNDARY = /^(?:,|;|while|but|whereas|and|—|–)$/

/** Participles that say what their subject thinks or will do. */
const STATE =
  /^(?:opposed|prepared|committed|determined|convinced|worried|concerned|pleased|agreed|decided|resolved|disappointed|alarmed)$/

const UNSAID = /^(?:should|must|could|might|may)$/

/** Whether a clause tells what its subject says or thinks; what somebody "should say" is not said. */
function isSpeechClause(grammar: Grammar, { group }: Clause): boolean {
  const helpers = grammar.tokens.slice(group.first, group.head)
  if (helpers.some((token) => UNSAID.test(token.lower))) return false
  return (
    isAttributing(wordAt(grammar, group.head)) ||
    (wordAt(grammar, group.head + 1) === 'clear' &&
      /^(?:be|is|was|been|made|makes?)$/.test(wordAt(grammar, group.head)))
  )
}

/** Clauses that speak in the article's own voice: a subject between quotation marks is the speaker's, not ours. */
export function ownClauses(grammar: Grammar, clauses: readonly Clause[]): Clause[] {
  return clauses.filter((clause) => grammar.tokens[clause.subject.first]?.quoted !== true)
}

/** "She claimed Ruiz wanted to close it": the stand told is Ruiz's, not hers. */
function isReported(grammar: Grammar, clause: Clause, next: Clause): boolean {
  const holder = next.subject.mentions[0]
  const speaker = clause.subject.mentions[0]?.entity ?? null
  if (
    next.side !== 'before' ||
    holder?.kind !== 'name' ||
    holder.entity === null ||
    !isSaying(wordAt(grammar, clause.group.head))
  )
    return false
  if (holder.entity === speaker || holder.entity.name === speaker?.affiliation) return false
  return holder.entity.type === 'person' && isSpeechClause(grammar, next)
}

/** ", and although it ...": a new main clause about something else. */
function startsAnew(grammar: Grammar, next: Clause, clause: Clause): boolean {
  if (next.side === 'relative' || next.subject.first <= clause.group.head) return false
  const before = wordAt(grammar, next.subject.first - 1)
  return (
    /^(?:although|though|while|;)$/.test(before) ||
    (/^(?:and|but)$/.test(before) && wordAt(grammar, next.subject.first - 2) === ',')
  )
}

/** Where an act ends before a later clause, or null if that clause is still part of it. */
function actEndsAt(grammar: Grammar, clause: Clause, next: Clause): number | null {
  if (next.subject.mentions.length === 0) return startsAnew(grammar, next, clause) ? next.subject.first : null
  if (next.side === 'relative' || next.subject.first <= clause.group.head) return null
  const isApart = next.subject.first > clause.group.head + 1
  return isApart || BOUNDARY.test(wordAt(grammar, next.subject.first - 1)) ? next.subject.first : null
}

/** The same for speech, which goes on over clauses that are part of what is said. */
function speechEndsAt(grammar: Grammar, clause: Clause, next: Clause): number | null {
  const { mentions, first } = next.subject
  if (mentions.length === 0 || next.side === 'relative' || first <= clause.group.head) return null
  if (isReported(grammar, clause, next)) return first
  if (!STRONG_BOUNDARY.test(wordAt(grammar, first - 1))) return null
  if (!isSpeechClause(grammar, next) && mentions[0]?.kind !== 'name') return null
  return next.side === 'after' ? clause.subject.last + 1 : first
}

/** "Chile, Ruiz said, has agreed": the speaker stands inside the words. */
function isInserted(grammar: Grammar, { group, side, subject }: Clause): boolean {
  return side === 'before' && isSaying(wordAt(grammar, group.head)) && wordAt(grammar, subject.first - 1) === ','
}

/** "Ruiz, who once led the union, said": the verb of a subject named before this clause. */
function resumesOuter(grammar: Grammar, clause: Clause, next: Clause): boolean {
  if (next.side !== 'before') return false
  if (clause.side === 'relative' && next.subject.last < clause.group.first) return true
  return !isInserted(grammar, clause) && next.subject.last < clause.subject.first
}

/** Where the words of a clause end: before the next clause with a subject of its own. */
function regionEnd(grammar: Grammar, clause: Clause, later: readonly Clause[]): number {
  const speech = isSpeechClause(grammar, clause)
  for (const next of later) {
    if (resumesOuter(grammar, clause, next)) return next.group.first
    if (next.side === 'shared' && next.subject === clause.subject) {
      if (speech && !isSpeechClause(grammar, next)) continue
      return next.group.first
    }
    const end = speech ? speechEndsAt(grammar, clause, next) : actEndsAt(grammar, clause, next)
    if (end !== null) return end
  }
  return grammar.tokens.length
}

/** Words enough follow the verb to be what is said; what stands before is then a time or place. */
function hasOwnContent(grammar: Grammar, clause: Clause): boolean {
  const from = (clause.side === 'after' ? clause.subject.last : clause.group.head) + 1
  const rest = grammar.tokens.slice(from, from + 40)
  const verb = rest.findIndex((token) => /^(?:VERB|AUX)$/.test(token.pos))
  return verb > 0 && !rest.slice(0, verb).some((token) => /^[,.;]$/.test(token.text))
}

/** "its spokeswoman Ana Ruiz", "the mayor": the small word in front belongs to the speaker. */
function startOfSpeaker(grammar: Grammar, { subject }: Clause): number {
  const isSmall = /^(?:its|his|her|their|the|a|an|one)$/.test(wordAt(grammar, subject.first - 1))
  return isSmall ? subject.first - 1 : subject.first
}

/** What stands before a speaker and belongs to the speech: `"...", said X`, `..., X said`. */
function regionBefore(grammar: Grammar, clause: Clause, earlier: readonly Clause[]): [number, number] | null {
  const start = clause.side === 'after' ? clause.group.first : startOfSpeaker(grammar, clause)
  const mark = wordAt(grammar, start - 1)
  if (
    start < 2 ||
    !isSaying(wordAt(grammar, clause.group.head)) ||
    clause.side === 'relative' ||
    clause.side === 'shared'
  )
    return null
  if (!/^["',?!—–]$/.test(mark) && mark !== 'as') return null
  if (mark === ',' && !grammar.tokens[start - 2]?.quoted && hasOwnContent(grammar, clause)) return null
  const isRival = (one: Clause): boolean =>
    isSaying(wordAt(grammar, one.group.head)) &&
    isSpeechClause(grammar, one) &&
    one.subject.mentions.length > 0 &&
    !/^(?:for|about|of|with)$/.test(wordAt(grammar, one.group.head + 1)) &&
    !grammar.tokens.slice(one.group.head, start).some((token) => /^[:;]$/.test(token.text))
  const rival = earlier.findLast((one) => isRival(one) && one.subject.last < start - 12)
  const blocked = earlier.some((one) => isRival(one) && one !== rival)
  if (rival === undefined && blocked && !/^["']$/.test(mark)) return null
  return [rival === undefined ? 0 : rival.group.head + 1, start]
}

/** Where the words of a clause stand: before the speaker, and from the verb on; token ranges `[from, to)`. */
export type ClauseSpans = {
  readonly before: readonly [number, number] | null
  readonly after: readonly [number, number]
}

export function clauseSpans(
  grammar: Grammar,
  clause: Clause,
  earlier: readonly Clause[],
  later: readonly Clause[],
): ClauseSpans {
  const from = clause.side === 'after' ? clause.subject.last + 1 : clause.group.first
  return {
    before: regionBefore(grammar, clause, earlier),
    after: [from, Math.max(from, regionEnd(grammar, clause, later))],
  }
}

/** "Chile was urged to ...": the subject undergoes what others say or do. */
function isPassive(grammar: Grammar, { group, side }: Clause): boolean {
  const head = wordAt(grammar, group.head)
  if (/(?:ed|en)$/.test(head) && wordAt(grammar, group.head + 1) === 'by') return true
  if (side === 'after' || !/(?:ed|told|said|seen)$/.test(head) || STATE.test(head)) return false
  const helpers = grammar.tokens.slice(group.first, group.head).map((token) => token.lower)
  return isAttributing(head) && helpers.some((helper) => /^(?:is|are|was|were|be|been|being)$/.test(helper))
}

/** "if Chile asked", "what Chile wants": nothing is told of Chile. */
function isSupposed(grammar: Grammar, { subject, side }: Clause, isSpeech: boolean): boolean {
  if (side !== 'before') return false
  const start = wordAt(grammar, subject.first - 1) === 'the' ? subject.first - 1 : subject.first
  const before = wordAt(grammar, start - 1)
  return /^(?:if|unless|whether|what|how|why|where|until|once|than)$/.test(before) || (before === 'when' && !isSpeech)
}

/** An act told inside somebody's speech is the speaker's claim, not the actor's. */
function isNested(grammar: Grammar, clause: Clause, earlier: readonly Clause[]): boolean {
  if (clause.side === 'relative') return false
  const isPerson = clause.subject.mentions[0]?.entity?.type === 'person'
  const outer = earlier.findLast(
    (one) => isSaying(wordAt(grammar, one.group.head)) && (one.subject.mentions.length > 0 || isPerson),
  )
  if (outer === undefined || outer.subject === clause.subject) return false
  const between = grammar.tokens.slice(outer.group.head, clause.subject.first)
  return !between.some(
    (token, at) => /^[;,—–]$/.test(token.text) && !/^(?:because|since|if)$/.test(between[at + 1]?.lower ?? ''),
  )
}

/** "Ruiz, while not excluding it, said": the aside is the subject's too. */
function asideOf(grammar: Grammar, clause: Clause): [number, number][] {
  const { last } = clause.subject
  if (clause.side !== 'before' || wordAt(grammar, last + 1) !== ',' || clause.group.first - last < 4) return []
  return /^(?:while|although|though|despite|without|after|having|not)$/.test(wordAt(grammar, last + 2))
    ? [[last + 2, clause.group.first]]
    : []
}

/** `"...", a passer-by said`: nobody known, but the words are not the last speaker's. */
function strangerSpeech(grammar: Grammar, clause: Clause): FoundWords[] {
  const { subject, group, side } = clause
  const isSpeaker = isSaying(wordAt(grammar, group.head)) && (side === 'before' || side === 'after')
  if (!isSpeaker || !/^(?:NOUN|PROPN)$/.test(grammar.tokens[subject.last]?.pos ?? '')) return []
  const isNew = /^(?:a|an|one)$/.test(wordAt(grammar, subject.first))
  if (!isNew && !grammar.tokens.some((token) => token.quoted)) return []
  return [wordsFor(subject, 'speech', [[group.first, group.head + 1]], true)]
}

type Told = { readonly speaker: Clause; readonly span: readonly [number, number] }

/** What persons say in words that stand before them: "Chile will not sign, Ruiz said". */
function wordsToldBefore(grammar: Grammar, own: readonly Clause[]): Told[] {
  return own.flatMap((speaker, at) => {
    const first = speaker.subject.mentions[0]
    if (first === undefined || (first.kind !== 'pronoun' && first.entity?.type !== 'person')) return []
    const span = regionBefore(grammar, speaker, own.slice(0, at))
    return span === null ? [] : [{ speaker, span }]
  })
}

/** A person who tells what the own country or body does speaks for it: the position is the person's. */
function isOwnBody(clause: Clause, { speaker, span }: Told): boolean {
  const [body] = clause.subject.mentions
  const [person] = speaker.subject.mentions
  if (clause === speaker || body?.entity === undefined || body.entity === null || body.entity.type === 'person')
    return false
  if (clause.subject.first < span[0] || clause.subject.last >= span[1]) return false
  const from = person?.entity?.affiliation ?? null
  return from === null || from === body.entity.name
}

/** Whether what a clause tells of its subject is that subject's own: not supposed, nor somebody else's words. */
function isOwnTelling(grammar: Grammar, clause: Clause, earlier: readonly Clause[]): boolean {
  const isSpeech = isSpeechClause(grammar, clause)
  if (isPassive(grammar, clause) || isSupposed(grammar, clause, isSpeech)) return false
  const isPronoun = clause.subject.mentions[0]?.kind === 'pronoun'
  return (isSpeech && !isPronoun) || !isNested(grammar, clause, earlier)
}

function wordsOfClause(grammar: Grammar, own: readonly Clause[], at: number): FoundWords[] {
  const clause = own[at]
  if (clause === undefined || !isOwnTelling(grammar, clause, own.slice(0, at))) return []
  const isSpeech = isSpeechClause(grammar, clause)
  const { before, after } = clauseSpans(grammar, clause, own.slice(0, at), own.slice(at + 1))
  const verb: FoundWords['spans'] = clause.side === 'after' ? [[clause.group.first, clause.group.head + 1]] : []
  const spans = [...(before === null ? [] : [before]), ...asideOf(grammar, clause), ...verb, after]
  const words = wordsFor(clause.subject, isSpeech ? 'speech' : 'act', spans, isSpeech)
  return [{ ...words, isAside: clause.side === 'relative' }]
}

/** Speech and acts: what each subject of the sentence says or does. */
export function clauseWords(grammar: Grammar, clauses: readonly Clause[]): FoundWords[] {
  const own = ownClauses(grammar, clauses)
  const told = wordsToldBefore(grammar, own)
  return own.flatMap((clause, at) => {
    if (clause.subject.mentions.length === 0) return isPassive(grammar, clause) ? [] : strangerSpeech(grammar, clause)
    return told.some((one) => isOwnBody(clause, one)) ? [] : wordsOfClause(grammar, own, at)
  })
}
