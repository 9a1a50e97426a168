import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stage } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { LineAwayError } from '../line-connection.ts'
import type { LineSample } from '../line-sample.ts'
import { Picture } from './picture.ts'

const aSample = (atMs = Date.now()): LineSample => ({
  atMs,
  queues: Stage.options.map((queue) => ({
    ...{ queue, waiting: 5, waitingReplays: 2, active: 1, delayed: 0, failed: 4, workers: 1 },
    ...{ oldestWaitingMs: 1_500, isPaused: queue === 'parse' },
  })),
  pauses: [
    { kind: 'stage', name: 'parse', by: 'desk', reason: 'rules', since: '2026-03-03T09:00:00.000Z', until: null },
  ],
  hosts: {
    ...{ count: 2, looked: 2, waiting: 7, oldestMs: 9_000, overdueMs: null },
    busiest: [{ host: 'a.example', waiting: 7, held: 2, blockedMs: 30_000 }],
  },
  replays: { waiting: 1, active: 0 },
  runs: { accepted: 30, ended: 10, inFlightMax: 20 },
  counters: {},
  archiveBehindMs: 250,
  memory: { usedBytes: 50, maxBytes: 200, shareMax: 0.8, neededBytes: 10 },
  hostDelayMs: 1_000,
})

/** Waits until the archive has told of its figures: the first picture does not wait for them for long. */
async function untilCounted(ask: Awaited<ReturnType<typeof aServer>>['ask']): Promise<void> {
  const counted = async () => Picture.parse((await ask('/v1/line')).json()).line.stages[0]?.passed
  await expect.poll(counted, { timeout: 20_000 }).not.toBeNull()
}

