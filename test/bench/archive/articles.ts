import {
  type CloudEvent,
  eventSubject,
  type PipelineEvent,
  type Position,
  pipelineEventId,
  schemaUri,
} from '@stancewire/contracts'
import type { Entry } from '@stancewire/read-model'
import { randomFrom } from '../../soak/random.ts'

const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi xo zu ka le mi no pu ra se ti vo'.split(' ')
const stances: readonly Position['stance'][] = ['support', 'oppose', 'mixed']
const holders = 600
const outlets = 80

const hex = (letter: string, seed: number) => `${letter}${seed.toString(16).padStart(32, '0')}`

/** The word of this rank: the first ones stand in many texts, the last ones in few, as in any language. */
export function word(rank: number): string {
  const parts = [rank % 24, Math.floor(rank / 24) % 24, Math.floor(rank / 576) % 24]
  return parts.map((part) => syllables[part]).join('')
}

function text(random: () => number, words: number): string {
  return Array.from({ length: words }, () => word(Math.floor(8_000 * random() ** 4))).join(' ')
}

/** Entries of a stream, from one on, with so many articles of about 4 KB: one in ten a copy, two positions in each of the others. */
export function articleEntries(from: number, count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index
    const random = randomFrom(at + 1).next
    const event = at % 10 === 9 ? copy(at) : classified(at, random)
    return { position: `${1_700_000_000_000 + at}-0`, event: cloudEvent(event, at), text: text(random, 560) }
  })
}

function facts(at: number) {
  const publishedAt = new Date(Date.UTC(2026, 0, 1) + at * 300_000).toISOString()
  return {
    ...{
      urlId: hex('u', at),
      run: 1,
      url: `https://news.example/${at}`,
      articleId: hex('a', at),
      title: `${word(at % 900)} ${word(at % 70)}`,
    },
    ...{
      outlet: `Outlet ${at % outlets}`,
      authors: [],
      publishedAt,
      modifiedAt: null,
      fetchedAt: publishedAt,
      language: 'en',
    },
    ...{ kind: 'article' as const, storyId: hex('s', Math.floor(at / 8)) },
  }
}

function classified(at: number, random: () => number): PipelineEvent {
  const position = (): Position => ({
    ...{ holder: `Holder ${Math.floor(holders * random() ** 2)}`, holderType: 'person', affiliation: null },
    ...{ stance: stances[Math.floor(random() * 3)] ?? 'mixed', sub: null, strength: 'strong', confidence: 0.8 },
    ...{ quote: text(random, 20), start: 0, end: 80, attribution: 'direct_quote', aka: [] },
  })
  const standing = {
    relation: 'new',
    similarity: 0,
    groupId: hex('a', at),
    revision: 1,
    textHash: `t${at}`,
    reuses: [],
    truncated: false,
  } as const
  const about = { id: `topic-${at % 3}`, relevance: 0.9, articleStance: 'neutral', stanceStatus: 'classified' } as const
  return {
    type: 'article.classified',
    data: { ...facts(at), ...standing, reuses: [], topics: [{ ...about, positions: [position(), position()] }] },
  }
}

function copy(at: number): PipelineEvent {
  const of = hex('a', at - 1)
  const topics = [{ id: `topic-${(at - 1) % 3}`, relevance: 0.9 }]
  return {
    type: 'article.duplicated',
    data: { ...facts(at), relation: 'near', similarity: 0.9, groupId: of, duplicateOf: of, topics },
  }
}

function cloudEvent(event: PipelineEvent, at: number): CloudEvent {
  return {
    ...{
      specversion: '1.0',
      id: pipelineEventId(event),
      source: 'stancewire',
      type: event.type,
      subject: eventSubject(event),
    },
    ...{ time: new Date(Date.UTC(2026, 0, 1) + at * 300_000).toISOString(), datacontenttype: 'application/json' },
    ...{ dataschema: schemaUri(event.type), sequence: '0000000001', data: event.data },
  }
}
