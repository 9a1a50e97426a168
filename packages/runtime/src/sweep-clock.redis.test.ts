import { setTimeout as sleep } from 'node:timers/promises'
import { queues } from '@stancewire/contracts'
import { expect, it, onTestFinished, vi } from 'vitest'
import { aLog, openTestLine } from '../test/test-line.ts'
import { openBullQueue } from './bull.ts'
import { startClockSweep } from './sweep-clock.ts'

const hourMs = 3_600_000

it('lets a job that was put off by a clock two hours ahead wait its own time from now, and no other', async () => {
  await using line = openTestLine()
  const queue = openBullQueue(queues.fetch, line)
  const ahead = await queue.add('fetch', {}, { jobId: 'ahead', delay: 30_000, timestamp: Date.now() + 2 * hourMs })
  const far = await queue.add('fetch', {}, { jobId: 'far', delay: 20 * hourMs })
  const scoreOf = async (id: string) =>
    Number(await line.redis.zscore(queue.toKey('delayed'), id)) / 0x1000 - Date.now()
  expect(await scoreOf('ahead')).toBeGreaterThan(hourMs)
  await using _sweep = startClockSweep(queues.fetch, { ...line, log: aLog() })
  await expect.poll(() => scoreOf('ahead'), { timeout: 10_000 }).toBeLessThan(40_000)
  expect(await scoreOf('ahead')).toBeGreaterThan(0)
  expect(await scoreOf('far')).toBeGreaterThan(19 * hourMs)
  expect([ahead.id, far.id]).toEqual(['ahead', 'far'])
  await queue.close()
})

it('leaves what was put off alone where its own clock is the one that is ahead', async () => {
  await using line = openTestLine()
  const queue = openBullQueue(queues.fetch, line)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * hourMs })
  onTestFinished(() => void vi.useRealTimers())
  await queue.add('fetch', {}, { jobId: 'own', delay: 30_000 })
  const before = await line.redis.zscore(queue.toKey('delayed'), 'own')
  const log = aLog()
  await using _sweep = startClockSweep(queues.fetch, { ...line, log })
  await sleep(500)
  expect(await line.redis.zscore(queue.toKey('delayed'), 'own')).toBe(before)
  await queue.close()
})
