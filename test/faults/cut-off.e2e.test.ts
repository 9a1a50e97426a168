import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '@stancewire/contracts'
import type { BodyRef } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type Fault, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { runCommand } from './command.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'
import { openProxy } from './proxy.ts'

// Longer than a lock (5 s) and a check for stalled jobs (5 s), so that another worker has it when the wire is whole again.
const cutMs = shortOrLong(12_000, 60_000)
const takenOverWithinMs = 20_000

/** Jobs that stand in a queue, done or not. */
async function jobsIn({ redis, prefix }: TestLine, stage: Stage): Promise<string[]> {
  const keys = await redis.keys(`${prefix}:${stage}:${stage}-*`)
  return keys.filter((key) => !key.endsWith(':lock'))
}

/** The page that was kept first. */
async function pageOf({ stores }: TestLine): Promise<BodyRef> {
  for await (const { ref } of stores.bodies.list()) if (ref.kind === 'page') return ref
  throw new Error('no page is in the store')
}

it('refuses the late result of a worker that was cut off from Redis: the one that took over decides', async () => {
  // The first worker is told 404 once it is cut off; the second one gets the article.
  await using crowd = await openCrowd(1, {
    isHeld: (_, request) => request === 1,
    isGone: (_, request) => request === 1,
  })
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const old = await line.start('fetcher', { instance: 'old', redisUrl: wire.url })
  await line.start('discoverer')
  await until('the first worker waits for its page', 20_000, () => crowd.held() === 1)

  wire.cut()
  const cutAtMs = performance.now()
  await line.start('fetcher', { instance: 'other' })
  await until('another worker takes the job over', takenOverWithinMs, () => crowd.requests.get(0)?.length === 2)
  const takenOverAfterMs = Math.round(performance.now() - cutAtMs)
  await until('it passes the page on', 10_000, async () => (await jobsIn(line, 'parse')).length === 1)

  // The old holder has its answer now, and cannot tell anybody.
  crowd.letGo()
  await sleep(Math.max(1_000, cutMs - (performance.now() - cutAtMs)))
  expect(await line.ends(), 'ends while it is cut off').toEqual([])
  await wire.pass()
  await sleep(3_000)
  expect(await line.ends(), 'ends after its late result').toEqual([])
  expect(await jobsIn(line, 'parse')).toHaveLength(1)
  expect(old.isGone(), 'the worker that was cut off lives on').toBe(false)

  await line.startAll(['parser', 'deduplicator', 'stance-classifier'])
  await untilEnded(line, 1, 60_000)
  await expectOneEndEach(line, crowd)
  const ends = await line.ends()
  expect(ends.map(({ type }) => type)).toEqual(['article.classified'])
  printNumbers(`Worker cut off from Redis for ${cutMs} ms while a job runs`, {
    'another worker took over after (ms)': takenOverAfterMs,
    'times the page was asked for': crowd.requests.get(0)?.length ?? 0,
    'ends of the run': ends.length,
  })
  await expectAccountsBalance(line)
})

it('refuses an end that was sent before the lock was found lost, and arrives when another worker has passed the run on', async () => {
  const offTopicPage = 13
  await using crowd = await openCrowd(offTopicPage + 1)
  const [onTopic, offTopic] = [crowd.listed[0]?.url ?? '', crowd.listed[offTopicPage]?.url ?? '']
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const readsFor: Fault = { at: 'work:parse', does: 'block', ms: 8_000 }
  const old = await line.start('parser', { instance: 'old', redisUrl: wire.url, faults: [readsFor] })
  await line.start('fetcher')
  await runCommand(line, ['add', offTopic])
  await until('the first worker reads the page', 20_000, () => old.log.says('fault at work:parse'))

  wire.cut()
  const cutAtMs = performance.now()
  // What the second worker reads is another page, so that it comes to another result.
  await line.stores.bodies.write(await pageOf(line), await (await fetch(onTopic)).text())
  await line.start('parser', { instance: 'other' })
  await until(
    'another worker passes the run on',
    takenOverWithinMs,
    async () => (await jobsIn(line, 'deduplicate')).length === 1,
  )
  await sleep(Math.max(0, cutMs - (performance.now() - cutAtMs)))
  await wire.pass()
  await sleep(3_000)
  expect(await line.ends(), 'ends after its late result').toEqual([])

  await line.startAll(['deduplicator', 'stance-classifier'])
  await untilEnded(line, 1, 60_000)
  const ends = await line.ends()
  expect(ends.map(({ type }) => type)).toEqual(['article.classified'])
  printNumbers(`End sent into a wire that was cut for ${cutMs} ms`, { 'ends of the run': ends.length })
  await expectAccountsBalance(line)
})

it('works on when its wire is whole again: what one worker could not tell is told once', async () => {
  const count = 40
  await using crowd = await openCrowd(count, { slowMs: () => 500 })
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await line.startAll(['parser', 'deduplicator', 'stance-classifier'])
  await line.start('fetcher', { instance: 'cut', redisUrl: wire.url })
  await line.start('fetcher', { instance: 'whole' })
  await line.start('discoverer')
  await untilEnded(line, 5, 60_000)
  wire.cut()
  await sleep(cutMs)
  await wire.pass()
  await untilEnded(line, count, 90_000)
  await expectOneEndEach(line, crowd)
  const asked = [...crowd.requests.values()].map((times) => times.length)
  printNumbers(`One of two fetchers cut off for ${cutMs} ms under load`, {
    'pages asked for twice': asked.filter((times) => times > 1).length,
    'pages asked for more often': asked.filter((times) => times > 2).length,
  })
  await expectAccountsBalance(line)
})

it('refuses the late result of a worker whose process stood still: the one that took over decides', async () => {
  await using crowd = await openCrowd(1, {
    isHeld: (_, request) => request === 1,
    isGone: (_, request) => request === 1,
  })
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const old = await line.start('fetcher', { instance: 'old' })
  await line.start('discoverer')
  await until('the first worker waits for its page', 20_000, () => crowd.held() === 1)

  process.kill(Number(old.pid), 'SIGSTOP')
  const stoodAtMs = performance.now()
  await line.start('fetcher', { instance: 'other' })
  await until('another worker takes the job over', takenOverWithinMs, () => crowd.requests.get(0)?.length === 2)
  const takenOverAfterMs = Math.round(performance.now() - stoodAtMs)
  await until('it passes the page on', 10_000, async () => (await jobsIn(line, 'parse')).length === 1)

  // The first one wakes up with its answer, and with a lock that it thinks is its own.
  crowd.letGo()
  process.kill(Number(old.pid), 'SIGCONT')
  await sleep(3_000)
  expect(await line.ends(), 'ends after its late result').toEqual([])
  expect(await jobsIn(line, 'parse')).toHaveLength(1)
  expect(old.isGone(), 'the worker that stood still lives on').toBe(false)

  await line.startAll(['parser', 'deduplicator', 'stance-classifier'])
  await untilEnded(line, 1, 30_000)
  await expectOneEndEach(line, crowd)
  printNumbers('A worker whose process stood still', { 'its job was taken over after (ms)': takenOverAfterMs })
  await expectAccountsBalance(line)
})
