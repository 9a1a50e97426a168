import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PipelineEvent, type Position, TerminalEvent } from '@stancewire/contracts'
import { countDead, openDatabase, openOutbox, readEvents } from '@stancewire/read-model'
import { openLog, openRedis } from '@stancewire/runtime'
import { openArchiveMark, openEventLog, openMemoryBodies } from '@stancewire/storage'
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { makeFollow } from './follow.ts'

const log = openLog('test', 'silent')
const soon = { timeout: 10_000, interval: 20 }

/** A stream, bodies and an empty archive, and a way to follow the one into the other. Goes with its test. */
async function aLine() {
  const prefix = `{test-archive-${randomUUID().slice(0, 8)}}`
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-follow-'))
  const redis = openRedis(inject('redisUrl'), log)
  const waiting = redis.duplicate()
  const limits = { eventsMax: 10_000, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30 }
  const events = openEventLog(redis, { prefix, ...limits })
  const database = await openDatabase(join(folder, 'archive.sqlite'))
  const bodies = openMemoryBodies()
  const mark = openArchiveMark(redis, { prefix, limits })
  const stopping = new AbortController()
  const running: Promise<void>[] = []
  onTestFinished(async () => {
    stopping.abort()
    await Promise.allSettled(running)
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 }))
      if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
    waiting.disconnect()
    await redis[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  const stream = openEventLog(waiting, { prefix, ...limits })
  return {
    ...{ events, database, bodies, mark, stream },
    put: (json: string) => redis.xadd(`${prefix}:events`, '*', 'event', json),
    /** Follows until the test is over, or until it fails. */
    follow(announcer = events, more: Partial<Parameters<typeof makeFollow>[0]> = {}): Promise<void> {
      const following = makeFollow({ database, stream, announcer, bodies, mark, log, ...more })(stopping.signal)
      running.push(following)
      following.catch(() => {})
      return following
    },
    types: async () =>
      (await readEvents(database, {}, { after: 0, limit: 1_000 })).map(
        ({ body }) => (JSON.parse(body) as PipelineEvent).type,
      ),
  }
}

const hex = (letter: string, name: string) => `${letter}${Buffer.from(name).toString('hex').padStart(32, '0')}`

function classified(name: string, day: number, stance: Position['stance']) {
  const position = {
    ...{ holder: 'Ida Holm', holderType: 'person', affiliation: null, stance, sub: null, strength: 'strong' },
    ...{ confidence: 0.9, quote: 'words', start: 0, end: 5, attribution: 'direct_quote', aka: [] },
  }
  const about = { id: 'tram-line', relevance: 1, articleStance: 'neutral', stanceStatus: 'classified' }
  return TerminalEvent.parse({
    type: 'article.classified',
    data: {
      ...{ urlId: hex('u', name), run: 1, url: `https://news.example/${name}`, articleId: hex('a', name) },
      ...{
        title: `Article ${name}`,
        outlet: null,
        authors: [],
        publishedAt: `2026-03-0${day}T09:00:00Z`,
        modifiedAt: null,
      },
      ...{ fetchedAt: '2026-03-09T09:00:00Z', language: 'en', kind: 'article', relation: 'new', similarity: 0 },
      ...{ groupId: hex('a', name), storyId: hex('s', name), revision: 1, textHash: 't', reuses: [], truncated: false },
      topics: [{ ...about, positions: [position] }],
    },
  })
}

it('brings what was announced before and what comes into the tables, with its text', async () => {
  const { events, bodies, database, follow, types, mark } = await aLine()
  await bodies.write({ urlId: hex('u', 'a'), run: 1, kind: 'text' }, 'Words of Ida Holm.')
  await events.end(classified('a', 1, 'support'))
  void follow()
  await vi.waitFor(async () => expect(await types()).toEqual(['article.classified']), soon)
  await events.end(classified('b', 2, 'support'))
  await vi.waitFor(async () => expect(await types()).toHaveLength(2), soon)
  const texts = await database.db.selectFrom('text').select('content').execute()
  expect(texts).toEqual([{ content: 'Words of Ida Holm.' }])
  await vi.waitFor(async () => expect(await mark.behindMs()).toBe(0), soon)
})

