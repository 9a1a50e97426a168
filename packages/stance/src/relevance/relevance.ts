import { countryOfAdjective, placeNamed } from '../names/gazetteer.ts'
import { findPhrases, type Matchable } from '../phrases/phrase-book.ts'
import { type About, gradeAbout } from '../topic/about.ts'
import { type CompiledTopic, occursIn } from '../topic/compile-topic.ts'
import { isSpaceless, scanSentences } from './scan-words.ts'

/** What made an article relevant or not, for people who tune a topic. Words are those of the topic file. */
export type RelevanceHits = {
  /** For every `must` group, in order: the words of it that occur. */
  readonly must: readonly (readonly string[])[]
  /** Indices of `must` groups of which no word occurs. */
  readonly missing: readonly number[]
  readonly any: readonly string[]
  /** Words of `keywords.not` and `scope.out` that occur and lowered the score. */
  readonly lowered: readonly string[]
  /** Sentences that name the action together with its object. */
  readonly actionSentences: number
}

/** Whether and how far an article is about a topic; `score` in [0, 1], `onTopic` from 0.5. */
export type Relevance = { readonly score: number; readonly onTopic: boolean; readonly hits: RelevanceHits }

/** What relevance reads of an article. */
export type RelevanceInput = { readonly title: string | null; readonly text: string; readonly language?: string | null }

const LONGEST_TEXT = 60_000
const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

function wordsFound(
  group: { readonly words: readonly string[]; readonly book: CompiledTopic['any'] },
  sentences: readonly Matchable[][],
  raw: string,
): string[] {
  const found = new Set<string>()
  for (const sentence of sentences) for (const match of findPhrases(group.book, sentence)) found.add(match.value)
  for (const word of group.words) if (isSpaceless(word) && raw.includes(word)) found.add(word)
  return [...found]
}

function foundIn(book: CompiledTopic['any'], sentences: readonly Matchable[][]): string[] {
  return sentences.flatMap((sentence) => findPhrases(book, sentence).map((match) => match.value))
}

const countriesIn = (words: readonly Matchable[]): string[] =>
  words
    .filter((word) => word.text !== word.lower)
    .map((word) => placeNamed(word.lower)?.name ?? countryOfAdjective(word.lower))
    .filter((name) => name !== null)

/** The title names countries, none of them the proposition's; or another country acts where the proposition's should. */
function isElsewhere(topic: CompiledTopic, title: readonly Matchable[], sentences: readonly Matchable[][]): boolean {
  if (topic.countries.length === 0) return false
  const named = countriesIn(title)
  if (named.length === 0) return false
  if (!named.some((name) => topic.countries.includes(name))) return true
  const { home } = topic
  if (home === null || named.includes(home)) return false
  const stranger = named.find((name) => !topic.countries.includes(name))
  if (stranger === undefined) return false
  const all = sentences.flatMap(countriesIn)
  return all.filter((name) => name === stranger).length > 2 * all.filter((name) => name === home).length
}

type Measures = {
  readonly about: readonly About[]
  readonly sentences: readonly Matchable[][]
  readonly title: readonly Matchable[]
  readonly anyCount: number
  readonly notCount: number
  readonly outsideTitle: number
  readonly outsideBody: number
}

function namesACountry(topic: CompiledTopic, sentence: readonly Matchable[]): boolean {
  return topic.countries.length === 0 || occursIn(topic.countryWords, sentence)
}

function anyWeight(topic: CompiledTopic, count: number): number {
  if ((topic.topic.keywords.any ?? []).length === 0) return 0.3
  return count > 0 ? 0.5 : -0.5
}

/** Hand-weighted: what speaks of the proposition raises, what is set aside or happens elsewhere lowers. */
function weigh(topic: CompiledTopic, measures: Measures): number {
  const { about, sentences, title, anyCount } = measures
  const action = about.filter((one, at) => one.level >= 3 && namesACountry(topic, sentences[at] ?? [])).length
  const named = about.filter((one) => one.level >= 2).length
  const touched = about.filter((one) => one.level >= 2 || one.generic.length > 0).length
  const density = touched / Math.max(6, about.length)
  const titleLevel = gradeAbout(topic, title).level
  const elsewhere = isElsewhere(topic, title, sentences) ? 1 : 0
  const local =
    topic.countries.length === 0 || sentences.some((sentence) => occursIn(topic.countryWords, sentence)) ? 1 : 0
  return (
    -1.2 +
    0.9 * Math.min(3, action) +
    0.4 * Math.min(6, named) +
    2.2 * density +
    (titleLevel >= 2 ? 1 : 0) +
    anyWeight(topic, anyCount) +
    (local === 1 ? 0.4 : -0.8) -
    1.9 * elsewhere -
    1.6 * Math.min(2, measures.notCount) -
    2.4 * Math.min(2, measures.outsideTitle) -
    Math.min(2.4, 0.5 * measures.outsideBody)
  )
}

/**
 * Grades how far an article is about a topic, from the topic's words alone. Every `must` group has to occur; near
 * misses (`keywords.not`, `scope.out`) lower the score and never veto. Words match in any language in the forms the
 * topic gives. Reads at most the first 60,000 units.
 */
export function relevance(topic: CompiledTopic, article: RelevanceInput): Relevance {
  const raw = `${article.title ?? ''}\n${article.text.slice(0, LONGEST_TEXT)}`
  const sentences = scanSentences(raw)
  const titleWords = scanSentences(article.title ?? '').flat()
  const must = topic.must.map((group) => wordsFound(group, sentences, raw))
  const missing = must.flatMap((found, at) => (found.length === 0 ? [at] : []))
  const any = foundIn(topic.any, sentences)
  const not = foundIn(topic.not, sentences)
  const outside = foundIn(topic.outside, sentences)
  const about = sentences.map((sentence) => gradeAbout(topic, sentence))
  const hits: RelevanceHits = {
    must,
    missing,
    any: [...new Set(any)],
    lowered: [...new Set([...not, ...outside])],
    actionSentences: about.filter((one) => one.level >= 3).length,
  }
  const weight = weigh(topic, {
    about,
    sentences,
    title: titleWords,
    anyCount: any.length,
    notCount: not.length,
    outsideTitle: foundIn(topic.outside, [titleWords]).length,
    outsideBody: outside.length,
  })
  const covered = (must.length - missing.length) / Math.max(1, must.length)
  const score = missing.length === 0 ? logistic(weight) : 0.4 * covered * logistic(weight)
  return { score, onTopic: missing.length === 0 && score >= 0.5, hits }
}
