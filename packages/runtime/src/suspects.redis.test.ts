import { setTimeout as sleep } from 'node:timers/promises'
import type { Job } from 'bullmq'
import { expect, it } from 'vitest'
import { openTestLine } from '../test/test-line.ts'
import { CrashedError } from './outcome.ts'
import { openSuspects } from './suspects.ts'

const aJob = (id: string, stalledCounter: number) => ({ id, stalledCounter }) as unknown as Job

/** Work that never comes back: its process died. */
const dies = () => new Promise<never>(() => {})

it('runs a job whose process died three times no more, and says so', async () => {
  await using line = openTestLine()
  let runs = 0
  const run = () => {
    runs++
    return dies()
  }
  // Each life of a process has its own gate; the count outlives them.
  for (const stalls of [0, 1, 2]) void openSuspects(line, 'parse').run(aJob('poison', stalls), run)
  await expect.poll(() => runs).toBe(3)
  await expect(openSuspects(line, 'parse').run(aJob('poison', 3), run)).rejects.toThrow(CrashedError)
  expect(runs).toBe(3)
  expect(await openSuspects(line, 'parse').run(aJob('poison', 4), async () => 'a later job')).toBe('a later job')
})

it('forgets the deaths of a job that came through, or failed without ending its process', async () => {
  await using line = openTestLine()
  const answer = async () => 'done'
  void openSuspects(line, 'parse').run(aJob('near', 1), dies)
  await expect.poll(() => line.redis.hget(`${line.prefix}:started-alone:parse`, 'near')).toBe('1')
  expect(await openSuspects(line, 'parse').run(aJob('near', 2), answer)).toBe('done')
  const fails = () => Promise.reject(new Error('no page'))
  await expect(openSuspects(line, 'parse').run(aJob('near', 3), fails)).rejects.toThrow('no page')
  expect(await line.redis.exists(`${line.prefix}:started-alone:parse`)).toBe(0)
})

it('runs a suspect with nothing beside it', async () => {
  await using line = openTestLine()
  const suspects = openSuspects(line, 'parse')
  const innocent = Promise.withResolvers<string>()
  const beside = suspects.run(aJob('a', 0), () => innocent.promise)
  let isSuspectRunning = false
  const suspect = suspects.run(aJob('b', 1), async () => {
    isSuspectRunning = true
  })
  // Longer than its count takes to be written.
  await sleep(100)
  expect(isSuspectRunning).toBe(false)
  innocent.resolve('done')
  await Promise.all([beside, suspect])
  expect(isSuspectRunning).toBe(true)
})

it('runs a suspect beside others where its work is to wait for them, until its process has died more often', async () => {
  await using line = openTestLine()
  const suspects = openSuspects(line, 'fetch', 3)
  const innocent = Promise.withResolvers<string>()
  const beside = suspects.run(aJob('a', 0), () => innocent.promise)
  expect(await suspects.run(aJob('b', 2), async () => 'beside it')).toBe('beside it')
  let isSuspectRunning = false
  const suspect = suspects.run(aJob('b', 3), async () => {
    isSuspectRunning = true
  })
  await sleep(100)
  expect(isSuspectRunning).toBe(false)
  innocent.resolve('done')
  await Promise.all([beside, suspect])
  expect(isSuspectRunning).toBe(true)
})
