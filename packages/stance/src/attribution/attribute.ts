import { type ClauseSpans, clauseSpans, ownClauses } from '../claims/clause-words.ts'
import { findClauses } from '../grammar/clauses.ts'
import { type Clause, type Grammar, grammarOf } from '../grammar/grammar.ts'
import { isSaying } from '../grammar/speech-verbs.ts'
import { findVerbGroups } from '../grammar/verb-groups.ts'
import type { Mention } from '../names/entity.ts'
import { readRegister } from '../names/register.ts'
import { readDocument, type Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'
import type { Attribution, Span } from './attribution.ts'
import {
  afterListener,
  afterTime,
  countWords,
  endOfReport,
  quotedShare,
  quoteEnd,
  quoteStart,
  type Range,
  trimRange,
} from './content.ts'
import { introducesContent, isSpeechLike } from './cue-verbs.ts'
import { phraseAttributions } from './phrase-attributions.ts'

const MOST = 2_000
const TAKES_LISTENER = /^(?:t[eo]l[dl]|tells|telling|remind|warn|assure|inform|advis|notif|ask|urg)/

function span(tokens: readonly Token[], from: number, to: number): Span {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 }
}

/** Content right of the cue, if the words there can be content. */
function contentAfter(tokens: readonly Token[], clause: Clause, spans: ClauseSpans): Range | null {
  const cue = tokens[clause.group.head]?.lower ?? ''
  const from = afterListenerIfAny(tokens, cue, clause, spans)
  const range = trimRange(tokens, { from, to: endOfReport(tokens, from, spans.after[1]) })
  if (countWords(tokens, range) < 2) return null
  return introducesContent(tokens, clause.group.head, range.from) ? range : null
}

function afterListenerIfAny(tokens: readonly Token[], cue: string, clause: Clause, spans: ClauseSpans): number {
  const begin = clause.side === 'after' ? spans.after[0] : clause.group.head + 1
  return TAKES_LISTENER.test(cue)
    ? afterListener(tokens, begin, spans.after[1])
    : afterTime(tokens, begin, spans.after[1])
}

function contentBefore(tokens: readonly Token[], spans: ClauseSpans): Range | null {
  if (spans.before === null) return null
  const range = trimRange(tokens, { from: spans.before[0], to: spans.before[1] })
  return countWords(tokens, range) > 0 ? range : null
}

type Found = { range: Range; isDirect: boolean }

function join(tokens: readonly Token[], before: Range | null, after: Range | null): Found | null {
  if (before === null && after === null) return null
  const isDirect = (range: Range | null): boolean => range !== null && quotedShare(tokens, range) > 0.5
  if (before === null || after === null) {
    const range = before ?? after
    return range === null ? null : { range, isDirect: isDirect(range) }
  }
  if (isDirect(before) && !isDirect(after)) return { range: before, isDirect: true }
  if (countWords(tokens, before) < 4 && !isDirect(before)) return { range: after, isDirect: isDirect(after) }
  return { range: { from: before.from, to: after.to }, isDirect: isDirect(before) }
}

function confidenceOf(cue: string, isDirect: boolean, hasSource: boolean): number {
  const base = isDirect ? 0.85 : isSaying(cue) ? 0.75 : 0.5
  return hasSource ? base : base - 0.2
}

function attributionOf(
  sentences: readonly Sentence[],
  at: number,
  clause: Clause,
  spans: ClauseSpans,
): Attribution | null {
  const tokens = sentences[at]?.tokens ?? []
  const found = join(tokens, contentBefore(tokens, spans), contentAfter(tokens, clause, spans))
  if (found === null) return null
  const { range, isDirect } = found
  const content = span(tokens, range.from, range.to)
  const start =
    isDirect && range.from <= 1 && tokens[range.from]?.quoted === true
      ? Math.min(content.start, quoteStart(sentences, at))
      : content.start
  const end = isDirect || tokens[range.to - 1]?.quoted === true ? quoteEnd(sentences, at, content.end) : content.end
  return {
    source: span(tokens, clause.subject.first, clause.subject.last + 1),
    cue: span(tokens, clause.group.first, clause.group.head + 1),
    content: { start, end },
    kind: isDirect ? 'direct_quote' : 'indirect',
    confidence: confidenceOf(tokens[clause.group.head]?.lower ?? '', isDirect, true),
  }
}

function pronouns(tokens: readonly Token[], names: readonly Mention[]): Mention[] {
  const found = tokens.flatMap((token, at): Mention[] =>
    /^(?:he|she|they|we|i|it|you|who)$/.test(token.lower) &&
    token.lower !== 'who' &&
    !names.some((one) => one.first <= at && one.last >= at)
      ? [{ first: at, last: at, kind: 'pronoun', entity: null }]
      : [],
  )
  return [...names, ...found].sort((a, b) => a.first - b.first)
}

function grammarFor(tokens: readonly Token[], names: readonly Mention[]): { grammar: Grammar; clauses: Clause[] } {
  const grammar = grammarOf(tokens, pronouns(tokens, names))
  return {
    grammar,
    clauses: findClauses(
      grammar,
      findVerbGroups(tokens, (at) => grammar.endingAt.has(at)),
    ),
  }
}

function readSentence(sentences: readonly Sentence[], at: number, names: readonly Mention[]): Attribution[] {
  const tokens = sentences[at]?.tokens ?? []
  const { grammar, clauses } = grammarFor(tokens, names)
  const own = ownClauses(grammar, clauses)
  const found: Attribution[] = []
  for (const [index, clause] of own.entries()) {
    if (!isSpeechLike(tokens, clause.group.head)) continue
    const one = attributionOf(
      sentences,
      at,
      clause,
      clauseSpans(grammar, clause, own.slice(0, index), own.slice(index + 1)),
    )
    if (one !== null) found.push(one)
  }
  return [...found, ...phraseAttributions(grammar)]
}

/**
 * Finds who said what in English text, by rules: verbs of saying before, inside and after the words, "according to",
 * quotations that run on over sentences. In text order, at most 2,000; reads at most the first 120,000 units.
 */
export function attribute(text: string): Attribution[] {
  const { sentences } = readDocument(text)
  const register = readRegister(sentences, () => text)
  const found: Attribution[] = []
  for (let at = 0; at < sentences.length && found.length < MOST; at += 1)
    found.push(...readSentence(sentences, at, register.mentions[at] ?? []))
  return found.slice(0, MOST).sort((a, b) => a.content.start - b.content.start)
}
