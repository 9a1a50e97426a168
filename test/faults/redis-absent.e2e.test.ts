import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type ServiceProcess, stageServices } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const awayMs = shortOrLong(6_000, 60_000)
const readyWithinMs = 10_000
const linesEachSecondMax = 10

function busiestSecond(services: readonly ServiceProcess[]): number {
  return Math.max(...services.flatMap(({ log }) => log.perSecond()))
}

it('waits for a Redis that is absent at the start: up, not ready, quiet; and is ready soon after it came', async () => {
  await using crowd = await openCrowd(20)
  await using redis = await openOwnRedis({ starts: false })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const services = await line.startAll(stageServices, { waits: false })
  await sleep(awayMs)
  expect(
    services.filter((service) => service.isGone()).map(({ name }) => name),
    'none has ended',
  ).toEqual([])
  expect(services.filter((service) => service.isReady()).map(({ name }) => name)).toEqual([])
  const silent = services.filter(({ log }) => log.lines.length === 0).map(({ name }) => name)
  expect(silent, 'each says what it waits for').toEqual([])
  const linesWhileAway = busiestSecond(services)
  expect(linesWhileAway).toBeLessThanOrEqual(linesEachSecondMax)

  await redis.start()
  const servedAtMs = performance.now()
  await Promise.all(services.map(({ ready }) => ready))
  const readyAfterMs = Math.round(performance.now() - servedAtMs)
  expect(readyAfterMs).toBeLessThanOrEqual(readyWithinMs)
  await untilEnded(line, crowd.listed.length, 60_000)
  await expectOneEndEach(line, crowd)
  printNumbers(`Redis absent for ${awayMs} ms at the start`, {
    'log lines in the busiest second of a service': linesWhileAway,
    'all ready after it came (ms)': readyAfterMs,
  })
  await expectAccountsBalance(line)
})

it('logs little while Redis is away, and goes on when it is back, without a new start', async () => {
  await using crowd = await openCrowd(40, { slowMs: () => 300 })
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const services = await line.startAll()
  await untilEnded(line, 5, 60_000)
  await redis.stop()
  // What was in hand is told still.
  await sleep(1_500)
  const before = services.map(({ log }) => log.lines.length)
  await sleep(awayMs)
  const lines = services.map(({ log }, at) => log.lines.length - (before[at] ?? 0))
  const mostEachSecond = (Math.max(...lines) * 1_000) / awayMs
  expect(mostEachSecond).toBeLessThanOrEqual(linesEachSecondMax)
  await redis.start()
  const endedAfterMs = await untilEnded(line, crowd.listed.length, 60_000)
  expect(services.filter((service) => service.isGone())).toEqual([])
  await expectOneEndEach(line, crowd)
  printNumbers(`Redis away for ${awayMs} ms under load`, {
    'most log lines a second of a service': mostEachSecond.toFixed(1),
    'all ended after it was back (ms)': endedAfterMs,
  })
  await expectAccountsBalance(line)
})
