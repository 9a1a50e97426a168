import { type DiscoveredUrl, jobId, type TerminalEvent } from '@stancewire/contracts'
import { expect, it, onTestFinished, vi } from 'vitest'
import { finds, memoryRuns, putFailed } from '../test/failed-runs.ts'
import { aFind, aPage, urlIdOf } from '../test/messages.ts'
import { aLog, anAnnouncer, openTestLine } from '../test/test-line.ts'
import { openFailedBatches } from './failed-batches.ts'
import { openFailedJobs } from './failed-jobs.ts'

const nothing = { done: 0, superseded: 0, gone: 0, left: 0, kept: {} }

/** A line of its own on which these runs have failed, with what works on them. */
async function aQuarantine(messages: readonly DiscoveredUrl[], { areEnded = true } = {}) {
  const open = new AsyncDisposableStack()
  onTestFinished(() => open.disposeAsync())
  const line = open.use(openTestLine())
  const runs = memoryRuns(messages)
  const double = anAnnouncer()
  const announcer = {
    ...double,
    end(event: TerminalEvent) {
      runs.end(event)
      return double.end(event)
    },
  }
  const dropped: string[] = []
  const bodies = {
    async drop({ urlId, run, kind }: { urlId: string; run: number; kind: string }) {
      dropped.push(`${urlId}/${run}/${kind}`)
    },
  }
  const log = aLog()
  const ports = { ...line, runs, announcer, bodies, memoryShareMax: 0.6, log }
  await putFailed(
    line,
    messages.map((message) => ({ message })),
  )
  if (areEnded)
    for (const { urlId, run } of messages) runs.end({ type: 'url.failed', data: { urlId, run } } as TerminalEvent)
  const jobs = open.use(openFailedJobs(line))
  return {
    ...{ line, runs, announcer, bodies, dropped, log, ports, jobs },
    batches: open.use(openFailedBatches(ports)),
    openBatches: (options: Partial<typeof ports>) => open.use(openFailedBatches({ ...ports, ...options })),
    put: (jobs: Parameters<typeof putFailed>[1]) => putFailed(line, jobs),
    all: () => jobs.choose({}),
    left: async () => (await jobs.choose({})).map(({ id }) => id),
  }
}

it('starts one further run for each, lets the failed jobs go, and tells how far it is', async () => {
  const messages = finds(600)
  const { batches, all, left, runs } = await aQuarantine(messages)
  const told: number[] = []
  const tally = await batches.retry(await all(), { onProgress: (jobs) => told.push(jobs) })
  expect(tally).toEqual({ ...nothing, done: 600 })
  expect(told.length).toBeGreaterThan(1)
  expect(told.reduce((sum, jobs) => sum + jobs, 0)).toBe(600)
  expect(runs.accepted).toHaveLength(600)
  expect(new Set(runs.accepted.map(({ urlId, run }) => `${urlId}/${run}`)).size).toBe(600)
  expect(runs.accepted.every(({ run }) => run === 2)).toBe(true)
  expect(await left()).toEqual([])
})

it('counts the time of a further run from when it was asked for, not from when the first one was found', async () => {
  const [message] = finds(1)
  const { batches, all, runs } = await aQuarantine(message ? [message] : [])
  const askedAtMs = Date.now()
  await batches.retry(await all())
  const { run, discoveredAt } = (await runs.entry(message?.urlId ?? '')) ?? { discoveredAt: '' }
  expect(run).toBe(2)
  expect(Date.parse(discoveredAt)).toBeGreaterThanOrEqual(askedAtMs)
})

it('publishes the end that is missing before the run is followed by another', async () => {
  const { batches, all, runs, announcer } = await aQuarantine(finds(1), { areEnded: false })
  expect(await batches.retry(await all())).toEqual({ ...nothing, done: 1 })
  expect(announcer.ends).toMatchObject([{ type: 'url.failed', data: { run: 1, cause: 'error' } }])
  expect(runs.accepted).toMatchObject([{ run: 2 }])
})

it('lets a job go whose run has a later one: the retry before died in between', async () => {
  const messages = finds(3)
  const { batches, all, left, runs, put } = await aQuarantine(messages)
  await batches.retry(await all())
  await put(messages.map((message) => ({ message })))
  expect(await batches.retry(await all())).toEqual({ ...nothing, superseded: 3 })
  expect(runs.accepted).toHaveLength(3)
  expect(await left()).toEqual([])
})

it('retries a run once where two ask at a time', async () => {
  const messages = finds(500)
  const { batches, openBatches, all, runs, left } = await aQuarantine(messages)
  const chosen = await all()
  const both = await Promise.all([batches.retry(chosen), openBatches({}).retry(chosen)])
  expect(runs.accepted).toHaveLength(500)
  expect(both.reduce((sum, { done }) => sum + done, 0)).toBe(500)
  for (const tally of both) expect(tally).toMatchObject({ left: 0, kept: {} })
  expect(await left()).toEqual([])
})

it('does not retry what another discarded, or retried to its end, while it waited for room', async () => {
  const { batches, openBatches, all, runs, log } = await aQuarantine(finds(2))
  const chosen = await all()
  runs.room = 0
  const waiting = batches.retry(chosen)
  await vi.waitFor(() => expect(log.said.join('')).toContain('line is full'), { timeout: 10_000 })
  await openBatches({}).discard(chosen.filter(({ id }) => id.includes(urlIdOf('find-0'))))
  const { urlId, run } = (await runs.entry(urlIdOf('find-1'))) ?? aFind('find-1')
  runs.room = 1
  await runs.accept({ ...aFind('find-1') })
  runs.end({ type: 'url.failed', data: { urlId, run: run + 1 } } as TerminalEvent)
  runs.room = 10
  const tally = await waiting
  expect(runs.accepted).toEqual([{ urlId, run: 2 }])
  expect(tally).toEqual({ ...nothing, gone: 1, superseded: 1 })
})

