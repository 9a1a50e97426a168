import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { databases } from '../../test/databases.ts'
import { entry, failed, urlId } from '../../test/events.ts'
import { findAudit } from '../access/audit.ts'
import { countFailed } from '../ask/failed.ts'
import { project } from '../project/project.ts'
import { nothingDone } from './operation.ts'
import { openOperations } from './operations.ts'
import { openOperationTurns } from './turns.ts'

const missing = `o${'0'.repeat(32)}`

describe.each(databases)('operations on $name', ({ openEmpty }) => {
  async function anArchive(failures = 3) {
    const database = await openEmpty()
    onTestFinished(() => database[Symbol.asyncDispose]())
    const names = Array.from({ length: failures }, (_, at) => `find-${at}`)
    if (failures > 0)
      await project(
        database,
        names.map((name) => entry(failed(name))),
      )
    const operations = openOperations(database)
    const turnsOf = (worker: string, deadAfterMs = 60_000) => openOperationTurns(database, { worker, deadAfterMs })
    const audited = async () => (await findAudit(database, {}, { limit: 50 })).items
    const ask = async (action: 'retry' | 'discard' = 'retry', filter = {}) => {
      const asked = await operations.ask({ action, filter, by: 'ida' })
      if (asked.is !== 'asked') throw new Error(asked.is)
      return asked.operation
    }
    return { database, operations, turnsOf, audited, ask, names }
  }

  it('count what is meant, and mean nothing that fails later', async () => {
    const { operations, ask, database } = await anArchive()
    const before = Date.now()
    const operation = await ask('discard', { stage: 'fetch' })
    expect(operation).toMatchObject({ action: 'discard', by: 'ida', state: 'waiting', total: 3, settled: 0 })
    expect(operation.filter.untilMs).toBeGreaterThan(before)
    expect(await operations.read(operation.id)).toEqual(operation)
    expect(await operations.read(missing)).toBeUndefined()
    expect(await countFailed(database, { ...operation.filter, sinceMs: Date.now() + 1_000 })).toBe(0)
  })

  it('are not begun where there are more than whoever asks has seen', async () => {
    const { operations } = await anArchive(3)
    const wanted = { action: 'discard', filter: {}, by: 'ida' } as const
    expect(await operations.ask({ ...wanted, expect: 2 })).toEqual({ is: 'more', found: 3 })
    expect((await operations.list({}, { limit: 10 })).items).toEqual([])
    for (const expected of [3, 4])
      expect(await operations.ask({ ...wanted, expect: expected })).toMatchObject({ is: 'asked' })
  })

  it('wait in a line that is bounded', async () => {
    const { operations, ask } = await anArchive(0)
    for (let at = 0; at < 20; at++) await ask()
    expect(await operations.ask({ action: 'retry', filter: {}, by: 'ida' })).toEqual({ is: 'full', open: 20 })
  })

  it('are listed, the last first, a page at a time, and by their state', async () => {
    const { operations, ask, database } = await anArchive(0)
    let nowMs = 1_000
    const timed = openOperations(database, () => nowMs++)
    for (let at = 0; at < 3; at++) await timed.ask({ action: 'retry', filter: {}, by: `by-${at}` })
    const first = await operations.list({}, { limit: 2 })
    const second = await operations.list({}, { limit: 2, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ by }) => by)).toEqual(['by-2', 'by-1', 'by-0'])
    expect(second.next).toBeNull()
    expect((await operations.list({ state: 'running' }, { limit: 2 })).items).toEqual([])
    await ask()
    expect((await operations.list({ state: 'waiting' }, { limit: 50 })).items).toHaveLength(4)
  })

  it('are taken in their order, each by one worker, and one at a time', async () => {
    const { turnsOf, ask, operations } = await anArchive(0)
    const [a, b] = [turnsOf('a'), turnsOf('b')]
    const first = await ask()
    await sleep(2)
    const second = await ask()
    const taken = await Promise.all([a.take(), b.take(), turnsOf('c').take(), turnsOf('d').take()])
    expect(taken.flatMap((turn) => turn?.operation.id ?? [])).toEqual([first.id])
    expect(await operations.read(first.id)).toMatchObject({ state: 'running', startedMs: expect.any(Number) })
    expect(await b.take()).toBeUndefined()
    const holder = [a, b, turnsOf('c'), turnsOf('d')][taken.findIndex((turn) => turn !== undefined)]
    await holder?.end(first.id, 'done')
    expect((await b.take())?.operation.id).toBe(second.id)
  })

  it('are taken over from a worker that shows no more life, where it was, and the old one keeps nothing more', async () => {
    const { turnsOf, ask, operations } = await anArchive()
    const [a, b] = [turnsOf('a', 100), turnsOf('b', 100)]
    const { id } = await ask()
    await a.take()
    const place = { endedMs: 5, urlId: urlId('x'), run: 1 }
    const tally = { ...nothingDone, done: 2 }
    expect(await a.settle(id, { settled: 2, tally, place, over: [] })).toBe('mine')
    for (let looks = 0; looks < 10; looks++) {
      expect(await b.take()).toBeUndefined()
      expect(await a.beat(id)).toBe('mine')
      await sleep(20)
    }
    await expect.poll(() => b.take(), { timeout: 5_000 }).toMatchObject({ place, operation: { id, settled: 2, tally } })
    expect(await a.beat(id)).toBe('lost')
    expect(await a.settle(id, { settled: 9, tally, place: null, over: [] })).toBe('lost')
    await a.giveBack(id)
    await a.end(id, 'failed')
    expect(await operations.read(id)).toMatchObject({ state: 'running', settled: 2 })
    expect(await b.beat(id)).toBe('mine')
  })

  it('go on with another at once where they were given back', async () => {
    const { turnsOf, ask } = await anArchive()
    const { id } = await ask()
    const a = turnsOf('a')
    await a.take()
    await a.giveBack(id)
    expect(await a.beat(id)).toBe('lost')
    expect((await turnsOf('b').take())?.operation.id).toBe(id)
  })

  it('take what they have settled out of what has failed, before the archive hears of it', async () => {
    const { turnsOf, ask, database, names } = await anArchive(3)
    const { id } = await ask()
    const a = turnsOf('a')
    await a.take()
    const over = names.slice(0, 2).map((name) => ({ urlId: urlId(name), run: 1 }))
    await a.settle(id, { settled: 2, tally: { ...nothingDone, done: 2 }, place: null, over })
    expect(await countFailed(database, {})).toBe(1)
  })

  it('are noted in the audit as they are asked for, and once more when they have ended, with what they did', async () => {
    const { turnsOf, ask, audited, operations } = await anArchive(3)
    const { id } = await ask('discard', { host: 'courier.example' })
    const a = turnsOf('a')
    await a.take()
    const asked = {
      ...{ who: 'ida', action: 'failed.discard', affected: 3 },
      filter: { host: 'courier.example', operation: id, state: 'asked' },
    }
    expect(await audited()).toMatchObject([asked])
    await a.settle(id, { settled: 3, tally: { ...nothingDone, done: 2, gone: 1 }, place: null, over: [] })
    await Promise.all([a.end(id, 'done'), a.end(id, 'done'), operations.cancel(id)])
    expect(await audited()).toMatchObject([
      { ...asked, affected: 2, filter: { ...asked.filter, state: 'done' } },
      asked,
    ])
    expect(await operations.read(id)).toMatchObject({ state: 'done', endedMs: expect.any(Number) })
  })

  it('that are refused are not noted', async () => {
    const { operations, audited } = await anArchive(3)
    expect(await operations.ask({ action: 'retry', filter: {}, by: 'ida', expect: 2 })).toMatchObject({ is: 'more' })
    expect(await audited()).toEqual([])
  })

  it('are cancelled at once while they wait, and tell their worker while they run', async () => {
    const { turnsOf, ask, audited, operations } = await anArchive()
    const running = await ask()
    const a = turnsOf('a')
    await a.take()
    const waiting = await ask()
    expect(await operations.cancel(waiting.id)).toMatchObject({ state: 'cancelled' })
    expect((await audited())[0]).toMatchObject({ affected: 0, filter: { operation: waiting.id, state: 'cancelled' } })
    expect(await operations.cancel(running.id)).toMatchObject({ state: 'running', isStopping: true })
    expect(await a.beat(running.id)).toBe('stopping')
    await a.end(running.id, 'cancelled')
    expect(await operations.cancel(running.id)).toMatchObject({ state: 'cancelled' })
    expect(await audited()).toHaveLength(4)
    expect(await operations.cancel(missing)).toBeUndefined()
  })

  it('are let go once they ended long ago, and those that have not are kept', async () => {
    const { database, operations, turnsOf, names } = await anArchive(2)
    const longAgo = openOperations(database, () => 1_000)
    for (let at = 0; at < 2; at++) await longAgo.ask({ action: 'retry', filter: {}, by: 'ida' })
    const a = turnsOf('a')
    const turn = await a.take()
    const id = turn?.operation.id ?? ''
    const over = names.map((name) => ({ urlId: urlId(name), run: 1 }))
    await a.settle(id, { settled: 0, tally: nothingDone, place: null, over })
    await a.end(id, 'done')
    await operations.prune(0)
    expect((await operations.list({}, { limit: 10 })).items).toMatchObject([{ state: 'waiting' }])
    expect(await countFailed(database, {})).toBe(0)
    await operations.prune(Date.now() + 1)
    expect(await countFailed(database, {})).toBe(2)
  })
})
