import type { Topic } from '@stancewire/contracts'
import { countryOfAdjective, placeNamed, wordsForCountry } from '../names/gazetteer.ts'
import { compilePhrases, findPhrases, type PhraseBook } from '../phrases/phrase-book.ts'
import { foldKey } from '../text/fold.ts'
import { readProposition } from './read-proposition.ts'
import { keywordPattern, nounPattern, verbPattern, wordsOf } from './topic-words.ts'

/** What a topic word found in a text stands for. */
export type TopicWord = 'enact' | 'undo' | 'object' | 'vehicle' | 'against' | 'limited' | 'head'

/** A topic made ready for matching; opaque to callers. */
export type CompiledTopic = {
  readonly topic: Topic
  readonly must: readonly { readonly words: readonly string[]; readonly book: PhraseBook<string> }[]
  readonly any: PhraseBook<string>
  readonly not: PhraseBook<string>
  readonly outside: PhraseBook<string>
  readonly words: PhraseBook<TopicWord>
  readonly reactions: PhraseBook<'support' | 'oppose'>
  readonly countries: readonly string[]
  readonly countryWords: PhraseBook<string>
  /** -1 where the action takes something away from its object ("ban the app"): praise of the object is opposition. */
  readonly objectPolarity: 1 | -1
  /** Country whose government would act, if one is named. */
  readonly home: string | null
}

const TAKES_AWAY =
  /^(?:ban|outlaw|prohibit|bar|block|restrict|abolish|scrap|end|stop|close|shut|phase|switch|abandon|exit|dismantle|decommission|divest|force|cut|tax|halt|repeal|cancel|remove|leave|quit|limit|reduce|expel|deport|demolish|axe|eliminate|suspend|sanction|boycott|disband|defund|break|punish)\b/i

const TOO_COMMON = new Set(
  'state states country countries government governments national claims other after already there general support without around foreign money sales figures bans talks people power energy year plan plans time house work general matters things united'.split(
    ' ',
  ),
)

function nouns(entries: readonly string[]): [string, string][] {
  return entries.map((entry) => [nounPattern(entry), entry])
}

/** The last word of an entry in both numbers, whichever was given. */
const headPattern = (entry: string): string =>
  nounPattern(wordsOf(entry).at(-1) ?? '')
    .split('|')
    .sort()
    .join('|')

/** Words of the must group that holds the action's object are further names for it. */
function objectsOf(topic: Topic, said: readonly string[]): string[] {
  if (topic.action?.objects !== undefined) return topic.action.objects
  const objects = [...said]
  const heads = new Set(said.flatMap((object) => wordsOf(object).map(headPattern)))
  for (const group of topic.keywords.must)
    if (group.some((word) => heads.has(headPattern(word)))) objects.push(...group)
  return objects.length > 0 ? objects : (topic.keywords.must[0] ?? [])
}

const isPlaceWord = (word: string): boolean =>
  placeNamed(foldKey(word)) !== null || countryOfAdjective(foldKey(word)) !== null

function headWords(entries: readonly string[]): string[] {
  const heads = entries.map((entry) => wordsOf(entry)).filter((words) => words.length > 1)
  return heads
    .map((words) => words.at(-1) ?? '')
    .filter((word) => word.length > 3 && !TOO_COMMON.has(word) && !isPlaceWord(word))
}

/** Words told by `scope.out` that the rest of the topic file does not use. */
function outsideWords(topic: Topic): string[] {
  const { keywords, action, vehicles } = topic
  const used = new Set(
    JSON.stringify([
      topic.title,
      topic.proposition,
      keywords.must,
      keywords.any ?? [],
      action ?? {},
      vehicles ?? [],
      topic.scope?.in ?? [],
    ])
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .map((word) => nounPattern(word)),
  )
  const words = (topic.scope?.out ?? []).flatMap(wordsOf)
  return [...new Set(words)].filter(
    (word) => word.length > 4 && !TOO_COMMON.has(word) && !isPlaceWord(word) && !used.has(nounPattern(word)),
  )
}

function topicWords(topic: Topic, enact: readonly string[], objects: readonly string[]): [string, TopicWord][] {
  const { action = {}, vehicles = [], against = [] } = topic
  const list: [string, TopicWord][] = []
  for (const verb of action.undo ?? []) list.push([verbPattern(verb), 'undo'])
  for (const verb of enact) list.push([verbPattern(verb), 'enact'])
  for (const word of objects) list.push([nounPattern(word), 'object'])
  for (const word of vehicles) list.push([nounPattern(word), 'vehicle'])
  for (const word of against) list.push([nounPattern(word), 'against'])
  for (const word of action.limited ?? []) list.push([nounPattern(word), 'limited'])
  for (const word of headWords([...objects, ...vehicles])) list.push([nounPattern(word), 'head'])
  return list.filter(([pattern]) => pattern !== '')
}

function homeOf(actors: readonly string[], countries: readonly string[]): string | null {
  for (const actor of actors) {
    const place = placeNamed(foldKey(actor)) ?? placeNamed(foldKey(actor.replace(/^The /i, '')))
    if (place !== null) return place.name
  }
  return actors.length === 0 ? (countries[0] ?? null) : null
}

/** Makes a topic ready for matching articles. Compile once per topic; only id, title, proposition and `must` are needed. */
export function compileTopic(topic: Topic): CompiledTopic {
  const said = readProposition(topic.proposition)
  const enact = topic.action?.enact ?? said.verbs
  const objects = objectsOf(topic, said.objects)
  const takesAway = enact.filter((verb) => TAKES_AWAY.test(verb)).length * 2 > enact.length
  const reactions: [string, 'support' | 'oppose'][] = []
  for (const phrase of topic.reactions?.support ?? []) reactions.push([verbPattern(phrase), 'support'])
  for (const phrase of topic.reactions?.oppose ?? []) reactions.push([verbPattern(phrase), 'oppose'])
  return {
    topic,
    must: topic.keywords.must.map((group) => ({
      words: group,
      book: compilePhrases(group.map((word): [string, string] => [keywordPattern(word), word])),
    })),
    any: compilePhrases((topic.keywords.any ?? []).map((word): [string, string] => [keywordPattern(word), word])),
    not: compilePhrases(nouns(topic.keywords.not ?? [])),
    outside: compilePhrases(nouns(outsideWords(topic))),
    words: compilePhrases(topicWords(topic, enact, objects)),
    reactions: compilePhrases(reactions),
    countries: said.countries,
    countryWords: compilePhrases(
      said.countries.flatMap((name) =>
        wordsForCountry(name).map((key): [string, string] => [countryPattern(key), name]),
      ),
    ),
    objectPolarity: takesAway ? -1 : 1,
    home: homeOf(said.actors, said.countries),
  }
}

const countryPattern = (key: string): string => (key === 'us' ? 'US|U.S.|u.s.' : key)

/** Whether any word of a book occurs among tokens. */
export function occursIn<T>(book: PhraseBook<T>, tokens: Parameters<typeof findPhrases>[1]): boolean {
  return findPhrases(book, tokens).length > 0
}
