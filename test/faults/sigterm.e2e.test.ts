import { setTimeout as sleep } from 'node:timers/promises'
import { readQueueStates } from '@stancewire/runtime'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { endedCount, expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type Exit, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const count = shortOrLong(100, 1_000)
const shutdownGraceMs = 8_000
// On top of the grace for jobs in hand: closing connections.
const graceMs = shutdownGraceMs + 2_000
const redisAwayExitMs = 30_000

function slowest(exits: Record<string, Exit>): number {
  return Math.max(...Object.values(exits).map(({ ms }) => ms))
}

it('ends within its grace when told to under load, and leaves no job behind that another must take over', async () => {
  await using crowd = await openCrowd(count, { slowMs: () => 800 })
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { shutdownGraceMs } })
  await line.startAll()
  await untilEnded(line, 10, 60_000)
  const before = await readQueueStates(line)
  const activeBefore = before.reduce((sum, { active }) => sum + active, 0)
  const exits = await line.stopAll('SIGTERM')
  const ended = await endedCount(line)

  expect(activeBefore, 'jobs in hand at the signal').toBeGreaterThan(0)
  expect(ended, 'runs left to do').toBeLessThan(count)
  expect(Object.entries(exits).filter(([, { code }]) => code !== 0)).toEqual([])
  expect(slowest(exits)).toBeLessThanOrEqual(graceMs)
  const after = await readQueueStates(line)
  expect(after.filter(({ active }) => active > 0)).toEqual([])
  await expectAccountsBalance(line)

  await line.startAll()
  await untilEnded(line, count, 120_000)
  await expectOneEndEach(line, crowd)
  const asked = [...crowd.requests.values()].filter((times) => times.length > 1).length
  expect(asked, 'pages asked for again').toBe(0)
  printNumbers('SIGTERM under load', {
    'jobs in hand at the signal': activeBefore,
    'the slowest service was gone after (ms)': slowest(exits),
    'jobs left active': 0,
    'pages asked for again after the new start': asked,
  })
  await expectAccountsBalance(line)
})

it('ends in time when told to while Redis is away, and goes on where it stopped', async () => {
  await using crowd = await openCrowd(60, { slowMs: () => 500 })
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { shutdownGraceMs } })
  const services = await line.startAll()
  await untilEnded(line, 5, 60_000)
  await redis.kill()
  await sleep(1_000)
  const exits = await line.stopAll('SIGTERM')
  expect(slowest(exits)).toBeLessThanOrEqual(redisAwayExitMs)
  expect(services.every((service) => service.isGone())).toBe(true)

  await redis.start()
  await line.startAll()
  await untilEnded(line, 60, 120_000)
  await expectOneEndEach(line, crowd)
  const codes = Object.entries(exits).map(([name, { code, signal, ms }]) => [name, `${signal ?? code} after ${ms} ms`])
  printNumbers('SIGTERM with Redis away', Object.fromEntries(codes))
  await expectAccountsBalance(line)
})

it('ends in time when told to before Redis ever came', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis({ starts: false })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const services = await line.startAll(undefined, { waits: false })
  await until('each waits for Redis', 20_000, () => services.every(({ log }) => log.lines.length > 0))
  const exits = await line.stopAll('SIGTERM')
  expect(slowest(exits)).toBeLessThanOrEqual(redisAwayExitMs)
  printNumbers('SIGTERM before Redis ever came', { 'the slowest service was gone after (ms)': slowest(exits) })
  await redis.start()
  await expectAccountsBalance(line)
})
