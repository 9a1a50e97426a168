import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CloudEvent, type EventType, PipelineEvent, type Position, type Stance } from '@stancewire/contracts'

const examples = join(import.meta.dirname, '..', '..', 'contracts', 'examples')

/** The example of an event type, with other data. */
export function anEvent(type: EventType, fields: object = {}): CloudEvent {
  const event = CloudEvent.parse(JSON.parse(readFileSync(join(examples, `${type}.json`), 'utf8')))
  const { data } = PipelineEvent.parse({ type, data: { ...(event.data as object), ...fields } })
  return { ...event, data }
}

/** An id of 33 characters, whose letter says what it is of. */
export const idOf = (letter: string, number: number) => letter + String(number).repeat(32).slice(0, 32)

/** A position on the topic. */
export function aPosition(holder: string, stance: Stance, fields: Partial<Position> = {}): Position {
  return {
    holder,
    holderType: 'person',
    affiliation: null,
    stance,
    sub: null,
    strength: 'strong',
    confidence: 0.8,
    quote: `The words of ${holder}`,
    start: 0,
    end: 10,
    attribution: 'direct_quote',
    aka: [],
    ...fields,
  }
}

/** The article of this number, in a group of its own, with these positions on one topic. */
export function classified(number: number, positions: readonly Position[], fields: object = {}, topic = 'tram-line') {
  const standing = { relevance: 0.9, articleStance: 'mixed', stanceStatus: 'classified' }
  return anEvent('article.classified', {
    articleId: idOf('a', number),
    groupId: idOf('a', number),
    outlet: `Outlet ${number}`,
    publishedAt: `2026-03-0${number}T09:00:00Z`,
    topics: [{ id: topic, ...standing, positions }],
    ...fields,
  })
}
