import type { Entity } from '../names/entity.ts'
import type { Settled } from './settle-stance.ts'

const SPEAKS =
  /^(?:president|chancellor|minister|premier|pm|taoiseach|king|queen|spokesman|spokeswoman|spokesperson|secretary|secretary-general|chief|ambassador|envoy)$/
const NO_LONGER = /^(?:former|ex|ex-president|retired|opposition|shadow|deputy|candidate|vice)$/

/** Whether a person holds an office that speaks for the country or body the person belongs to. */
function speaksFor(person: Entity, body: Entity, isOneSentence: boolean): boolean {
  const belongs = person.affiliation === body.name || (person.affiliation === null && isOneSentence)
  if (person.type !== 'person' || !belongs) return false
  const titles = [...person.titles]
  return titles.some((title) => SPEAKS.test(title)) && !titles.some((title) => NO_LONGER.test(title))
}

const sentencesOf = ({ used }: Settled): ReadonlySet<unknown> => new Set(used.map((one) => one.claim.sentence))

const isWithin = (some: ReadonlySet<unknown>, all: ReadonlySet<unknown>): boolean =>
  [...some].every((one) => all.has(one))

/**
 * The one named person who takes a country's or body's own stance for it, or null: "the Kremlin warned", and then what
 * its spokesman said, are one position.
 */
export function speakerOf(body: Entity, settled: Settled, all: ReadonlyMap<Entity, Settled>): Entity | null {
  if (body.type === 'person' || body.type === 'group') return null
  const sentences = sentencesOf(settled)
  const speakers = [...all].filter(
    ([person, one]) => one.stance === settled.stance && speaksFor(person, body, isWithin(sentences, sentencesOf(one))),
  )
  return speakers.length === 1 ? (speakers[0]?.[0] ?? null) : null
}