/** Follows the line until so many samples have come. */
async function follow(port: number, count: number, headers: Record<string, string> = {}) {
  const stopping = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/v1/live`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: stopping.signal,
  })
  let text = ''
  const told: string[] = []
  for await (const part of response.body ?? []) {
    text += Buffer.from(part).toString()
    told.splice(0, told.length, ...text.split('\n\n').filter((each) => each.includes('event: sample')))
    if (told.length > count || text.split('event: sample').length > count + 1) break
    if (told.length === count && text.endsWith('\n\n')) break
  }
  stopping.abort()
  const samples = told.map((each) => ({
    id: /^id: (.+)$/m.exec(each)?.[1],
    picture: Picture.parse(JSON.parse(/^data: (.+)$/m.exec(each)?.[1] ?? '')),
  }))
  return { response, samples }
}

describe('the line', () => {
  it('is told with its stages, what stands against them, and what the archive counted', async () => {
    const { ask } = await aServer({ sampleLine: async () => aSample() })
    await untilCounted(ask)
    const picture = Picture.parse((await ask('/v1/line')).json())
    expect(picture).toMatchObject({ redis: 'there', archive: 'there' })
    expect(picture.line).toMatchObject({
      ...{ inFlight: 20, limit: 20, isFull: true, fullOf: 'runs', acceptedPerMinute: null },
      ...{
        hosts: { count: 2, waiting: 7, oldestWaitingMs: 9_000, blocked: 1, inHand: 2 },
        replays: { waiting: 1, active: 0 },
      },
      memory: { usedBytes: 50, maxBytes: 200, share: 0.25, shareMax: 0.8 },
    })
    expect(picture.line.stages.map(({ stage }) => stage)).toEqual(Stage.options)
    expect(picture.line.stages[1]).toMatchObject({
      ...{ stage: 'parse', waiting: 3, waitingReplays: 2, failed: 4, oldestWaitingMs: 1_500 },
      ...{ isPaused: true, paused: { by: 'desk', reason: 'rules', until: null } },
    })
    expect(picture.consumers).toEqual([
      { name: 'archive', kind: 'archive', lagMs: 250, lagEvents: null, pending: 0, isLapsed: false },
    ])
    expect(picture.alarms.map(({ id }) => id)).toEqual(['line-full', 'stage-paused:parse'])
  })

  it('is told by the archive while Redis is away, within a second, with what to do', async () => {
    const { ask } = await aServer()
    await untilCounted(ask)
    const beganMs = performance.now()
    const answer = await ask('/v1/line')
    expect(performance.now() - beganMs).toBeLessThan(1_000)
    const picture = Picture.parse(answer.json())
    expect(picture).toMatchObject({ redis: 'away', workers: [], consumers: [] })
    expect(picture.line).toMatchObject({ inFlight: null, hosts: null, memory: null, isFull: null })
    expect(picture.line.stages[0]).toMatchObject({ waiting: null, paused: null, passed: 0, outPerMinute: null })
    expect(picture.alarms).toMatchObject([{ id: 'redis-away', level: 'critical', href: '/' }])
  })

  it('is followed each second, and looked at once for all who do', async () => {
    let looks = 0
    const sampleLine = async () => {
      looks++
      return aSample()
    }
    const { port } = await aServer({ sampleLine })
    const all = await Promise.all(Array.from({ length: 10 }, () => follow(port, 3)))
    for (const { response, samples } of all) {
      expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      expect(samples).toHaveLength(3)
      const instants = samples.map(({ picture }) => Date.parse(picture.at))
      expect(samples.map(({ id }) => id)).toEqual(samples.map(({ picture }) => picture.at))
      expect((instants[2] ?? 0) - (instants[0] ?? 0)).toBeGreaterThan(1_000)
      expect((instants[2] ?? 0) - (instants[0] ?? 0)).toBeLessThan(3_500)
    }
    expect(looks).toBeLessThanOrEqual(5)
    const after = looks
    await sleep(1_500)
    expect(looks).toBeLessThanOrEqual(after + 1)
  }, 15_000)

  it('goes on being told while Redis goes and comes back', async () => {
    let isAway = false
    const { port } = await aServer({
      sampleLine: async () => {
        if (isAway) throw new LineAwayError('Redis does not answer')
        return aSample()
      },
    })
    const be = (away: boolean) => {
      isAway = away
    }
    setTimeout(be, 500, true)
    setTimeout(be, 2_600, false)
    const { samples } = await follow(port, 5)
    const states = samples.map(({ picture }) => picture.redis)
    expect(states[0]).toBe('there')
    expect(states).toContain('away')
    expect(states.at(-1)).toBe('there')
  }, 15_000)

  it('is told once to whoever does not say that they follow', async () => {
    const { ask } = await aServer({ sampleLine: async () => aSample() })
    const { status, text, headers } = await ask('/v1/live')
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/event-stream; charset=utf-8' })
    expect(text.match(/event: sample/g)).toHaveLength(1)
    expect((await ask('/v1/live', { method: 'HEAD' })).headers['content-type']).toBe(headers['content-type'])
  })

  it('is followed twenty times by one at most', async () => {
    const { port, ask } = await aServer({ sampleLine: async () => aSample() })
    const all = Array.from({ length: 20 }, () => {
      const asked = request({ port, path: '/v1/live', headers: { accept: 'text/event-stream' } })
      const begun = new Promise((resolve) => asked.once('response', (answer) => resolve(answer.resume())))
      asked.on('error', () => {}).end()
      return { asked, begun }
    })
    await Promise.all(all.map(({ begun }) => begun))
    const headers = { accept: 'text/event-stream' }
    expect(await ask('/v1/live', { headers })).toMatchObject({ status: 429, headers: { 'retry-after': '30' } })
    all[0]?.asked.destroy()
    await expect.poll(async () => (await follow(port, 1)).response.status).toBe(200)
    for (const { asked } of all) asked.destroy()
  })
})

describe('the history of the line', () => {
  it.each([
    ['1h', 60, 60],
    ['24h', 144, 600],
    ['7d', 168, 3_600],
  ])('of %s has %d stretches, those without anything too', async (range, count, stretchSeconds) => {
    const { ask, database } = await aServer()
    await database.db.deleteFrom('counter').execute()
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000
    const row = (stage: string, outcome: string, agoMinutes: number, of: number) => ({
      ...{ stage, outcome, minuteMs: minuteMs - agoMinutes * 60_000, count: of, workedMs: of * 10 },
    })
    await database.db
      .insertInto('counter')
      .values([
        row('parse', 'passed', 0, 6),
        row('parse', 'stop:off-topic', 0, 2),
        row('parse', 'passed', 20_000, 9),
        row('fetch', 'fail:error', 1, 1),
      ])
      .execute()
    const answer = await ask(`/v1/line/history?range=${range}`)
    const history = answer.json() as unknown as {
      at: string[]
      lastSeconds: number
      stages: { stage: string; passed: number[]; ends: Record<string, number[]>; workedMs: (number | null)[] }[]
    }
    expect(history).toMatchObject({ range, stretchSeconds })
    const { lastSeconds } = history
    expect(lastSeconds).toBeGreaterThanOrEqual(0)
    expect(lastSeconds).toBeLessThan(stretchSeconds)
    expect(Math.abs(Date.now() / 1_000 - (Date.parse(history.at.at(-1) ?? '') / 1_000 + lastSeconds))).toBeLessThan(5)
    expect(history.at).toHaveLength(count)
    const [fetched, parsed] = history.stages
    expect(parsed?.passed).toHaveLength(count)
    expect(parsed?.passed.at(-1)).toBe(6)
    expect(parsed?.passed.slice(0, -1).every((each) => each === 0)).toBe(true)
    expect(parsed?.ends['stop:off-topic']?.at(-1)).toBe(2)
    expect(parsed?.workedMs.at(-1)).toBe(10)
    expect(parsed?.workedMs[0]).toBeNull()
    expect(fetched?.ends['fail:error']?.reduce((sum, each) => sum + each, 0)).toBe(1)
    const again = await ask(`/v1/line/history?range=${range}`, {
      headers: { 'if-none-match': String(answer.headers.etag) },
    })
    expect(again.status).toBe(304)
    expect(answer.text.length).toBeLessThan(40_000)
  })

  it('is of an hour where nothing is said, and of nothing else', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/line/history')).json()).toMatchObject({ range: '1h' })
    expect((await ask('/v1/line/history?range=1y')).status).toBe(400)
    expect((await ask('/v1/line/history?rnage=1h')).status).toBe(400)
  })
})
