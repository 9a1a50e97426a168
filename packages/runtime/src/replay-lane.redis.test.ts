import { setTimeout as sleep } from 'node:timers/promises'
import { type DiscoveredUrl, jobId, queues, type RunRef } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { aFind, aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { stop } from './outcome.ts'
import { type PreparedReplay, startReplayLane } from './replay-lane.ts'
import { runStage } from './run-stage.ts'

const soon = { timeout: 10_000 }

type Turn = { readonly request: DiscoveredUrl }
type Options = { slots?: number; forgottenAfterMs?: number; prepare?: Prepare }
type Prepare = (request: DiscoveredUrl) => Promise<PreparedReplay | { is: 'none'; why: string }>

/** A line with a lane that keeps its requests and slots in memory. */
function aReplayedLine(options: Options = {}) {
  const line = aLine()
  const waiting: DiscoveredUrl[] = []
  const taken = new Map<string, { request: DiscoveredUrl; ref: RunRef; heldMs: number }>()
  const ended = new Set<string>()
  const skipped: string[] = []
  const kept: string[] = []
  const lane = {
    async next(slots: number) {
      for (const key of ended) taken.delete(key)
      const [request] = waiting
      if (!request) return { is: taken.size > 0 ? ('busy' as const) : ('idle' as const) }
      return taken.size < slots ? { is: 'next' as const, request } : { is: 'busy' as const }
    },
    async start({ request }: Turn, slots: number) {
      if (waiting[0] !== request || taken.size >= slots) return { is: 'moved' as const }
      waiting.shift()
      const ref = { urlId: request.urlId, run: 2 }
      taken.set(`${ref.urlId}/2`, { request, ref, heldMs: 0 })
      return { is: 'started' as const, run: 2 }
    },
    async skip({ request }: Turn, why: string) {
      if (waiting[0] === request) waiting.shift()
      skipped.push(why)
    },
    taken: async () => [...taken.values()],
  }
  const prepare: Prepare = async ({ urlId, url }) => ({
    is: 'ready',
    stage: 'parse',
    message: { ...aPage('a'), urlId, url },
    keep: async (run) => void kept.push(`${urlId}/${run}`),
  })
  const lanes = line.open.use(new AsyncDisposableStack())
  const parse = line.queueOf(queues.parse)
  return {
    ...line,
    waiting,
    taken,
    ended,
    skipped,
    kept,
    lanes,
    parse,
    start: () =>
      lanes.use(
        startReplayLane({
          ...line,
          lane,
          prepare,
          runs: { state: async ({ urlId, run }) => ({ is: ended.has(`${urlId}/${run}`) ? 'ended' : 'running' }) },
          ...options,
        }),
      ),
    jobOf: (name: string, run = 2) => parse.getJob(jobId('parse', { urlId: urlIdOf(name), run })),
  }
}

describe('the replay lane', () => {
  it('adds a run with a priority that lets live jobs go first, once its bodies are kept', async () => {
    const line = aReplayedLine()
    line.waiting.push(aFind('a'))
    line.start()
    await expect.poll(() => line.jobOf('a'), soon).toBeDefined()
    const job = await line.jobOf('a')
    expect(job?.data).toMatchObject({ urlId: urlIdOf('a'), run: 2, lane: 'replay' })
    expect(job?.opts.priority).toBeGreaterThan(0)
    expect(line.kept).toEqual([`${urlIdOf('a')}/2`])
  })

  it('has few runs on their way at a time, though several processes run it', async () => {
    const line = aReplayedLine()
    const names = Array.from({ length: 12 }, (_, at) => `a${at}`)
    line.waiting.push(...names.map((name) => aFind(name)))
    for (let processes = 0; processes < 3; processes++) line.start()
    for (let begun = 2; begun <= names.length; begun += 2) {
      await expect.poll(() => line.parse.getPrioritizedCount(), soon).toBe(begun)
      await sleep(80)
      expect(await line.parse.getPrioritizedCount()).toBe(begun)
      for (const key of line.taken.keys()) line.ended.add(key)
    }
    await expect.poll(() => line.taken.size, soon).toBe(0)
  })

  it('starts nothing while a live job waits, in whatever queue', async () => {
    for (const spec of Object.values(queues)) {
      const line = aReplayedLine()
      const queue = line.queueOf(spec)
      const live = await queue.add('live', {})
      line.waiting.push(aFind('a'))
      line.start()
      await sleep(200)
      expect(line.taken.size, spec.name).toBe(0)
      await live.remove()
      await expect.poll(() => line.taken.size, soon).toBe(1)
    }
  })

  it('starts nothing while a stage has work in hand; a fetch, which waits for others, is none', async () => {
    const line = aReplayedLine()
    const work = Promise.withResolvers<void>()
    const fetching = Promise.withResolvers<void>()
    line.runFetch(() => fetching.promise.then(() => stop('gone')))
    await line.add('slow')
    line.open.use(
      runStage(
        { from: queues.parse, to: null, handle: () => work.promise.then(() => stop('gone')) },
        line.stageOptions,
      ),
    )
    await line.parse.add('live', aPage('live'), { jobId: jobId('parse', aPage('live')) })
    await expect.poll(() => line.parse.getActiveCount(), soon).toBe(1)
    line.waiting.push(aFind('a'))
    line.start()
    await sleep(300)
    expect(line.taken.size).toBe(0)
    work.resolve()
    await expect.poll(() => line.taken.size, soon).toBe(1)
    fetching.resolve()
  })

  it('lets go of what cannot be prepared, and goes on with the next', async () => {
    const line = aReplayedLine({ prepare: async () => ({ is: 'none', why: 'no-body' }) })
    line.waiting.push(aFind('a'), aFind('b'))
    line.start()
    await expect.poll(() => line.skipped, soon).toEqual(['no-body', 'no-body'])
    expect(line.taken.size).toBe(0)
  })

  it('goes on after a failure', async () => {
    let tries = 0
    const line = aReplayedLine({
      prepare: async () => {
        if (++tries === 1) throw new Error('the disk is away')
        return { is: 'none', why: 'no-body' }
      },
    })
    line.waiting.push(aFind('a'))
    line.start()
    await expect.poll(() => line.skipped, soon).toEqual(['no-body'])
    expect(line.log.said.join()).toContain('replay lane failed')
  })

  it('ends its work when it is disposed', async () => {
    const line = aReplayedLine()
    line.start()
    await line.lanes[Symbol.asyncDispose]()
    line.waiting.push(aFind('a'))
    await sleep(700)
    expect(line.taken.size).toBe(0)
  })
})

describe('a run that was started and left', () => {
  const forgotten = (name: string) => ({
    request: aFind(name),
    ref: { urlId: urlIdOf(name), run: 2 },
    heldMs: 1_000,
  })

  it('is sent on, and no younger one', async () => {
    const line = aReplayedLine({ forgottenAfterMs: 300 })
    line.taken.set(`${urlIdOf('a')}/2`, forgotten('a'))
    line.taken.set(`${urlIdOf('b')}/2`, { ...forgotten('b'), heldMs: 0 })
    line.start()
    await expect.poll(() => line.jobOf('a'), soon).toBeDefined()
    await sleep(200)
    expect(await line.jobOf('b')).toBeUndefined()
    expect(line.kept).toEqual([`${urlIdOf('a')}/2`])
  })

  it('is left alone while it has a job further down, or has ended', async () => {
    const line = aReplayedLine({ forgottenAfterMs: 300 })
    line.taken.set(`${urlIdOf('a')}/2`, forgotten('a'))
    line.taken.set(`${urlIdOf('b')}/2`, forgotten('b'))
    line.ended.add(`${urlIdOf('b')}/2`)
    const further = line.queueOf(queues.classifyStance)
    const ref = { urlId: urlIdOf('a'), run: 2 }
    await further.add('further', {}, { jobId: jobId('classify-stance', ref), priority: 10 })
    line.start()
    await sleep(500)
    expect(await line.jobOf('a')).toBeUndefined()
    expect(await line.jobOf('b')).toBeUndefined()
  })

  it('is fetched again where what it began with is gone', async () => {
    const line = aReplayedLine({ forgottenAfterMs: 300, prepare: async () => ({ is: 'none', why: 'no-body' }) })
    line.taken.set(`${urlIdOf('a')}/2`, forgotten('a'))
    line.start()
    const fetch = line.queueOf(queues.fetch)
    const ref = { urlId: urlIdOf('a'), run: 2 }
    await expect.poll(() => fetch.getJob(jobId('fetch', ref)), soon).toBeDefined()
    expect((await fetch.getJob(jobId('fetch', ref)))?.data).toEqual({ ...aFind('a'), run: 2, lane: 'replay' })
  })
})
