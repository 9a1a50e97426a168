import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { endedCount, expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { stageServices, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const count = shortOrLong(250, 1_000)
const awayMs = shortOrLong(2_000, 5_000)
const resumedWithinMs = 10_000
// The append-only file is synced every second: what is older is safe.
const syncedAfterMs = 1_000

type Acknowledged = { readonly accepted: number; readonly eventIds: readonly string[] }

async function acknowledged(line: TestLine): Promise<Acknowledged> {
  const { accepted = 0 } = await line.stores.runs.counters()
  return { accepted, eventIds: (await line.events()).map(({ id }) => id) }
}

/** What is no longer there of what was acknowledged. */
async function forgotten(line: TestLine, before: Acknowledged): Promise<string[]> {
  const now = await acknowledged(line)
  const kept = new Set(now.eventIds)
  const runs = now.accepted < before.accepted ? [`${before.accepted - now.accepted} runs`] : []
  return [...runs, ...before.eventIds.filter((id) => !kept.has(id))]
}

/** Time until the line ends runs again, from now. */
async function untilResumed(line: TestLine): Promise<number> {
  const beganAtMs = performance.now()
  const before = await endedCount(line)
  await until('a run ends again', 30_000, async () => (await endedCount(line)) > before)
  return Math.round(performance.now() - beganAtMs)
}

const crowdOf = () => openCrowd(count, { slowMs: () => 250 })

function pidsOf(line: TestLine): (number | undefined)[] {
  return stageServices.map((name) => (line.service(name)?.isGone() ? undefined : line.pidOf(name)))
}

it('goes on by itself after Redis was killed under load, and has forgotten nothing that it was told', async () => {
  await using crowd = await crowdOf()
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await line.startAll()
  const pids = pidsOf(line)
  await untilEnded(line, 30, 60_000)

  const before = await acknowledged(line)
  await sleep(syncedAfterMs)
  const endedAtKill = await endedCount(line)
  await redis.kill()
  await sleep(awayMs)
  const loadedAfterMs = await redis.start()
  expect(await forgotten(line, before)).toEqual([])
  expect(endedAtKill, 'runs were left to do when Redis was killed').toBeLessThan(count)
  const resumedAfterMs = await untilResumed(line)
  expect(resumedAfterMs).toBeLessThanOrEqual(resumedWithinMs)

  const endedAfterMs = await untilEnded(line, count, 120_000)
  expect(pidsOf(line), 'the same processes').toEqual(pids)
  await expectOneEndEach(line, crowd)
  printNumbers(`Redis killed under load, away for ${awayMs} ms`, {
    'runs ended when it was killed': `${endedAtKill} of ${count}`,
    'events older than a second': before.eventIds.length,
    'of these forgotten': 0,
    'Redis serves again after (ms)': loadedAfterMs,
    'the line ends runs again after (ms)': resumedAfterMs,
    'all ended after (ms)': endedAfterMs,
  })
  await expectAccountsBalance(line)
})

it('ends every listed url once although the end of the append-only file is cut off', async () => {
  const cutBytes = shortOrLong(20_000, 200_000)
  await using crowd = await crowdOf()
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await line.startAll()
  const pids = pidsOf(line)
  await untilEnded(line, 30, 60_000)

  const before = await acknowledged(line)
  await redis.kill()
  const bytesLeft = await redis.truncateAof(cutBytes)
  await redis.start()
  const lost = await forgotten(line, before)
  const resumedAfterMs = await untilResumed(line)
  const endedAfterMs = await untilEnded(line, count, 120_000)
  expect(pidsOf(line), 'the same processes').toEqual(pids)
  await expectOneEndEach(line, crowd)
  printNumbers(`Append-only file cut by ${cutBytes} bytes`, {
    'bytes left': bytesLeft,
    'events forgotten, and found again': lost.length,
    'the line ends runs again after (ms)': resumedAfterMs,
    'all ended after (ms)': endedAfterMs,
  })
  await expectAccountsBalance(line)
})

it('offers again what Redis forgot while a feed was being read', async () => {
  const listed = 1_000
  await using crowd = await openCrowd(listed)
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const accepted = async () => (await line.stores.runs.counters()).accepted ?? 0
  await line.start('discoverer')
  await until('a part of the feed is accepted', 20_000, async () => (await accepted()) > listed / 10)
  await redis.kill()
  await redis.truncateAof(20_000)
  await redis.start()
  const left = await accepted()
  expect(left, 'the feed was still being read').toBeLessThan(listed)
  await until('all of the feed is accepted', 30_000, async () => (await accepted()) === listed)
  printNumbers('Append-only file cut while a feed is read', { listed, 'accepted when Redis was back': left })
  await expectAccountsBalance(line)
})

it('judges again what Redis forgot while it was being judged', async () => {
  // Of these pages one is listed twice, as itself and as a copy: all others are gone.
  const isOther = (at: number) => at !== 2 && at !== 7
  await using crowd = await openCrowd(8, { isGone: isOther })
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { concurrency: { deduplicate: 1 } } })
  const early = ['discoverer', 'fetcher', 'parser'] as const
  await line.startAll(early)
  await until(
    'both are parsed',
    20_000,
    async () => (line.log().match(/"stage":"parse".*"msg":"done"/g) ?? []).length === 2,
  )
  for (const name of early) await line.stop(name)
  // Held here, the first of them is in the index, and goes on as if it still were when the index has forgotten it.
  const judged = `fault at index:after: block`
  await line.start('deduplicator', { faults: [{ at: 'index:after', does: 'block', ms: 3_000 }] })
  await until('the first of them is in the index', 20_000, async () => line.log().includes(judged))
  await redis.kill()
  await redis.truncateAof(100)
  await redis.start()
  await line.start('stance-classifier')
  await untilEnded(line, 8, 30_000)
  const told = (await line.ends()).map(({ type }) => type).filter((type) => type.startsWith('article.'))
  expect(told.sort()).toEqual(['article.classified', 'article.duplicated'])
  await expectAccountsBalance(line)
})