it('announces that a holder has moved, and keeps that as an event of its own', async () => {
  const { events, follow, types } = await aLine()
  await events.end(classified('a', 1, 'support'))
  await events.end(classified('b', 2, 'oppose'))
  void follow()
  const all = ['article.classified', 'article.classified', 'position.changed']
  await vi.waitFor(async () => expect(await types()).toEqual(all), soon)
  const moved = (await events.read('0', { count: 10 })).filter(({ event }) => event.type === 'position.changed')
  expect(moved.map(({ event }) => event.data)).toMatchObject([{ holder: 'Ida Holm', to: { stance: 'oppose' } }])
})

it('announces once what it decided, although it died before it could, or just after', async () => {
  const { events, database, follow, types } = await aLine()
  await events.end(classified('a', 1, 'support'))
  await events.end(classified('b', 2, 'oppose'))
  const before = { ...events, announce: () => Promise.reject(new Error('killed')) }
  await expect(follow(before)).rejects.toThrow('killed')
  const after = {
    ...events,
    async announce(...args: Parameters<typeof events.announce>) {
      await events.announce(...args)
      throw new Error('killed')
    },
  }
  await expect(follow(after)).rejects.toThrow('killed')
  void follow()
  await vi.waitFor(async () => expect(await openOutbox(database).waiting()).toEqual([]), soon)
  await vi.waitFor(async () => expect(await types()).toHaveLength(3), soon)
  const told = await events.read('0', { count: 10 })
  expect(told.filter(({ event }) => event.type === 'position.changed')).toHaveLength(1)
})

it('passes what is no event, says so, and brings in what comes after it', async () => {
  const { events, put, database, follow, types, mark } = await aLine()
  const said: string[] = []
  await put('{"half')
  await events.end(classified('a', 1, 'support'))
  await put('null')
  await events.end(classified('b', 2, 'support'))
  await put('')
  void follow(events, { log: { ...log, error: (_: object, text: string) => said.push(text) } as unknown as typeof log })
  await vi.waitFor(async () => expect(await countDead(database)).toBe(3), soon)
  expect(await types()).toHaveLength(2)
  expect(said).toHaveLength(3)
  await vi.waitFor(async () => expect(await mark.behindMs()).toBe(0), soon)
})

it('goes on with what it had not marked, wherever it died, and keeps each dead letter once', async () => {
  const { events, put, database, follow, types, mark, stream } = await aLine()
  const killed = () => Promise.reject(new Error('killed'))
  await events.end(classified('a', 1, 'support'))
  await put('{"half')
  await events.end(classified('b', 2, 'support'))
  const afterRead = {
    ...stream,
    readRaw: (...args: Parameters<typeof stream.readRaw>) => stream.readRaw(...args).then(killed),
  }
  await expect(follow(events, { stream: afterRead })).rejects.toThrow('killed')
  expect(await types()).toEqual([])
  await expect(follow(events, { mark: { ...mark, reached: killed } })).rejects.toThrow('killed')
  expect(await types()).toHaveLength(2)
  expect(await mark.read()).toBeNull()
  await events.end(classified('c', 3, 'support'))
  void follow()
  await vi.waitFor(async () => expect(await types()).toHaveLength(3), soon)
  expect(await countDead(database)).toBe(1)
  await vi.waitFor(async () => expect(await mark.behindMs()).toBe(0), soon)
})

it('asks for no text where an event names no run', async () => {
  const { events, put, bodies, database, follow, types } = await aLine()
  const strange = {
    specversion: '1.0',
    id: `e${'0'.repeat(32)}`,
    source: 'elsewhere',
    type: 'article.classified',
    subject: 'x',
  }
  const rest = {
    time: '2026-03-01T09:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'x',
    sequence: '0000000001',
  }
  for (const [at, data] of [null, { urlId: '../../../etc/passwd', run: 1 }, { urlId: 7 }].entries())
    await put(JSON.stringify({ ...strange, ...rest, id: `e${String(at).padStart(32, '0')}`, data }))
  await events.end(classified('a', 1, 'support'))
  const read = vi.fn(bodies.read)
  void follow(events, { bodies: { read } })
  await vi.waitFor(async () => expect((await types()).length + (await countDead(database))).toBe(4), soon)
  expect(read.mock.calls).toEqual([[{ urlId: hex('u', 'a'), run: 1, kind: 'text' }]])
})
