import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { audit } from '@stancewire/cli/audit'
import { openCrowd } from '../e2e/crowd.ts'
import { openLine, stageServices, type TestLine, until } from '../e2e/line.ts'
import { readMemory } from '../faults/memory.ts'
import { openOwnRedis } from '../faults/own-redis.ts'
import { openPublisher, type Publisher } from '../faults/publisher.ts'
import { openSoakCrew, type SoakCrew } from './crew.ts'
import { type MemoryWatch, watchMemory } from './memory-watch.ts'
import { readOptions, type SoakOptions, soakHelp } from './options.ts'
import { randomFrom } from './random.ts'
import { bringTroubles } from './troubles.ts'
import { judgeMemory } from './verdict.ts'
import { wrongEnds } from './wrong-ends.ts'

/** `npm run soak`: pages are published at a steady rate while everything is broken in turn; then the accounts are made up. */

const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')
const quiet = { STANCEWIRE_LOG_LEVEL: 'warn' }
const minuteMs = 60_000
const drainedWithinMs = 10 * minuteMs
// Far more than one soak publishes: its accounts need every event.
const eventsMax = 20_000_000
const redisMb = 4_096
const shownWrongMax = 20

process.exitCode = await soak(optionsOrExit())

function optionsOrExit(): SoakOptions {
  try {
    const options = readOptions(process.argv.slice(2), Date.now())
    if (!options.help) return options
    console.log(soakHelp)
    process.exit(0)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${soakHelp}`)
    process.exit(2)
  }
}

async function soak({ minutes, seed, pagesPerSecond }: SoakOptions): Promise<number> {
  console.log(`Soak of ${minutes} min at ${pagesPerSecond} pages a second, seed ${seed}`)
  const random = randomFrom(seed)
  // Twice the steady rate leaves room for floods.
  await using crowd = await openCrowd(Math.ceil(minutes * 60 * pagesPerSecond * 2) + 1_000, {
    slowMs: (at) => (at * 37) % 200,
    isBusyOnce: (at) => at % 50 === 5,
    isBroken: (at) => at % 100 === 31,
  })
  await using publisher = await openPublisher(crowd)
  await using redis = await openOwnRedis({ maxMemoryMb: redisMb })
  await using line = await openLine({
    redisUrl: redis.url,
    topics: [topic],
    sources: [{ id: 'publisher', url: publisher.feedUrl, outlet: 'The Crowd', everySeconds: 1 }],
    limits: { eventsMax, fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 32 } },
  })
  await using watch = await watchMemory({
    redisUrl: redis.url,
    isRedisRunning: redis.isRunning,
    ended: async () => (await line.stores.runs.counters()).ended ?? 0,
    pids: () => new Map(stageServices.flatMap((name) => pidOf(line, name))),
  })
  await line.startAll(stageServices, {
    nodeArgs: watch.forService.nodeArgs,
    env: { ...quiet, ...watch.forService.env },
  })
  await using crew = await openSoakCrew(line, { redisUrl: redis.url, random, env: quiet })

  const counts = new Map<string, number>()
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const troubling = bringTroubles({ crew, redis, publisher, random }, counts, stopping.signal)
  const publishing = publishSteadily(publisher, pagesPerSecond, stopping.signal)
  const telling = tellEachMinute({ line, publisher, crew, watch, counts, redisUrl: redis.url }, stopping.signal)
  await sleep(minutes * minuteMs, undefined, { signal: stopping.signal }).catch(() => {})
  stopping.abort()
  await Promise.all([troubling, publishing, telling])
  const wrong = await makeUp(line, publisher)
  const { lines, leaks } = judgeMemory(watch)
  console.log(['Memory', ...lines.map((text) => `  ${text}`)].join('\n'))
  const ended = stageServices.filter((name) => line.service(name)?.isGone()).map((name) => `${name} ended by itself`)
  return tellVerdict([...wrong, ...ended, ...leaks.map((leak) => `leak: ${leak}`)])
}

function pidOf(line: TestLine, name: (typeof stageServices)[number]): [string, number][] {
  const pid = line.service(name)?.isGone() ? undefined : line.pidOf(name)
  return pid === undefined ? [] : [[name, pid]]
}

async function publishSteadily(publisher: Publisher, pagesPerSecond: number, stopping: AbortSignal): Promise<void> {
  const beganAtMs = performance.now()
  for (let published = 0; !stopping.aborted; await sleep(200)) {
    const due = Math.floor(((performance.now() - beganAtMs) / 1_000) * pagesPerSecond)
    publisher.publish(due - published)
    published = due
  }
}

type Told = {
  readonly line: TestLine
  readonly publisher: Publisher
  readonly crew: SoakCrew
  readonly watch: MemoryWatch
  readonly counts: ReadonlyMap<string, number>
  readonly redisUrl: string
}

async function tellEachMinute(told: Told, stopping: AbortSignal): Promise<void> {
  let before = 0
  for (let minute = 1; ; minute++) {
    await sleep(minuteMs, undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return
    const { accepted = 0, ended = 0 } = await told.line.stores.runs.counters()
    const { used } = await readMemory(told.redisUrl)
    const sizes = [...told.watch.resident].map(([name, points]) => `${name} ${Math.round(points.at(-1)?.y ?? 0)}`)
    const faults = [...told.counts].map(([name, count]) => `${count} ${name}`)
    console.log(
      [
        `${minute} min: ${told.publisher.listed().length} listed, ${ended} ended (${((ended - before) / 60).toFixed(1)}/s), ${accepted - ended} in flight`,
        `faults: ${faults.join(', ') || 'none'}; ${told.crew.deaths()} lives ended`,
        `MB: ${sizes.join(', ')}, redis ${Math.round(used / 1_048_576)}`,
      ].join(' | '),
    )
    before = ended
  }
}

/** Waits until all that was published has ended, and says what is wrong with it. */
async function makeUp(line: TestLine, publisher: Publisher): Promise<string[]> {
  const listed = publisher.listed()
  console.log('Stopped publishing; waiting for what is on its way')
  const beganAtMs = performance.now()
  const isOver = async () => {
    const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
    return accepted >= listed.length && accepted === ended
  }
  const late = await until('all ended', drainedWithinMs, isOver).then(
    () => [],
    (error: Error) => [error.message],
  )
  console.log(`All ended after ${Math.round((performance.now() - beganAtMs) / 1_000)} s`)
  const findings = await audit(line)
  for (const { is, text } of findings) console.log(`  ${is.padEnd(7)} ${text}`)
  const faults = findings.flatMap(({ is, text, ids }) => (is === 'wrong' ? [`${text} ${ids?.join(' ') ?? ''}`] : []))
  return [...late, ...faults, ...wrongEnds(await line.ends(), listed)]
}

function tellVerdict(wrong: readonly string[]): number {
  if (wrong.length === 0) {
    console.log('Nothing lost, nothing doubled, no leak')
    return 0
  }
  console.log([`${wrong.length} wrong:`, ...wrong.slice(0, shownWrongMax)].join('\n  '))
  return 1
}