it('stops between batches when it is told to, and goes on when it is asked again', async () => {
  const { batches, all, left, runs } = await aQuarantine(finds(700))
  const stopping = new AbortController()
  const first = await batches.retry(await all(), { signal: stopping.signal, onProgress: () => stopping.abort() })
  expect(first).toEqual({ ...nothing, done: 100, left: 600 })
  expect(await left()).toHaveLength(600)
  expect(await batches.retry(await all())).toEqual({ ...nothing, done: 600 })
  expect(runs.accepted).toHaveLength(700)
})

it('waits while the line is full, takes what room there is, and can be stopped while it waits', async () => {
  const { batches, all, left, runs, log } = await aQuarantine(finds(5))
  runs.room = 2
  const stopping = new AbortController()
  const retrying = batches.retry(await all(), { signal: stopping.signal })
  await vi.waitFor(() => expect(log.said.join('')).toContain('line is full'), { timeout: 10_000 })
  expect(await left()).toHaveLength(3)
  stopping.abort()
  expect(await retrying).toEqual({ ...nothing, done: 2, left: 3 })
  runs.room = 1
  const again = batches.retry(await all())
  await vi.waitFor(async () => expect(await left()).toHaveLength(2), { timeout: 10_000 })
  runs.room = 10
  expect(await again).toEqual({ ...nothing, done: 3 })
})

it('keeps what cannot be started again, and says why', async () => {
  const { batches, all, left, runs, put, announcer, log } = await aQuarantine(finds(1))
  const kept = await put([
    { message: { ...aPage('r'), lane: 'replay' }, stage: 'parse' },
    { message: aFind('lost') },
    { message: { odd: true }, id: 'foreign' },
    { message: aFind('odd') },
  ])
  const odd = aFind('odd')
  const accept = runs.accept
  Object.assign(runs, {
    latest: async (urlId: string) => (urlId === urlIdOf('lost') ? 0 : 1),
    entry: async (urlId: string) => [aFind('find-0'), aFind('r'), odd].find((entry) => entry.urlId === urlId),
    accept: async (found: Parameters<typeof accept>[0]) => {
      if (found.urlId === odd.urlId) throw new Error('refused')
      return accept(found)
    },
  })
  const tally = await batches.retry(await all())
  expect(tally).toEqual({ ...nothing, done: 1, kept: { replayed: 1, 'no-entry': 1, 'no-run': 1, broken: 1 } })
  expect((await left()).toSorted()).toEqual(kept.toSorted())
  expect(announcer.ends.map(({ data }) => data.urlId)).toEqual([odd.urlId])
  expect(log.said.join('')).toContain('refused')
})

it('announces what it discards once, after its end, and lets job and page go', async () => {
  const { batches, all, left, announcer, dropped } = await aQuarantine(finds(400), { areEnded: false })
  const chosen = await all()
  expect(await batches.discard(chosen)).toEqual({ ...nothing, done: 400 })
  expect(announcer.ends).toHaveLength(400)
  expect(announcer.sides).toHaveLength(400)
  expect(announcer.sides).toContainEqual({
    type: 'url.discarded',
    data: { urlId: urlIdOf('find-0'), run: 1, url: 'https://news.example/find-0', stage: 'fetch', cause: 'error' },
  })
  expect(dropped).toHaveLength(1_200)
  for (const kind of ['page', 'fetched', 'parsed']) expect(dropped).toContain(`${urlIdOf('find-7')}/1/${kind}`)
  expect(await left()).toEqual([])
  expect(await batches.discard(chosen)).toEqual({ ...nothing, gone: 400 })
})

it('stops a discard between batches, with nothing half done', async () => {
  const { batches, all, left, announcer } = await aQuarantine(finds(250))
  const stopping = new AbortController()
  const tally = await batches.discard(await all(), { signal: stopping.signal, onProgress: () => stopping.abort() })
  expect(tally).toEqual({ ...nothing, done: 100, left: 150 })
  expect(announcer.sides).toHaveLength(100)
  expect(await left()).toHaveLength(150)
})

it('announces nothing twice where the discard before died in between', async () => {
  const messages = finds(3)
  const { batches, all, put, announcer } = await aQuarantine(messages)
  await batches.discard(await all())
  await put(messages.map((message) => ({ message })))
  expect(await batches.discard(await all())).toEqual({ ...nothing, done: 3 })
  expect(announcer.sides).toHaveLength(3)
})

it('discards what names no run, and keeps what could not be announced', async () => {
  const { batches, openBatches, all, left, put, announcer, dropped } = await aQuarantine(finds(1))
  await put([{ message: null as unknown as object, id: 'foreign' }])
  const away = openBatches({
    announcer: {
      ...announcer,
      announce: async () => {
        throw new Error('refused')
      },
    },
  })
  expect(await away.discard(await all())).toEqual({ ...nothing, done: 1, kept: { broken: 1 } })
  expect(await left()).toEqual([jobId('fetch', aFind('find-0'))])
  expect(dropped).toEqual([])
  expect(await batches.discard(await all())).toEqual({ ...nothing, done: 1 })
})
