import { type PipelineEvent, RunRef, type TerminalEvent } from '@stancewire/contracts'
import { type Write, writes } from '@stancewire/faults'
import { Queue } from 'bullmq'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Crowd, openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine } from '../e2e/crowd-line.ts'
import { type Keeper, type StageService, stageServices, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { runCommand } from './command.ts'
import { deaths, deathsOf, faultsOf, livesBefore, stories } from './deaths.ts'
import { printNumbers } from './numbers.ts'
import { makeOlder } from './older.ts'

const count = 120
const broken = 31
const pagesLost = 8
const replayed = 2
const heldBack = 10
const concurrency = { fetch: 4, parse: 1, deduplicate: 1, 'classify-stance': 1 }
// Each death costs a start: the wait is for machines that have much else to do.
const patienceMs = 300_000

type Kept = Readonly<Record<StageService, Keeper>>

const open = new AsyncDisposableStack()
const commandLogs: string[] = []
let crowd: Crowd
let line: TestLine
let kept: Kept
let failedAtFirst: { readonly url: string }
let tookMs = 0

/** One crowd in whose pages every write happens, on a line whose every service dies all of its deaths, and then lives on. */
beforeAll(async () => {
  const beganAtMs = performance.now()
  crowd = open.use(
    await openCrowd(count, { isBusyOnce: (at) => at % 30 === 5, isBroken: (at) => at === broken, heldBack }),
  )
  const limits = { concurrency, pageKeptMinutes: 0, fetch: { hostConcurrency: 64 } }
  line = open.use(await openCrowdLine(crowd, { limits }))
  const keep = (who: StageService) => line.keep(who, { lives: deathsOf(who).map(faultsOf) })
  const early = {
    discoverer: keep('discoverer'),
    fetcher: keep('fetcher'),
    deduplicator: keep('deduplicator'),
    'stance-classifier': keep('stance-classifier'),
  }
  const jobless = await loseSome(line)
  kept = { ...early, parser: keep('parser') }
  await Promise.all([operate(line, kept), untilAllDied(line, kept, jobless)])
  await untilAllEnded(line)
  tookMs = Math.round(performance.now() - beganAtMs)
}, patienceMs + 60_000)

afterAll(() => open.disposeAsync(), 60_000)

/** Drops pages by hand while nobody reads them, and takes one job more away altogether; gives the run that had it. */
async function loseSome({ stores, redis, prefix }: TestLine): Promise<RunRef> {
  const parse = new Queue('parse', { connection: redis, prefix })
  await until(`${pagesLost} pages wait to be parsed`, 60_000, async () => (await parse.getWaitingCount()) > pagesLost)
  const [jobless, ...pageless] = await parse.getWaiting(0, pagesLost)
  for (const { data } of pageless) await stores.bodies.drop({ ...RunRef.parse(data), kind: 'page' })
  await jobless?.remove()
  await parse.close()
  return RunRef.parse(jobless?.data)
}

/** What an operator does; each of the commands dies before its write, is given again, and dies after it. */
async function operate(of: TestLine, { parser, deduplicator, 'stance-classifier': classifier }: Kept): Promise<void> {
  const failed = async (isIt: (event: TerminalEvent) => boolean) => (await of.ends()).find(isIt)
  // While it waited for the job that comes back alone, it may have read all there was; the next one is to fail.
  await classifier.ended(livesBefore('stance-classifier', 'suspect:after') + 1)
  await runCommand(of, ['add', ...crowd.listed.slice(-heldBack).map(({ url }) => url)])
  await classifier.ended(livesBefore('stance-classifier', 'sweep:after') + 1)
  await until('the broken page has failed', 60_000, async () => (await failed(isBroken)) !== undefined)
  await dieTwice('discard', ['failed', 'discard', '--all', '--stage', 'fetch'])

  const swept = await failed((event) => event.type === 'url.failed' && event.data.stage === 'classify-stance')
  if (!swept) {
    const facts = { ends: (await of.ends()).filter(({ type }) => type === 'url.failed'), lives: classifier.ends }
    throw new Error(`no sweep has published the end of the run that failed at first; ${JSON.stringify(facts)}`)
  }
  failedAtFirst = swept.data
  // Before its turn, the next run could be in hand at a death that is meant for others.
  await deduplicator.ended(livesBefore('deduplicator', 'hand:before'))
  await dieTwice('retry', ['failed', 'retry', '--all', '--stage', 'classify-stance'])
  await deduplicator.ended(livesBefore('deduplicator', 'admit:before'))
  await dieTwice('replay', ['replay', '--stage', 'classify', '--since', '2000-01-01', '--limit', String(replayed)])
  const pausedAt = livesBefore('parser', 'halt:before')
  await parser.ended(pausedAt)
  await dieTwice('pause', ['pause', 'stage', 'parse', '--reason', 'a test'])
  // Its queue is paused by those who read it, and set going by them.
  await parser.ended(pausedAt + 2)
  await dieTwice('resume', ['resume', 'stage', 'parse'])
}

const isBroken = ({ data }: PipelineEvent) => 'url' in data && data.url === crowd.listed[broken]?.url

async function dieTwice(write: Write, args: readonly string[]): Promise<void> {
  for (const at of [`${write}:before`, `${write}:after`] as const) {
    const faults = deathsOf('command').filter((death) => death.at === at)
    const env = {
      NODE_OPTIONS: '--conditions=stancewire-faults',
      STANCEWIRE_FAULTS: JSON.stringify(faults.flatMap(faultsOf)),
    }
    const { stderr } = await runCommand(line, args, { env })
    commandLogs.push(stderr)
  }
}

/** Waits until every service has died all of its deaths. Nobody waits until what a death left lying is old enough to be looked for. */
async function untilAllDied(of: TestLine, all: Kept, jobless: RunRef): Promise<void> {
  const left = () => stageServices.filter((who) => all[who].ends.length < deathsOf(who).length)
  await until('every service died each of its deaths', patienceMs, async () => {
    await makeOlder(of, [jobless])
    return left().length === 0
  }).catch((error: Error) => {
    const next = left().map((who) => `${who} at ${deathsOf(who)[all[who].ends.length]?.at}`)
    throw new Error(`${error.message}; left: ${next.join(', ')}`, { cause: error })
  })
}

async function untilAllEnded(of: TestLine): Promise<void> {
  let facts = {}
  await until('every run has ended', 60_000, async () => {
    await makeOlder(of, [])
    const { accepted = 0, ended = 0 } = await of.stores.runs.counters()
    facts = { accepted, ended }
    return ended === accepted && accepted === count + replayed + 1
  }).catch((error: Error) => {
    throw new Error(`${error.message}; ${JSON.stringify(facts)}`, { cause: error })
  })
}

it('walks every write of the closed list, just before and just after', () => {
  const walked = new Set(deaths.map(({ at }) => at))
  const expected = writes.flatMap((write) => [`${write}:before`, `${write}:after`])
  expect([...walked].sort()).toEqual(expected.sort())
})

describe.each(Object.entries(stories))('between %s', (_, parted) => {
  it.each(parted)('the $who dies at $at', ({ at, who }) => {
    const said = who === 'command' ? commandLogs.join('') : line.log()
    const times = deaths.filter((death) => death.at === at && (death.who === 'command') === (who === 'command')).length
    expect(said.split(`fault at ${at}: die\n`).length - 1, `deaths at ${at}`).toBe(times)
  })
})

it('dies of nothing else', () => {
  for (const who of stageServices) {
    const signals = kept[who].ends.map(({ signal, byItself }) => (byItself ? signal : 'ended from here'))
    expect(signals, who).toEqual(deathsOf(who).map(() => 'SIGKILL'))
  }
})

it('gives each listed url the end it should have, and each run one end', async () => {
  const ends = await line.ends()
  const text = crowd.listed.find(({ url }) => url === failedAtFirst.url)?.text
  // A copy of the one that failed may stand in for it.
  const others = crowd.listed.filter((page) => page.text !== text)
  const firstRuns = { ...line, ends: async () => ends.filter(({ data }) => data.run === 1) }
  await expectOneEndEach(firstRuns, { listed: others })
  const runs = ends.map(({ data: { urlId, run } }) => `${urlId}/${run}`)
  expect(runs.length).toBe(new Set(runs).size)
  const again = ends.filter(({ data }) => data.run > 1)
  expect(again.map(({ type }) => type)).toEqual(Array.from({ length: replayed + 1 }, () => 'article.classified'))
  expect(again.map(({ data }) => data.url)).toContain(failedAtFirst.url)
})

it('announces once that a run is given up', async () => {
  const discarded = (await line.events()).filter(({ type }) => type === 'url.discarded')
  expect(discarded.map(({ data }) => (data as { url: string }).url)).toEqual([crowd.listed[broken]?.url])
})

it('balances in the end', async () => {
  const found = (text: string) => line.log().split(`"msg":"${text}"`).length - 1
  const byService = stageServices.map((who) => [`deaths of the ${who}`, kept[who].ends.length] as const)
  printNumbers(`A death just before and just after each of ${writes.length} writes`, {
    urls: count,
    ...Object.fromEntries(byService),
    'deaths of commands': deathsOf('command').length,
    'slots, runs and replays left lying, and found': `${found('slot was forgotten')}, ${found('run had lost its job')}, ${found('replay was forgotten')}`,
    'all ended after (ms)': tookMs,
  })
  await expectAccountsBalance(line)
})
