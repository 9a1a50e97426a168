import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { defaultLimits } from '@stancewire/config'
import { findAudit, type OperationState } from '@stancewire/read-model'
import { describe, expect, it, onTestFinished } from 'vitest'
import { awayLine } from '../../test/away-line.ts'
import { aFailedLine, databases } from '../../test/failed-line.ts'
import { openFailedDesk } from './failed-desk.ts'

type Line = Awaited<ReturnType<typeof aFailedLine>>

const roomForAll = 100_000
const patience = { timeout: 40_000, interval: 20 }
const nothing = { done: 0, superseded: 0, gone: 0, kept: {} }

/** Works on operations in this process. */
function work(line: Line, inFlightMax = roomForAll) {
  const desk = openFailedDesk({
    ...{ redis: line.redis, log: line.log, database: line.database, line: awayLine },
    config: { ...line.config, limits: { ...defaultLimits, inFlightMax } },
  })
  let stopped: PromiseLike<void> | undefined
  const stop = () => {
    stopped ??= desk[Symbol.asyncDispose]()
    return stopped
  }
  onTestFinished(stop)
  return { ...desk, stop }
}

/** Works on operations in a process of its own. */
function workElsewhere({ databaseUrl, redisUrl, prefix, config }: Line, inFlightMax = roomForAll): ChildProcess {
  const given = { databaseUrl, redisUrl, prefix, bodiesDir: config.bodiesDir, inFlightMax }
  const child = fork(join(import.meta.dirname, '../../test/work-operations.ts'), [JSON.stringify(given)])
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill()
    await gone
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function ask({ operations }: Line, action: 'retry' | 'discard', filter = {}) {
  const asked = await operations.ask({ action, filter, by: 'ida' })
  if (asked.is !== 'asked') throw new Error(asked.is)
  return asked.operation.id
}

const until = ({ operations }: Line, id: string, state: OperationState) =>
  expect.poll(async () => (await operations.read(id))?.state, patience).toBe(state)

const settled = async ({ operations }: Line, id: string) => (await operations.read(id))?.settled ?? 0

const audited = async ({ database }: Line) => (await findAudit(database, {}, { limit: 50 })).items
/** What came of the operations, without that they were asked for. */
const ended = async (line: Line) => (await audited(line)).filter(({ filter }) => filter.state !== 'asked')

describe.each(databases)('work on failed runs, with an archive on $name', (kind) => {
  it('retries 500 of a filter, once each, and tells how far it is', async () => {
    const line = await aFailedLine(kind, 501)
    work(line)
    const id = await ask(line, 'retry', { host: 'news.example', match: 'no answer' })
    const told: number[] = []
    const look = async () => told.push(await settled(line, id))
    await expect.poll(async () => (await look()) && told.at(-1), { ...patience, interval: 2 }).toBe(501)
    await until(line, id, 'done')
    expect(await line.operations.read(id)).toMatchObject({ total: 501, tally: { ...nothing, done: 501 } })
    expect(await line.accepted()).toEqual({ runs: 501, different: 501 })
    expect(await line.failedJobs()).toBe(0)
    expect(new Set(told).size).toBeGreaterThan(2)
    const noted = { who: 'ida', action: 'failed.retry', affected: 501 }
    expect(await audited(line)).toMatchObject([
      { ...noted, filter: { operation: id, state: 'done' } },
      { ...noted, filter: { operation: id, state: 'asked' } },
    ])
  })

  it('discards, with an event each, and what was done stays out of what has failed', async () => {
    const line = await aFailedLine(kind, 150)
    work(line)
    const id = await ask(line, 'discard')
    await until(line, id, 'done')
    expect(await line.operations.read(id)).toMatchObject({ settled: 150, tally: { ...nothing, done: 150 } })
    expect(await ask(line, 'discard').then((next) => line.operations.read(next))).toMatchObject({ total: 0 })
    const events = await line.stores.events.read('0', { count: 10_000 })
    expect(events.filter(({ event }) => event.type === 'url.discarded')).toHaveLength(150)
    await line.archive()
    expect(await line.database.db.selectFrom('run').select('urlId').where('discardedMs', 'is', null).execute()).toEqual(
      [],
    )
  })

  it('stops in the middle where it is cancelled, also while the line is full, and leaves the rest as it was', async () => {
    const line = await aFailedLine(kind, 300)
    const desk = work(line, 150)
    const id = await ask(line, 'retry')
    await expect.poll(() => line.accepted(), patience).toMatchObject({ runs: 150 })
    await line.operations.cancel(id)
    await until(line, id, 'cancelled')
    expect(await line.operations.read(id)).toMatchObject({ total: 300, settled: 150, tally: { ...nothing, done: 150 } })
    expect(await line.failedJobs()).toBe(150)
    expect(await ended(line)).toMatchObject([{ affected: 150, filter: { state: 'cancelled' } }])
    await desk.stop()
    work(line)
    const rest = await ask(line, 'retry')
    await until(line, rest, 'done')
    expect(await line.operations.read(rest)).toMatchObject({ total: 150, tally: { ...nothing, done: 150 } })
    expect(await line.accepted()).toEqual({ runs: 300, different: 300 })
  })

  it('goes on in another process where this one stops, and counts nothing twice', async () => {
    const line = await aFailedLine(kind, 300)
    const desk = work(line, 150)
    const id = await ask(line, 'retry')
    await expect.poll(() => line.accepted(), patience).toMatchObject({ runs: 150 })
    await desk.stop()
    expect(await line.operations.read(id)).toMatchObject({ state: 'running', settled: 150 })
    workElsewhere(line)
    await until(line, id, 'done')
    expect(await line.operations.read(id)).toMatchObject({ settled: 300, tally: { ...nothing, done: 300 } })
    expect(await line.accepted()).toEqual({ runs: 300, different: 300 })
    expect(await ended(line)).toMatchObject([{ affected: 300 }])
  })

  it('goes on in another process where one is killed in the middle, and retries each once', async () => {
    const line = await aFailedLine(kind, 500)
    const id = await ask(line, 'retry')
    const first = workElsewhere(line, 250)
    await expect.poll(() => line.accepted(), patience).toMatchObject({ runs: 250 })
    await kill(first)
    expect(await line.operations.read(id)).toMatchObject({ state: 'running', settled: 200 })
    workElsewhere(line)
    await until(line, id, 'done')
    // What was in hand at the death was done, and the next finds it gone, or followed by another run.
    const { tally = nothing, settled: all } = (await line.operations.read(id)) ?? {}
    expect(all).toBe(500)
    expect(tally.done + tally.gone + tally.superseded).toBe(500)
    expect(tally.gone + tally.superseded).toBeLessThanOrEqual(100)
    expect(await line.accepted()).toEqual({ runs: 500, different: 500 })
    expect(await line.failedJobs()).toBe(0)
    expect(await ended(line)).toHaveLength(1)
  })

  it('is done once where two processes work, and two ask for the same', async () => {
    const line = await aFailedLine(kind, 400)
    workElsewhere(line)
    workElsewhere(line)
    const ids = await Promise.all([ask(line, 'retry'), ask(line, 'retry')])
    for (const id of ids) await until(line, id, 'done')
    const tallies = await Promise.all(ids.map(async (id) => (await line.operations.read(id))?.tally))
    expect(tallies.toSorted((a, b) => (b?.done ?? 0) - (a?.done ?? 0))).toEqual([
      { ...nothing, done: 400 },
      { ...nothing, gone: 400 },
    ])
    expect(await line.accepted()).toEqual({ runs: 400, different: 400 })
    expect((await ended(line)).map(({ affected }) => affected).toSorted()).toEqual([0, 400])
  })

  it('costs the memory of a batch, however many there are', async () => {
    const line = await aFailedLine(kind, 0)
    const count = 20_000
    const endedMs = Date.now() - 60_000
    for (let at = 0; at < count; at += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, more) => ({
        ...{
          urlId: `u${(at + more).toString(16).padStart(32, '0')}`,
          run: 1,
          host: 'news.example',
          endedMs: endedMs + at,
        },
        ...{ url: `https://news.example/${at + more}`, endedBy: 'url.failed', stage: 'fetch', reason: 'error' },
        ...{ detail: 'no answer '.repeat(90), errorName: 'TimeoutError', attempts: 4, articleId: null },
        ...{ sourceId: null, discoveredMs: null, discardedMs: null },
      }))
      await line.database.db.insertInto('run').values(rows).execute()
    }
    const child = workElsewhere(line)
    const sizes: number[] = []
    child.on('message', ({ rssMb }: { rssMb: number }) => sizes.push(rssMb))
    await expect.poll(() => sizes.length, patience).toBeGreaterThan(5)
    const before = sizes.at(-1) ?? 0
    const id = await ask(line, 'discard')
    await until(line, id, 'done')
    expect(await line.operations.read(id)).toMatchObject({ settled: count, tally: { ...nothing, gone: count } })
    const growth = Math.max(...sizes) - before
    expect(growth).toBeLessThan(100)
  })
})
