import { createHash } from 'node:crypto'
import {
  type CloudEvent,
  eventSubject,
  type PipelineEvent,
  type Position,
  pipelineEventId,
  schemaUri,
  type Trace,
} from '@stancewire/contracts'
import type { Entry } from '@stancewire/read-model'
import { randomFrom } from '../../soak/random.ts'

const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi xo zu ka le mi no pu ra se ti vo'.split(' ')
const stances: readonly Position['stance'][] = ['support', 'oppose', 'mixed']
const vocabulary = 24 ** 3
const holders = 600
const outlets = 80

const stages = ['fetch', 'parse', 'deduplicate', 'classify-stance'] as const
const tenthMs = 100

/** Ids are hashes, as those of the line are: the next one stands anywhere in an index. */
const hex = (letter: string, seed: number) =>
  `${letter}${createHash('sha256').update(`${letter}${seed}`).digest('hex').slice(0, 32)}`

/** The word of this rank: the hundred first ones are half of every text, the last ones stand in few, as in any language. */
export function word(rank: number): string {
  const parts = [rank % 24, Math.floor(rank / 24) % 24, Math.floor(rank / 576) % 24]
  return parts.map((part) => syllables[part]).join('')
}

function text(random: () => number, words: number): string {
  return Array.from({ length: words }, () => word(Math.floor(vocabulary * random() ** 7))).join(' ')
}

/** Entries of a stream, from one on, with so many articles of about 4 KB, ten a second: one in ten a copy, two positions in each of the others. */
export function articleEntries(from: number, count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index
    const random = randomFrom(at + 1).next
    const event = at % 10 === 9 ? copy(at) : classified(at, random)
    return { position: `${1_700_000_000_000 + at}-0`, event: cloudEvent(event, at), text: text(random, 560) }
  })
}

function facts(at: number) {
  const publishedAt = new Date(Date.UTC(2026, 0, 1) + at * 9_000).toISOString()
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
    ...{ kind: 'article' as const, storyId: hex('s', Math.floor(at / 8)), trace: trace(at) },
  }
}

function trace(at: number): Trace {
  const discoveredMs = Date.UTC(2026, 5, 1) + at * tenthMs
  const instant = (ms: number) => new Date(ms).toISOString()
  const step = (stage: (typeof stages)[number], place: number) => ({
    ...{ stage, queuedAt: instant(discoveredMs + place * 900), waitedMs: 40 + (at % 50), workedMs: 300, tries: 1 },
  })
  const passed = at % 10 === 9 ? stages.slice(0, 3) : stages
  return { discoveredAt: instant(discoveredMs), sourceId: `source-${at % outlets}`, steps: passed.map(step) }
}

function classified(at: number, random: () => number): PipelineEvent {
  const position = (holder = Math.floor(holders * random() ** 2)): Position => ({
    ...{ holder: `Holder ${holder}`, holderType: 'person', affiliation: null },
    // One in ten says something else than usual.
    ...{
      stance: stances[(holder + (random() < 0.1 ? 1 : 0)) % 3] ?? 'mixed',
      sub: null,
      strength: 'strong',
      confidence: 0.8,
    },
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
    ...{ time: new Date(Date.UTC(2026, 5, 1) + at * tenthMs).toISOString(), datacontenttype: 'application/json' },
    ...{ dataschema: schemaUri(event.type), sequence: '0000000001', data: event.data },
  }
}
