import { describe, expect, it } from 'vitest'
import { eventSubject, PipelineEvent, pipelineEventId, TerminalEvent, UrlFailed } from './events.ts'
import { StopReason } from './vocabulary.ts'

const ref = { urlId: `u${'1'.repeat(32)}`, run: 1, url: 'https://news.example/one' }
const stopped = { type: 'url.stopped', data: { ...ref, stage: 'parse', reason: 'off-topic', detail: null } } as const
const failed = {
  type: 'url.failed',
  data: { ...ref, stage: 'fetch', attempts: 4, cause: 'error', error: { name: 'Error', message: 'no answer' } },
} as const
const story = {
  storyId: `s${'5'.repeat(32)}`,
  title: 'A tram line',
  articleId: `a${'1'.repeat(32)}`,
  size: 2,
  topics: ['tram-line'],
  outlets: [],
  firstAt: '2026-03-03',
  lastAt: '2026-03-03T10:00:00Z',
}

describe('events', () => {
  it('end a run only with a stop reason of the closed list', () => {
    for (const reason of StopReason.options) {
      expect(TerminalEvent.safeParse({ ...stopped, data: { ...stopped.data, reason } }).success).toBe(true)
    }
    expect(TerminalEvent.safeParse({ ...stopped, data: { ...stopped.data, reason: 'bored' } }).success).toBe(false)
  })

  it('beside the ends of runs end none', () => {
    const updated = { type: 'story.updated', data: story }
    expect(PipelineEvent.safeParse(updated).success).toBe(true)
    expect(TerminalEvent.safeParse(updated).success).toBe(false)
  })

  it('of a failure keep its message bounded', () => {
    const error = { name: 'Error', message: 'x'.repeat(1_001) }
    expect(UrlFailed.safeParse({ ...failed, data: { ...failed.data, error } }).success).toBe(false)
  })

  it('of unknown types are refused', () => {
    expect(PipelineEvent.safeParse({ type: 'url.vanished', data: ref }).success).toBe(false)
  })
})

describe('pipelineEventId', () => {
  it('of an end hangs on type, url and run, not on what else it says', () => {
    const twice = { ...failed, data: { ...failed.data, attempts: 1, error: { name: 'Error', message: 'other' } } }
    expect(pipelineEventId(twice)).toBe(pipelineEventId(failed))
    expect(pipelineEventId({ ...failed, data: { ...failed.data, run: 2 } })).not.toBe(pipelineEventId(failed))
    expect(pipelineEventId(stopped)).not.toBe(pipelineEventId(failed))
  })

  it('of a story tells its sizes apart', () => {
    const at = (size: number) => pipelineEventId({ type: 'story.updated', data: { ...story, size } })
    expect(at(2)).toBe(at(2))
    expect(at(3)).not.toBe(at(2))
  })
})

describe('eventSubject', () => {
  it('is what order is kept by: the url of a run without an article, the story of a story', () => {
    expect(eventSubject(stopped)).toBe(ref.urlId)
    expect(eventSubject({ type: 'story.created', data: story })).toBe(story.storyId)
  })
})
