import { queues } from '@stancewire/contracts'
import { expect, it } from 'vitest'
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
