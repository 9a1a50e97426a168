import { afterAll, expect, it } from 'vitest'
import { aFind, stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openAcceptedNotes } from './accepted-notes.ts'
import { openArchiveMark } from './archive-mark.ts'
import { openEventLog } from './event-log.ts'
import { openRuns } from './runs.ts'

const { redis, prefix: base, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLine(name: string) {
  const limits = { eventsMax: 1_000, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30, inFlightMax: 1_000 }
  const prefix = `${base}:${name}`
  return {
    prefix,
    runs: openRuns(redis, { prefix, ...limits }),
    events: openEventLog(redis, { prefix, ...limits }),
    mark: openArchiveMark(redis, { prefix, limits }),
    notes: openAcceptedNotes(redis, { prefix }),
  }
}

it('tells an archive of every run that is accepted, each once and in order', async () => {
  const { runs, events, mark, notes } = aLine('told')
  await mark.reached('0-1', { isBehind: false })
  for (const name of ['a', 'b', 'a']) await runs.accept(aFind(name))
  await events.end(stopped('a'))
  await runs.accept(aFind('a'), { again: true })
  const { notes: read, reached } = await notes.read('0', 100)
  expect(read.map(({ found: { urlId, run } }) => [urlId, run])).toEqual([
    [urlIdOf('a'), 1],
    [urlIdOf('b'), 1],
    [urlIdOf('a'), 2],
  ])
  expect(read.every(({ atMs, found }) => atMs > 0 && found.sourceId === aFind('a').sourceId)).toBe(true)
  expect(await notes.read(reached, 100)).toEqual({ notes: [], reached })
})

it('keeps no notes where there is no archive, or none any more', async () => {
  const { runs, mark, notes, prefix } = aLine('alone')
  await runs.accept(aFind('a'))
  expect(await redis.exists(`${prefix}:accepted`)).toBe(0)
  await mark.reached('0-1', { isBehind: false })
  await runs.accept(aFind('b'))
  expect((await notes.read('0', 100)).notes).toHaveLength(1)
  await mark.forget()
  expect(await redis.exists(`${prefix}:accepted`)).toBe(0)
})

it('passes over a note that it cannot read, and lets go of what was read', async () => {
  const { runs, mark, notes, prefix } = aLine('broken')
  await mark.reached('0-1', { isBehind: false })
  await redis.xadd(`${prefix}:accepted`, '*', 'entry', '{"v":')
  await redis.xadd(`${prefix}:accepted`, '*', 'entry', '{"v":99}')
  await runs.accept(aFind('a'))
  const { notes: read, reached } = await notes.read('0', 100)
  expect(read).toHaveLength(1)
  for (let at = 0; at < 300; at++) await runs.accept(aFind(`more-${at}`))
  const last = (await notes.read(reached, 1_000)).reached
  await notes.forget(last)
  // Redis trims by hundreds.
  expect(await redis.xlen(`${prefix}:accepted`)).toBeLessThanOrEqual(200)
})
