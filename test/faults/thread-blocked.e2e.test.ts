import { join } from 'node:path'
import { queues } from '@stancewire/contracts'
import { openBullQueues } from '@stancewire/runtime'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { endedCount, expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import type { ServiceProcess, TestLine } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'

const blockMs = 60_000
const lagMaxMs = 100
const count = shortOrLong(200, 240)
// No other page has this number in its own.
const blocking = 25
// The others come while it blocks.
const slowMs = shortOrLong(250, 400)
const lagPreload = join(import.meta.dirname, 'lag-preload.ts')

/** How often jobs were taken from whoever held them, over all queues; finished jobs keep it. */
async function stallsOf({ redis, prefix }: TestLine): Promise<number> {
  let stalls = 0
  for (const queue of openBullQueues({ redis, prefix })) {
    for (const job of await queue.getJobs(['completed', 'failed'])) stalls += job.stalledCounter
    await queue.close()
  }
  return stalls
}

/** From each block until its try was given up, by the parser's log. */
function triesOf({ log }: ServiceProcess): number[] {
  const at = (text: string) => log.lines.filter((line) => line.text.includes(text)).map(({ atMs }) => atMs)
  const givenUp = at('"msg":"try failed"')
  return at('fault at work:parse: block').map((began, index) => Math.round((givenUp[index] ?? Number.NaN) - began))
}

function lagOf({ log }: ServiceProcess): { p99: number; max: number } {
  const said = log.lines.map(({ text }) => /^main loop lag: p99 (-?\d+) ms, max (-?\d+) ms/.exec(text))
  const [, p99 = 'NaN', max = 'NaN'] = said.find((found) => found !== null) ?? []
  return { p99: Number(p99), max: Number(max) }
}

it('gives up a page that blocks its thread, and neither stalls nor delays anything else', async () => {
  await using crowd = await openCrowd(count, { slowMs: () => slowMs })
  const limits = { concurrency: { fetch: 4, parse: 2 }, fetch: { hostConcurrency: 4 } }
  await using line = await openCrowdLine(crowd, { limits })
  const block = { at: 'work:parse', does: 'block', ms: blockMs, about: `/page/${blocking}`, always: true } as const
  const parser = await line.start('parser', { faults: [block], nodeArgs: ['--import', lagPreload] })
  await line.startAll(['discoverer', 'fetcher', 'deduplicator', 'stance-classifier'])
  await untilEnded(line, count - 1, 120_000)
  const endedMeanwhile = await endedCount(line)
  const endedAfterMs = await untilEnded(line, count, 120_000)

  const listed = crowd.listed.map((page, at) => (at === blocking ? { ...page, end: 'failed' as const } : page))
  await expectOneEndEach(line, { listed })
  const failed = (await line.ends()).find(({ type }) => type === 'url.failed')
  const { attempts, timeoutMs } = queues.parse
  expect(failed?.data).toMatchObject({ stage: 'parse', attempts, cause: 'error' })
  expect(failed?.data).toMatchObject({ error: { message: `took longer than ${timeoutMs} ms` } })
  const tries = triesOf(parser)
  expect(tries.length).toBe(attempts)
  for (const ms of tries) expect(ms).toBeLessThan(blockMs)
  const stalls = await stallsOf(line)
  expect(stalls, 'jobs that stalled').toBe(0)
  await expectAccountsBalance(line)
  await line.stop('parser')
  const lag = lagOf(parser)
  expect(lag.p99).toBeLessThanOrEqual(lagMaxMs)
  printNumbers(`A page that blocks its thread for ${blockMs} ms`, {
    'its tries, each ended by its limit (ms)': tries.join(', '),
    'others that ended while it blocked': endedMeanwhile,
    'all ended after (ms)': endedAfterMs,
    'other jobs stalled': stalls,
    'lag of the main loop, p99 (ms)': lag.p99,
    'lag of the main loop, max (ms)': lag.max,
  })
})
