import { findClauses } from '../grammar/clauses.ts'
import { type Grammar, grammarOf } from '../grammar/grammar.ts'
import { findVerbGroups } from '../grammar/verb-groups.ts'
import { type Discourse, noteSeen, noteSubject, startDiscourse } from '../names/discourse.ts'
import type { Entity, Mention } from '../names/entity.ts'
import type { Register } from '../names/register.ts'
import { findRoleMentions, mergeMentions } from '../names/role-mentions.ts'
import { compilePhrases, findPhrases } from '../phrases/phrase-book.ts'
import type { Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'
import { type About, gradeAbout } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'
import type { Claim } from './claim.ts'
import { clauseWords } from './clause-words.ts'
import type { FoundWords } from './found-words.ts'
import { phraseWords } from './phrase-words.ts'
import { isAnybody, polledPublic, publicNamed, surveyAt } from './polls.ts'

/** What claims are read from: the sentences in order, title first, and who is named in them. */
export type ClaimSource = {
  readonly topic: CompiledTopic
  readonly sentences: readonly Sentence[]
  readonly register: Register
}

type Reader = ClaimSource & {
  readonly abouts: readonly About[]
  readonly floor: number
  readonly discourse: Discourse
  readonly claims: Claim[]
  /** Sentence of the last claim, for words that say "so did X". */
  lastParagraph: number
}

/** What a sentence without words of the topic may be about: the denser the article, the rather the topic. */
function floorOf(sentences: readonly Sentence[], abouts: readonly About[]): number {
  const strong = abouts.filter((about) => about.level >= 2).length
  const touched = abouts.filter((about) => about.level >= 1).length
  const length = Math.max(8, abouts.length)
  const isTitled = abouts.some((about, at) => about.level >= 2 && sentences[at]?.inTitle === true)
  return Math.min(1.9, (isTitled ? 0.9 : 0.5) + (2.5 * strong + 1.2 * touched) / length)
}

function levelsAt(reader: Reader, at: number): { local: number; context: number } {
  const level = (index: number): number => reader.abouts[index]?.level ?? 0
  const local = Math.max(level(at), level(at - 1))
  return { local, context: Math.max(reader.floor, level(at), 0.85 * level(at - 1), 0.7 * level(at - 2)) }
}

function hasWord(tokens: readonly Token[]): boolean {
  return tokens.some((token) => /\p{L}{3}/u.test(token.text))
}

/** "as Chile had said when it signed": the country or organisation whose clause goes before, for "it". */
function bodyBefore(reader: Reader, at: number, first: number): Entity | null {
  const tokens = reader.sentences[at]?.tokens ?? []
  if (!/^(?:when|because|since|although|while|as|before|after|until)$/.test(tokens[first - 1]?.lower ?? '')) return null
  const acts = (index: number): boolean => /^(?:VERB|AUX)$/.test(tokens[index]?.pos ?? '')
  const names = reader.register.mentions[at] ?? []
  const body = names.findLast(({ last, entity }) => last < first && acts(last + 1) && entity?.isGuess === false)
  return body?.entity?.type === 'person' ? null : (body?.entity ?? null)
}

function entitiesFor(reader: Reader, at: number, mention: Mention, isSpeech: boolean): readonly Entity[] {
  if (mention.entity !== null) return [mention.entity]
  if (mention.kind !== 'pronoun') return []
  const { discourse, sentences } = reader
  const word = sentences[at]?.tokens[mention.first]?.lower
  if (word !== 'it') return at - discourse.listAt < 2 ? discourse.list : []
  const body = isSpeech ? (bodyBefore(reader, at, mention.first) ?? discourse.body) : null
  return body === null ? [] : [body]
}

function entitiesOf(reader: Reader, at: number, found: FoundWords): Entity[] {
  return [...new Set(found.mentions.flatMap((mention) => entitiesFor(reader, at, mention, found.isSpeech)))]
}

function isQuotation(tokens: readonly Token[]): boolean {
  return tokens.filter((token) => token.quoted).length >= 3
}

/** A paper or agency that reports takes no stand by it. */
function isNews(sentence: Sentence, found: FoundWords, holder: Entity): boolean {
  if (!found.isSpeech || holder.type === 'person') return false
  const [from, to] = found.spans.at(-1) ?? [0, 0]
  return sentence.tokens
    .slice(from, Math.min(to, from + 3))
    .some((token) => /^(?:reported|reports|reporting|revealed|published)$/.test(token.lower))
}

function pushClaims(reader: Reader, at: number, found: FoundWords, holders: readonly Entity[]): void {
  const sentence = reader.sentences[at]
  if (sentence === undefined) return
  const tokens = found.spans.flatMap(([from, to]) => sentence.tokens.slice(from, to))
  if (!hasWord(tokens)) return
  const about = gradeAbout(reader.topic, tokens)
  const { kind, isSpeech } = found
  for (const holder of holders) {
    if (isNews(sentence, found, holder)) continue
    reader.claims.push({
      holder,
      kind,
      tokens,
      sentence,
      isSpeech,
      isQuoted: isQuotation(tokens),
      isAside: found.isAside === true,
      about,
      ...levelsAt(reader, at),
      holders: holders.length,
    })
  }
}

const SAME = compilePhrases<true>(
  'take_ ..1 same|similar position|view|line|stance;follow_ suit;think_ likewise|so|alike;feel_ the same;echo_ ..4 view|views|sentiment|sentiments|position|stance|concerns|call|calls|warning|words|remarks;do_ likewise|so too;agree_ .|:;concur_ .|:;share_ ..3 view|views|position|concern|concerns;say_ the same;argue_ the same;struck|strike_ ..2 similar tone|note;be_ of the same|one mind|opinion'
    .split(';')
    .map((pattern): [string, true] => [pattern, true]),
)

/** "take the same position", "echoed these words": the claim before is theirs too. */
function saysTheSame(tokens: readonly Token[], found: FoundWords): boolean {
  return found.kind !== 'noun' && found.spans.some(([from, to]) => findPhrases(SAME, tokens.slice(from, to)).length > 0)
}

function repeatClaim(reader: Reader, at: number, holders: readonly Entity[]): void {
  const last = reader.claims.findLast(
    (claim) => claim.kind !== 'same' && !claim.isAside && !holders.includes(claim.holder),
  )
  const sentence = reader.sentences[at]
  if (last === undefined || sentence === undefined || sentence.index - last.sentence.index > 1) return
  for (const holder of holders)
    reader.claims.push({
      ...last,
      holder,
      saidFirstBy: last.holder,
      kind: 'same',
      sentence,
      isQuoted: false,
      holders: holders.length,
    })
}

/** A quotation that goes on without naming its speaker again is the last speaker's. */
function continueQuote(reader: Reader, at: number, found: readonly FoundWords[]): void {
  const sentence = reader.sentences[at]
  const speaker = reader.discourse.person
  if (sentence === undefined || speaker === null || sentence.tokens[0]?.quoted !== true) return
  if (found.some((one) => one.kind !== 'noun') || sentence.paragraph - reader.lastParagraph > 1) return
  const words: FoundWords = {
    mentions: [],
    kind: 'continued',
    spans: [[0, sentence.tokens.length]],
    isSpeech: true,
    at: 0,
  }
  pushClaims(reader, at, words, [speaker])
  reader.lastParagraph = sentence.paragraph
}

/** Takes in one finding: its claims, and who "he" or "it" is from here on. True if a person speaks in it. */
function takeIn(reader: Reader, at: number, sentence: Sentence, one: FoundWords, holders: readonly Entity[]): boolean {
  if (one.kind === 'same' || saysTheSame(sentence.tokens, one)) repeatClaim(reader, at, holders)
  if (one.kind !== 'same') pushClaims(reader, at, one, holders)
  if (one.kind === 'noun' || one.kind === 'agent' || holders.length === 0) return false
  noteSubject(reader.discourse, holders, at)
  reader.lastParagraph = sentence.paragraph
  return one.isSpeech && holders[0]?.type === 'person'
}

/** After "a trader said", neither quotations that go on nor "he" are the named speaker's before. */
function forgetSpeaker({ discourse }: Reader, isNew: boolean): void {
  discourse.person = null
  discourse.isUnnamed = isNew
}

/** "a trader" comes up for the first time; "the trader" may be somebody named before. */
const isIndefinite = ({ tokens }: Sentence, { at }: FoundWords): boolean =>
  !/^(?:the|this|that|his|her|its)$/.test(tokens[at]?.lower ?? '')

/** `"...", the former sailor said`: an epithet nobody else bears in the paragraph is the last speaker's. */
function lastSpeaker({ discourse, lastParagraph }: Reader, sentence: Sentence, one: FoundWords): readonly Entity[] {
  const isEpithet = one.isSpeech && one.mentions.length === 0 && sentence.tokens[one.at]?.lower === 'the'
  if (!isEpithet || sentence.paragraph !== lastParagraph || discourse.person === null) return []
  return sentence.tokens[0]?.quoted === true ? [discourse.person] : []
}

function readSentence(reader: Reader, at: number): void {
  const sentence = reader.sentences[at]
  if (sentence === undefined) return
  const { grammar, found } = wordsIn(reader, sentence, at)
  let isAnonymous = false
  let isSpoken = false
  let isNew = false
  for (const one of found) {
    const named = entitiesOf(reader, at, one)
    const holders = named.length > 0 ? named : lastSpeaker(reader, sentence, one)
    isSpoken = takeIn(reader, at, sentence, one, holders) || isSpoken
    if (!one.isSpeech || holders.length > 0) continue
    isAnonymous = true
    isNew ||= isIndefinite(sentence, one)
  }
  if (!isSpoken && !isAnonymous) noteOpening(reader, sentence, grammar, at)
  if (isAnonymous && !isSpoken) forgetSpeaker(reader, isNew)
  else continueQuote(reader, at, found)
  readPoll(reader, at, sentence, found)
  noteSeen(reader.discourse, grammar.mentions, at)
}

/** Whoever opens a sentence without a verb of his own ("More from the mayor.") is who "he" stands for next. */
function noteOpening(reader: Reader, sentence: Sentence, grammar: Grammar, at: number): void {
  if (sentence.tokens[0]?.quoted === true || !/^[.:]$/.test(sentence.tokens.at(-1)?.text ?? '')) return
  const first = grammar.mentions.find((mention) => mention.entity?.type === 'person' && mention.kind !== 'pronoun')
  if (first !== undefined && first.first < 8 && first.entity !== null) noteSubject(reader.discourse, [first.entity], at)
}

/** "those asked" are the people a survey was told of before, or that the sentences before name. */
function askedBefore(reader: Reader, at: number): Entity | null {
  const polled = reader.claims.findLast((claim) => claim.kind === 'poll')
  if (polled !== undefined) return polled.holder
  const here = reader.sentences[at]
  const near = reader.sentences.filter(
    (one, index) => index <= at && (one.inTitle || one.paragraph === here?.paragraph),
  )
  for (const sentence of near.reverse()) {
    const group = publicNamed(sentence.tokens)
    if (group !== null) return group
  }
  return null
}

/** Whether a person speaks or acts before the survey is told of. */
const isSomebodys = (found: readonly FoundWords[], survey: number): boolean =>
  found.some(
    (one) => one.at < survey && one.kind !== 'noun' && one.mentions.some(({ entity }) => entity?.type === 'person'),
  )

function readPoll(reader: Reader, at: number, sentence: Sentence, found: readonly FoundWords[]): void {
  const told = polledPublic(sentence.tokens)
  const group = told !== null && isAnybody(told) ? askedBefore(reader, at) : told
  if (group === null || isSomebodys(found, surveyAt(sentence.tokens))) return
  const same = reader.claims.find((claim) => claim.kind === 'poll' && claim.holder.name === group.name)?.holder ?? group
  const words: FoundWords = { mentions: [], kind: 'poll', spans: [[0, sentence.tokens.length]], isSpeech: false, at: 0 }
  pushClaims(reader, at, words, [same])
}

function wordsIn(reader: Reader, sentence: Sentence, at: number): { grammar: Grammar; found: FoundWords[] } {
  const { tokens } = sentence
  const names: readonly Mention[] = reader.register.mentions[at] ?? []
  const roles = findRoleMentions({
    tokens,
    names,
    register: reader.register,
    discourse: reader.discourse,
    home: reader.topic.home,
  })
  const grammar = grammarOf(tokens, mergeMentions(tokens, names, roles))
  const groups = findVerbGroups(tokens, (index) => grammar.endingAt.has(index))
  const found = [...clauseWords(grammar, findClauses(grammar, groups)), ...phraseWords(grammar)]
  return { grammar, found: found.sort((a, b) => a.at - b.at) }
}

/** Everything the article ties to somebody: speech in all positions, acts, lists, passives, nouns of stand, polls. */
export function findClaims(source: ClaimSource): Claim[] {
  const abouts = source.sentences.map((sentence) => gradeAbout(source.topic, sentence.tokens))
  const reader: Reader = {
    ...source,
    abouts,
    floor: floorOf(source.sentences, abouts),
    discourse: startDiscourse(),
    claims: [],
    lastParagraph: -9,
  }
  for (let at = 0; at < source.sentences.length; at += 1) readSentence(reader, at)
  return reader.claims
}
