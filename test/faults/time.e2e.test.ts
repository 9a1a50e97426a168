import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, untilEnded } from '../e2e/crowd-line.ts'
import { openLine, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { openClock } from './clock.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openPublisher, type Publisher } from './publisher.ts'

const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')
const hourMs = 3_600_000
const everySeconds = 1
// `every` rests 0.8 to 1.2 times its interval.
const restMinMs = everySeconds * 800
// On top of the rest: the poll itself, on a machine that is busy. An hour's jump would be far beyond.
const gapMaxMs = 15_000
const batch = shortOrLong(12, 100)

function openTimedLine({ feedUrl }: Publisher): Promise<TestLine> {
  return openLine({
    redisUrl: inject('redisUrl'),
    topics: [topic],
    sources: [{ id: 'publisher', url: feedUrl, outlet: 'The Crowd', everySeconds }],
    limits: { fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 } },
  })
}

/** Waits for so many further polls. */
function untilPolled({ polls }: Publisher, more: number): Promise<void> {
  const before = polls.length
  return until(`${more} further polls`, gapMaxMs * more, () => polls.length >= before + more)
}

/** Each poll came once, in its turn: none right after another, none left out. */
function expectRegularPolls({ polls }: Publisher): { polls: number; shortestMs: number; longestMs: number } {
  const gaps = polls.slice(1).map((atMs, at) => atMs - (polls[at] ?? 0))
  const [shortestMs, longestMs] = [Math.round(Math.min(...gaps)), Math.round(Math.max(...gaps))]
  expect(shortestMs).toBeGreaterThanOrEqual(restMinMs)
  expect(longestMs).toBeLessThanOrEqual(gapMaxMs)
  return { polls: polls.length, shortestMs, longestMs }
}

it('polls in its turn and puts nothing off for longer while clocks jump two hours ahead, two behind, and back', async () => {
  const retryAfterSeconds = 2
  await using crowd = await openCrowd(3 * batch, { isBusyOnce: (at) => at % 4 === 0, retryAfterSeconds })
  await using publisher = await openPublisher(crowd)
  await using discoverersClock = await openClock()
  await using fetchersClock = await openClock()
  await using line = await openTimedLine(publisher)
  await Promise.all([
    line.startAll(['parser', 'deduplicator', 'stance-classifier']),
    line.start('fetcher', fetchersClock.forService),
    line.start('discoverer', discoverersClock.forService),
  ])
  const putOff = () => line.service('fetcher')?.log.lines.filter(({ text }) => text.includes('put off')).length ?? 0
  const busyEach = batch / 4
  const jumps = [2 * hourMs, -2 * hourMs, 0]
  const lateness: number[] = []
  for (const [at, jumpMs] of jumps.entries()) {
    await discoverersClock.jumpTo(jumpMs)
    await fetchersClock.jumpTo(jumpMs)
    publisher.publish(batch)
    await until('the busy ones were put off', 60_000, () => putOff() >= busyEach * (at + 1))
    // What was put off by the wrong clock is due by the right one.
    await fetchersClock.jumpTo(0)
    lateness.push(await untilEnded(line, batch * (at + 1), 60_000))
    await untilPolled(publisher, 1)
  }
  const { polls, shortestMs, longestMs } = expectRegularPolls(publisher)
  await expectOneEndEach(line, crowd)
  printNumbers('Clocks of discoverer and fetcher that jump +2 h, -2 h and back', {
    polls,
    'between two polls (ms)': `${shortestMs} to ${longestMs}, at every ${everySeconds} s`,
    'put off for (s)': retryAfterSeconds,
    'ended after +2 h, -2 h, right (ms)': lateness.join(', '),
  })
  await expectAccountsBalance(line)
})

it('does each thing once when summer time begins and when it ends', async () => {
  const beforeChangeMs = 3_000
  const changes = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z']
  await using crowd = await openCrowd(2 * batch, { isBusyOnce: (at) => at % 4 === 0, retryAfterSeconds: 4 })
  await using publisher = await openPublisher(crowd)
  await using clock = await openClock({ timeZone: 'Europe/Berlin' })
  await using line = await openTimedLine(publisher)
  const setBefore = (change: string) => clock.jumpTo(Date.parse(change) - beforeChangeMs - Date.now())
  await setBefore(changes[0] ?? '')
  await line.startAll(undefined, clock.forService)
  const endedMs: number[] = []
  for (const [at, change] of changes.entries()) {
    await setBefore(change)
    publisher.publish(batch)
    await sleep(beforeChangeMs)
    endedMs.push(await untilEnded(line, batch * (at + 1), 60_000))
    await untilPolled(publisher, 2)
  }
  const { polls, shortestMs, longestMs } = expectRegularPolls(publisher)
  await expectOneEndEach(line, crowd)
  const times = (await line.events()).map(({ time }) => time)
  printNumbers('Summer time in Europe/Berlin begins, and ends', {
    polls,
    'between two polls (ms)': `${shortestMs} to ${longestMs}, at every ${everySeconds} s`,
    'ended after the change (ms)': endedMs.join(', '),
    'first and last event': `${times[0]}, ${times.at(-1)}`,
  })
  const isNearAChange = (time: string) =>
    changes.some((change) => Math.abs(Date.parse(time) - Date.parse(change)) < 120_000)
  expect(times.filter((time) => !isNearAChange(time))).toEqual([])
  await expectAccountsBalance(line)
})
