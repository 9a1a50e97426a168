import { compilePhrases, findPhrases, type Matchable } from '../phrases/phrase-book.ts'
import type { CompiledTopic, TopicWord } from './compile-topic.ts'

/** How strongly some words speak of a topic's proposition, and where its parts stand (token indices). */
export type About = {
  /** 3 action and object, 2.5 a name for it, 2 the object, 1.5 part of a name, 1 "the idea", 0.5 "it", 0 nothing. */
  readonly level: number
  readonly enact: readonly number[]
  readonly undo: readonly number[]
  readonly objects: readonly number[]
  readonly names: readonly number[]
  readonly generic: readonly number[]
  readonly against: readonly number[]
  readonly limited: readonly number[]
  readonly enactFrame: boolean
  readonly undoFrame: boolean
}

const GENERIC = compilePhrases(
  `idea# proposal# suggestion# plan# initiative# move# decision# measure# step# option# possibility# prospect# motion# bill# law# legislation scheme# policy# deal# debate# talk
discussion# statement# remark# comment# notion# position# announcement# concept# ruling# project# programme# program# reform# amendment# draft# referendum# rule# regulation# trial# pilot#
ordinance# resolution# directive# package# agreement# mandate# timetable# deadline#`
    .split(/\s+/)
    .map((word): [string, true] => [word, true]),
)
const PRONOUN = /^(?:it|this|that|such|so|them|one)$/
const APART = /^(?:who|whose|whom|where|while|whereas|although|though|because|[.;:!?])$/
const NEAR = 11
const NEAR_NAME = 6

const INDEFINITE = /^(?:a|an|another|some|several|many|other|few|first)$/
const SPECIFIED = /^(?:that|of|to|for|on)$/

/**
 * Whether "idea" or "bill" may stand for the proposition: not if it is new to the reader ("a bill"), and not if it is
 * said at once to be about something else ("the notion that ...").
 */
function canPointBack(tokens: readonly Matchable[], at: number, places: Places): boolean {
  const own = [places.enact, places.undo, places.object, places.vehicle, places.limited, places.against].flat()
  if (own.some((place) => place > at - 4 && place < at + 12)) return true
  if (SPECIFIED.test(tokens[at + 1]?.lower ?? '')) return false
  return !tokens.slice(Math.max(0, at - 2), at).some((token) => INDEFINITE.test(token.lower))
}

type Places = Record<TopicWord, number[]>

function placesOf(topic: CompiledTopic, tokens: readonly Matchable[]): Places {
  const places: Places = { enact: [], undo: [], object: [], vehicle: [], against: [], limited: [], head: [] }
  for (const match of findPhrases(topic.words, tokens)) places[match.value].push(match.start)
  return places
}

/** A verb and its object do not stand in different clauses. */
function isApart(tokens: readonly Matchable[], verb: number, target: number): boolean {
  for (let at = Math.min(verb, target) + 1; at < Math.max(verb, target); at += 1)
    if (APART.test(tokens[at]?.lower ?? '')) return true
  return false
}

function areNear(
  tokens: readonly Matchable[],
  verbs: readonly number[],
  targets: readonly number[],
  before: number,
): boolean {
  const after = before === 0 ? NEAR_NAME : NEAR
  return verbs.some((verb) =>
    targets.some(
      (target) => target !== verb && target - verb < after && verb - target < before && !isApart(tokens, verb, target),
    ),
  )
}

function mustGroups(topic: CompiledTopic, tokens: readonly Matchable[]): number {
  return topic.must.filter((group) => findPhrases(group.book, tokens).length > 0).length
}

function levelOf(topic: CompiledTopic, places: Places, tokens: readonly Matchable[], framed: boolean): number {
  if (framed) return 3
  if (places.vehicle.length > 0) return 2.5
  const must = mustGroups(topic, tokens)
  const groups = topic.must.length
  if (places.object.length > 0 && must >= Math.max(2, groups)) return 2.5
  if (places.object.length > 0 || (groups > 1 && must === groups)) return 2
  if (places.head.length > 0 || places.limited.length > 0 || places.against.length > 0) return 1.5
  if (must > 0 && groups === 1) return 1.2
  return 0
}

/** Grades how far the words are about the topic's proposition; linear in their number for a given topic. */
export function gradeAbout(topic: CompiledTopic, tokens: readonly Matchable[]): About {
  const places = placesOf(topic, tokens)
  const generic = findPhrases(GENERIC, tokens)
    .map((match) => match.start)
    .filter((at) => canPointBack(tokens, at, places))
  const names = [...places.vehicle, ...places.head]
  const targets = [...names, ...generic]
  const frames = (verbs: readonly number[]): boolean =>
    areNear(tokens, verbs, places.object, NEAR) || areNear(tokens, verbs, targets, 0)
  const enactFrame = frames(places.enact)
  const undoFrame = frames(places.undo)
  let level = levelOf(topic, places, tokens, enactFrame || undoFrame)
  if (level === 0 && (generic.length > 0 || places.enact.length > 0)) level = 1
  if (level === 0 && tokens.some((token) => PRONOUN.test(token.lower))) level = 0.5
  const { enact, undo, object: objects, against, limited } = places
  return { level, enact, undo, objects, names, generic, against, limited, enactFrame, undoFrame }
}
