import { grammarOf, findClauses, type Grammar } from '../grammar/subjects.ts'
import { findVerbGroups } from '../grammar/verb-groups.ts'
import { type Discourse, noteSeen, noteSubject, startDiscourse } from '../names/discourse.ts'
import type { Entity, Mention } from '../names/entity.ts'
import type { Register } from '../names/register.ts'
import { findRoleMentions, mergeMentions } from '../names/role-mentions.ts'
import type { Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'
import { type About, gradeAbout } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'
import type { Claim } from './claim.ts'
import { clauseWords } from './clause-words.ts'
import type { FoundWords } from './found-words.ts'
import { phraseWords } from './phrase-words.ts'
import { polledPublic } from './polls.ts'

/** What claims are read from: the sentences in order, title first, and who is named in them. */
export type ClaimSource = { readonly topic: CompiledTopic; readonly sentences: readonly Sentence[]; readonly register: Register }

type Reader = ClaimSource & {
  readonly abouts: readonly About[]
  readonly floor: number
  readonly discourse: Discourse
  readonly claims: Claim[]
  /** Sentence of the last claim, for words that say "so did X". */
  lastParagraph: number
}

function floorOf(abouts: readonly About[]): number {
  const touched = abouts.filter((about) => about.level >= 2 || about.generic.length > 0).length
  return Math.min(1.9, 1.2 + (2 * touched) / Math.max(6, abouts.length))
}

function levelsAt(reader: Reader, at: number): { local: number; context: number } {
  const level = (index: number): number => reader.abouts[index]?.level ?? 0
  const local = Math.max(level(at), level(at - 1))
  return { local, context: Math.max(reader.floor, level(at), 0.85 * level(at - 1), 0.7 * level(at - 2)) }
}

function hasWord(tokens: readonly Token[]): boolean {
  return tokens.some((token) => /\p{L}{3}/u.test(token.text))
}

function entitiesOf(reader: Reader, found: FoundWords): Entity[] {
  const entities = found.mentions.map((mention) => {
    if (mention.entity !== null) return mention.entity
    return mention.kind === 'pronoun' && found.isSpeech ? reader.discourse.body : null
  })
  return [...new Set(entities.filter((entity) => entity !== null))]
}

function isQuotation(tokens: readonly Token[]): boolean {
  return tokens.filter((token) => token.quoted).length >= 3
}

function pushClaims(reader: Reader, at: number, found: FoundWords, holders: readonly Entity[]): void {
  const sentence = reader.sentences[at]
  if (sentence === undefined) return
  const tokens = found.spans.flatMap(([from, to]) => sentence.tokens.slice(from, to))
  if (!hasWord(tokens)) return
  const about = gradeAbout(reader.topic, tokens)
  const { kind, isSpeech } = found
  for (const holder of holders)
    reader.claims.push({ holder, kind, tokens, sentence, isSpeech, isQuoted: isQuotation(tokens), about, ...levelsAt(reader, at), holders: holders.length })
}

function repeatClaim(reader: Reader, at: number, holders: readonly Entity[]): void {
  const last = reader.claims.findLast((claim) => claim.kind !== 'same')
  const sentence = reader.sentences[at]
  if (last === undefined || sentence === undefined || sentence.index - last.sentence.index > 1) return
  for (const holder of holders) reader.claims.push({ ...last, holder, kind: 'same', sentence, isQuoted: false, holders: holders.length })
}

/** A quotation that goes on without naming its speaker again is the last speaker's. */
function continueQuote(reader: Reader, at: number, found: readonly FoundWords[]): void {
  const sentence = reader.sentences[at]
  const speaker = reader.discourse.person
  if (sentence === undefined || speaker === null || sentence.tokens[0]?.quoted !== true) return
  if (found.some((one) => one.isSpeech) || sentence.paragraph - reader.lastParagraph > 1) return
  const words: FoundWords = { mentions: [], kind: 'continued', spans: [[0, sentence.tokens.length]], isSpeech: true, at: 0 }
  pushClaims(reader, at, words, [speaker])
  reader.lastParagraph = sentence.paragraph
}

function readSentence(reader: Reader, at: number): void {
  const sentence = reader.sentences[at]
  if (sentence === undefined) return
  const { grammar, found } = wordsIn(reader, sentence, at)
  let hasAnonymous = false
  let hasSpeaker = false
  for (const one of found) {
    const holders = entitiesOf(reader, one)
    if (one.kind === 'same') repeatClaim(reader, at, holders)
    else pushClaims(reader, at, one, holders)
    if (one.isSpeech && holders.length === 0) hasAnonymous = true
    if (one.kind === 'noun' || one.kind === 'agent' || holders.length === 0) continue
    noteSubject(reader.discourse, holders)
    reader.lastParagraph = sentence.paragraph
    if (one.isSpeech && holders[0]?.type === 'person') hasSpeaker = true
  }
  if (hasAnonymous && !hasSpeaker) reader.discourse.person = null
  else continueQuote(reader, at, found)
  readPoll(reader, at, sentence)
  noteSeen(reader.discourse, grammar.mentions, at)
}

function readPoll(reader: Reader, at: number, sentence: Sentence): void {
  const group = polledPublic(sentence.tokens)
  if (group === null) return
  const same = reader.claims.find((claim) => claim.kind === 'poll' && claim.holder.name === group.name)?.holder ?? group
  const words: FoundWords = { mentions: [], kind: 'poll', spans: [[0, sentence.tokens.length]], isSpeech: false, at: 0 }
  pushClaims(reader, at, words, [same])
}

function wordsIn(reader: Reader, sentence: Sentence, at: number): { grammar: Grammar; found: FoundWords[] } {
  const { tokens } = sentence
  const names: readonly Mention[] = reader.register.mentions[at] ?? []
  const roles = findRoleMentions({ tokens, names, register: reader.register, discourse: reader.discourse, home: reader.topic.home })
  const grammar = grammarOf(tokens, mergeMentions(names, roles))
  const groups = findVerbGroups(tokens, (index) => grammar.endingAt.has(index))
  const found = [...clauseWords(grammar, findClauses(grammar, groups)), ...phraseWords(grammar)]
  return { grammar, found: found.sort((a, b) => a.at - b.at) }
}

/** Everything the article ties to somebody: speech in all positions, acts, lists, passives, nouns of stand, polls. */
export function findClaims(source: ClaimSource): Claim[] {
  const abouts = source.sentences.map((sentence) => gradeAbout(source.topic, sentence.tokens))
  const reader: Reader = { ...source, abouts, floor: floorOf(abouts), discourse: startDiscourse(), claims: [], lastParagraph: -9 }
  for (let at = 0; at < source.sentences.length; at += 1) readSentence(reader, at)
  return reader.claims
}
