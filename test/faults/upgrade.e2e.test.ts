import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { endedCount, expectOneEndEach, untilEnded } from '../e2e/crowd-line.ts'
import { openLine, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { runCommand } from './command.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openPublisher, type Publisher } from './publisher.ts'

const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')
const preload = join(import.meta.dirname, 'newer-version-preload.ts')
const newer = { instance: 'newer', nodeArgs: ['--import', preload] }
const newerCommand = { env: { NODE_OPTIONS: `--import ${preload}` } }
const oldParsers = ['two', 'three']
const workers = ['fetcher', 'parser', 'deduplicator', 'stance-classifier'] as const

function openUpgradedLine({ feedUrl }: Publisher): Promise<TestLine> {
  return openLine({
    redisUrl: inject('redisUrl'),
    topics: [topic],
    sources: [{ id: 'publisher', url: feedUrl, outlet: 'The Crowd', everySeconds: 0.5 }],
    limits: { fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 } },
  })
}

it('upgrades one process after the other, the newest among many old ones first, and ends each url once', async () => {
  const half = shortOrLong(60, 600)
  await using crowd = await openCrowd(2 * half, { slowMs: () => 50 })
  await using publisher = await openPublisher(crowd)
  await using line = await openUpgradedLine(publisher)
  await line.startAll()
  for (const instance of oldParsers) await line.start('parser', { instance })
  publisher.publish(half)
  await until('half are on their way', 30_000, async () => (await line.stores.runs.counters()).accepted === half)

  // One newer process of each stage joins: it reads what any of them writes, the old ones only what is old.
  await line.startAll(workers, newer)
  await line.stop('discoverer')
  await line.start('discoverer', newer)
  publisher.publish(half)
  await untilEnded(line, half + half / 2, 120_000)
  for (const name of workers) await line.stop(name)
  for (const instance of oldParsers) await line.stop('parser', 'SIGTERM', instance)
  const endedBeside = await endedCount(line)
  const restMs = await untilEnded(line, 2 * half, 120_000)
  const quarantined = (await line.ends()).filter(({ type }) => type === 'url.failed').length
  printNumbers(`${2 * half} pages through a line that is upgraded meanwhile`, {
    'ended side by side': endedBeside,
    'the rest, by the newer version alone, after (ms)': restMs,
    quarantined,
  })
  expect(quarantined).toBe(0)
  await expectOneEndEach(line, crowd)
  await expectAccountsBalance(line)
})

it('keeps messages of a version that nobody knows, and runs them once somebody does', async () => {
  // Sixteen at a time hold a slot of their host, for the quarter of a minute in which a newer worker may come.
  const count = shortOrLong(12, 60)
  await using crowd = await openCrowd(count)
  await using publisher = await openPublisher(crowd)
  await using line = await openUpgradedLine(publisher)
  publisher.publish(count)
  await line.start('discoverer', newer)
  await line.startAll(workers)
  const quarantinedMs = await untilEnded(line, count, 120_000)
  const failed = (await line.ends()).filter((event) => event.type === 'url.failed')
  expect(failed.map(({ data }) => data.cause)).toEqual(Array.from({ length: count }, () => 'invalid-message'))
  const ls = await runCommand(line, ['failed', 'ls'])
  expect(ls.stdout).toContain('invalid-message')
  expect(ls.stdout).toContain(String(count))

  await line.stopAll()
  await line.startAll(workers, newer)
  const retry = await runCommand(line, ['failed', 'retry', '--all'], newerCommand)
  expect(retry).toMatchObject({ code: 0 })
  const retriedMs = await untilEnded(line, 2 * count, 60_000)
  const second = (await line.ends()).filter(({ data }) => data.run === 2)
  printNumbers(`${count} messages of a version that nobody knows`, {
    'all quarantined after (ms)': quarantinedMs,
    'failed ls says': `\n${ls.stdout.trimEnd()}`,
    'failed retry says': retry.stdout.trim(),
    'retried by the newer version, all ended after (ms)': retriedMs,
  })
  expect(second.map(({ data }) => data.url).sort()).toEqual(crowd.listed.map(({ url }) => url).sort())
  expect(second.some(({ type }) => type === 'url.failed')).toBe(false)
  await expectAccountsBalance(line)
})
