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
import type { Entry } from '../src/project/draft.ts'

const hex = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32)
export const articleId = (name: string) => `a${hex(name)}`
export const urlId = (name: string) => `u${hex(name)}`
export const storyId = (name: string) => `s${hex(name)}`

const stages = ['fetch', 'parse', 'deduplicate', 'classify-stance'] as const

/** The way of a run down to a stage: each waited 10 ms and worked 20. */
function traceTo(last: (typeof stages)[number]): Trace {
  const steps = stages.slice(0, stages.indexOf(last) + 1).map((stage, at) => ({
    stage,
    queuedAt: `2026-03-05T11:59:0${at}.000Z`,
    ...{ waitedMs: 10, workedMs: 20, tries: 1 },
  }))
  return { discoveredAt: '2026-03-05T11:58:59.000Z', sourceId: 'courier-news', steps }
}

/** One holder's position. */
export function position(holder: string, stance: Position['stance'], more: Partial<Position> = {}): Position {
  return {
    ...{ holder, holderType: 'person', affiliation: null, stance, sub: null, strength: 'strong', confidence: 0.9 },
    ...{ quote: `${holder} is heard`, start: 0, end: 10, attribution: 'direct_quote', aka: [] },
    ...more,
  }
}

type Told = {
  readonly run?: number
  readonly url?: string
  readonly revision?: number
  readonly publishedAt?: string | null
  readonly outlet?: string
  readonly title?: string
  readonly group?: string
  readonly story?: string
  readonly language?: string
  readonly topic?: string
  readonly positions?: readonly Position[]
  readonly reuses?: readonly { articleId: string; similarity: number }[]
}

function facts(name: string, { run = 1, url = name, publishedAt = '2026-03-03T09:00:00Z', ...told }: Told) {
  return {
    ...{ urlId: urlId(url), run, url: `https://courier.example/${url}`, articleId: articleId(name) },
    ...{ title: told.title ?? `Article ${name}`, outlet: told.outlet ?? 'Harbour Courier', authors: ['Nils Aune'] },
    ...{ publishedAt, modifiedAt: null, fetchedAt: '2026-03-05T12:00:00Z', language: told.language ?? 'en' },
    ...{ kind: 'article' as const, groupId: articleId(told.group ?? name), storyId: storyId(told.story ?? name) },
  }
}

/** An article that was classified, with these positions. */
export function classified(name: string, told: Told = {}): PipelineEvent {
  const { revision = 1, topic = 'tram-line', positions = [], reuses = [] } = told
  const about = { id: topic, relevance: 0.9, articleStance: 'neutral', stanceStatus: 'classified' } as const
  const standing = { relation: reuses.length > 0 ? ('partial' as const) : ('new' as const), similarity: 0 }
  const topics = [{ ...about, positions: [...positions] }]
  const text = { revision, textHash: `t${revision}`, reuses: [...reuses], truncated: false }
  const trace = traceTo('classify-stance')
  return { type: 'article.classified', data: { ...facts(name, told), ...standing, ...text, topics, trace } }
}

/** An article that repeats another one. */
export function duplicated(name: string, of: string, told: Told = {}): PipelineEvent {
  const topics = [{ id: told.topic ?? 'tram-line', relevance: 0.9 }]
  const copy = { relation: 'near', similarity: 0.95, duplicateOf: articleId(of), topics } as const
  const trace = traceTo('deduplicate')
  const known = facts(name, { group: of, story: of, ...told })
  return { type: 'article.duplicated', data: { ...known, ...copy, topics, trace } }
}

/** A run that was stopped. */
export function stopped(name: string): PipelineEvent {
  const ref = { urlId: urlId(name), run: 1, url: `https://courier.example/${name}` }
  const trace = traceTo('parse')
  return { type: 'url.stopped', data: { ...ref, trace, stage: 'parse', reason: 'off-topic', detail: null } }
}

/** A run that failed. */
export function failed(name: string): PipelineEvent {
  const ref = { urlId: urlId(name), run: 1, url: `https://courier.example/${name}` }
  const error = { name: 'TimeoutError', message: 'no answer' }
  const trace = traceTo('fetch')
  return { type: 'url.failed', data: { ...ref, trace, stage: 'fetch', attempts: 4, cause: 'error', error } }
}

let told = 0

/** The event as it stands on the stream, at the next position. */
export function entry(event: PipelineEvent, text?: string): Entry {
  const subject = eventSubject(event)
  const time = new Date(Date.UTC(2026, 2, 5, 12, 0, ++told)).toISOString()
  const cloudEvent: CloudEvent = {
    ...{ specversion: '1.0', id: pipelineEventId(event), source: 'stancewire', type: event.type, subject, time },
    ...{ datacontenttype: 'application/json', dataschema: schemaUri(event.type), data: event.data },
    sequence: String(told).padStart(10, '0'),
  }
  return { position: `${1_700_000_000_000 + told}-0`, event: cloudEvent, text }
}
