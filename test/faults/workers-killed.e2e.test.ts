import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageVersion, type Stage } from '@stancewire/contracts'
import { canonicalUrl, urlId } from '@stancewire/url'
import { expect, it } from 'vitest'
import { type Crowd, openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type Fault, type StageService, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'

const killsOfEach = 5
const rounds = Array.from({ length: shortOrLong(1, 4) }, (_, at) => at + 1)
// Whoever works in threads takes no more in hand than it has threads.
const threads = Math.max(2, availableParallelism())
/** With so many jobs in hand a worker is killed. */
const inHand: Readonly<Record<Stage, number>> = {
  fetch: shortOrLong(100, 200),
  parse: threads,
  deduplicate: 50,
  'classify-stance': threads,
}
// What comes back from the dead finds a free hand.
const concurrency = { ...inHand, fetch: 500, deduplicate: 100 }
const serviceOf = {
  fetch: 'fetcher',
  parse: 'parser',
  deduplicate: 'deduplicator',
  'classify-stance': 'stance-classifier',
} as const satisfies Record<Stage, StageService>
const count = (killsOfEach + 1) * inHand.fetch
const slotsOfHost = 64
const hosts = Math.ceil(count / slotsOfHost)
// lockDuration and stalledInterval of `packages/runtime/src/run-stage.ts`, and 5 s.
const resumedWithinMs = 5_000 + 2_500 + 5_000
const patienceMs = 60_000

// Work takes milliseconds: in a life that is to be cut short it takes longer, or hands would never be full.
const slowly: Readonly<Partial<Record<Stage, Fault>>> = {
  parse: { at: 'work:parse', does: 'block', ms: 100, always: true },
  'classify-stance': { at: 'work:classify-stance', does: 'block', ms: 100, always: true },
}

// What a worker leaves is free after 5 s: from then on, the next one lives until it has found it.
const foundFromMs = 5_000

/** One death of a worker: how many jobs it had in hand, and after how long the first of them was in hand again, or over. */
type Death = { readonly stage: Stage; readonly jobs: number; readonly killedAtMs: number; resumedAfterMs?: number }

/** Offers pages as those of so many hosts: slots are counted by host, and a killed worker's jobs keep theirs. */
async function offer({ stores }: TestLine, pages: Crowd['listed']): Promise<void> {
  const discoveredAt = new Date().toISOString()
  const hint = { title: null, publishedAt: null }
  const offers = pages.map(({ url }, at) => {
    const id = urlId(canonicalUrl(url) ?? url)
    const host = `house-${at % hosts}.test`
    return { v: messageVersion, urlId: id, url, host, sourceId: null, outlet: null, discoveredAt, hint } as const
  })
  await Promise.all(offers.map((found) => stores.runs.accept(found)))
}

/** Who has each job of a stage in hand, by the lock; those of a killed worker stay until their locks have run out. */
async function holdersOf({ redis, prefix }: TestLine, stage: Stage): Promise<Map<string, string | null>> {
  const ids = await redis.lrange(`${prefix}:${stage}:active`, 0, -1)
  if (ids.length === 0) return new Map()
  const tokens = await redis.mget(ids.map((id) => `${prefix}:${stage}:${id}:lock`))
  return new Map(ids.map((id, at) => [id, tokens[at] ?? null]))
}

/** The jobs that were left in hand, and when the first of them is in other hands or over, as against the moment of the kill. */
function watchOrphans(
  line: TestLine,
  stage: Stage,
  left: ReadonlyMap<string, string | null>,
  killedAtMs: number,
): Death {
  const isAnyResumed = async () => {
    const completed = line.redis.zmscore(`${line.prefix}:${stage}:completed`, ...left.keys())
    const [now, finished] = await Promise.all([holdersOf(line, stage), completed])
    const isHeldAnew = [...left].some(([id, token]) => (now.get(id) ?? token) !== token)
    return isHeldAnew || finished.some((at) => at !== null)
  }
  const death: Death = { stage, jobs: left.size, killedAtMs }
  const watch = async () => {
    while (!(await isAnyResumed())) await sleep(100)
    death.resumedAfterMs = Math.round(performance.now() - killedAtMs)
  }
  // A line that is closed before has failed for another reason.
  watch().catch(() => {})
  return death
}

/** Whether a worker that is killed now could not have found what one before it left, although it is free. */
function isTooEarly(deaths: readonly Death[]): boolean {
  const freeSinceMs = performance.now() - foundFromMs
  return deaths.some(({ killedAtMs, resumedAfterMs }) => resumedAfterMs === undefined && killedAtMs < freeSinceMs)
}

/** Stops a worker in the midst of its work, unless a job that died alone before is alone again: two such deaths are its end, whoever killed. */
async function stopIfFair({ redis, prefix }: TestLine, stage: Stage, pid: number): Promise<boolean> {
  process.kill(pid, 'SIGSTOP')
  // What it has sent by now still arrives.
  await sleep(20)
  const starts = await redis.hvals(`${prefix}:started-alone:${stage}`)
  const isFair = starts.every((count) => Number(count) < 2)
  if (!isFair) process.kill(pid, 'SIGCONT')
  return isFair
}

/** Kills the worker of a stage as soon as its hands are full. */
async function killWithFullHands(line: TestLine, stage: Stage, earlier: readonly Death[]): Promise<Death> {
  const service = serviceOf[stage]
  const before = await holdersOf(line, stage)
  const taken = async () => {
    const now = await holdersOf(line, stage)
    return new Map([...now].filter(([id, token]) => token !== null && token !== before.get(id)))
  }
  const faults = [slowly[stage] ?? []].flat()
  const begun = await line.start(service, { waits: false, faults })
  const givenUpAtMs = performance.now() + patienceMs
  let most = 0
  for (let isStopped = false; !isStopped; ) {
    if (begun.isGone()) throw new Error(`the ${service} ended before its hands were full`)
    if (performance.now() > givenUpAtMs) throw new Error(`the ${service} had ${most} jobs in hand at most`)
    await sleep(5)
    const hands = (await taken()).size
    most = Math.max(most, hands)
    const isDue = hands >= inHand[stage] && !isTooEarly(earlier)
    isStopped = isDue && (await stopIfFair(line, stage, begun.pid ?? 0))
  }
  const killedAtMs = performance.now()
  await line.kill(service)
  return watchOrphans(line, stage, await taken(), killedAtMs)
}

/** Kills the worker of a stage again and again, each time with full hands; then lets one live. */
async function killAgainAndAgain(
  line: TestLine,
  stage: Stage,
  refill: (death: number) => Promise<void>,
): Promise<Death[]> {
  const deaths: Death[] = []
  while (deaths.length < killsOfEach) {
    await refill(deaths.length)
    deaths.push(await killWithFullHands(line, stage, deaths))
  }
  await line.start(serviceOf[stage])
  return deaths
}

const held = (pages: Crowd['listed'], death: number) => pages.slice(death * inHand.fetch, (death + 1) * inHand.fetch)

it.each(rounds)(
  'loses nothing and does nothing twice when workers are killed with their hands full, %i',
  async (round) => {
    // What is asked for again is answered at once.
    await using crowd = await openCrowd(count, { isHeld: (_, request) => request === 1 })
    await using line = await openCrowdLine(crowd, { limits: { concurrency, fetch: { hostConcurrency: slotsOfHost } } })
    const fetchers = await killAgainAndAgain(line, 'fetch', (death) => offer(line, held(crowd.listed, death)))
    await offer(line, held(crowd.listed, killsOfEach))
    crowd.letGo()
    const stages = ['parse', 'deduplicate', 'classify-stance'] as const
    const others = await Promise.all(
      stages.map((stage) =>
        killAgainAndAgain(line, stage, (death) => (death === 0 ? untilEnough(line, stage) : Promise.resolve())),
      ),
    )
    const endedAfterMs = await untilEnded(line, count, patienceMs)

    const failed = (await line.ends()).flatMap((event) => (event.type === 'url.failed' ? [event.data] : []))
    expect(failed, 'runs that failed').toEqual([])
    await expectOneEndEach(line, crowd)
    const deaths = [fetchers, ...others].flat()
    const isSeen = () => deaths.every(({ resumedAfterMs }) => resumedAfterMs !== undefined)
    await until('what each of the dead left is seen in other hands', 10_000, isSeen)
    const resumedMs = deaths.map(({ resumedAfterMs = Number.NaN }) => resumedAfterMs)
    for (const [at, { stage, jobs }] of deaths.entries()) {
      expect(jobs, `jobs in hand of ${stage}`).toBeGreaterThan(0)
      expect(resumedMs[at], `time until ${stage} resumed`).toBeLessThanOrEqual(resumedWithinMs)
    }
    const ofStage = (stage: Stage) => deaths.filter((death) => death.stage === stage)
    const facts = Object.keys(serviceOf).map((stage) => {
      const text = ofStage(stage as Stage).map(({ jobs, resumedAfterMs }) => `${jobs} in ${resumedAfterMs}`)
      return [`${stage}: jobs in hand, resumed after (ms)`, text.join(', ')] as const
    })
    printNumbers(`${deaths.length} workers killed with full hands, among ${count} urls, round ${round}`, {
      ...Object.fromEntries(facts),
      'slowest to resume (ms)': Math.max(...resumedMs),
      'all ended, after the last kill (ms)': endedAfterMs,
    })
    await expectAccountsBalance(line)
  },
)

/** Waits until there is enough to fill the hands of each worker that will be killed; between two of them nobody waits. */
async function untilEnough({ redis, prefix }: TestLine, stage: Stage): Promise<void> {
  const waiting = () => redis.llen(`${prefix}:${stage}:wait`)
  const enough = inHand[stage] * (killsOfEach + 1)
  await until(`enough waits for ${stage}`, patienceMs, async () => (await waiting()) >= enough)
}
