import { argv } from 'node:process'
import { advice, findChromium } from '../../browser/find-chromium.ts'
import { addArticles, addFailedRuns } from './fill.ts'
import { openFollowers } from './followers.ts'
import { askLists } from './lists.ts'
import { openLaden } from './open-laden.ts'
import { retryAll } from './retry-all.ts'
import { rssMb } from './rss.ts'
import { openTabs } from './tabs.ts'
import { addWaitingJobs } from './waiting-jobs.ts'
import type { Watched } from './watch-redis.ts'

/**
 * `npm run bench:dashboard -- --failed N --articles N --jobs N`: what a dashboard that many look at costs, over a line with so many failed runs and waiting jobs and
 * an archive of so many articles: how soon its lists come, what it asks of Redis, and how the API's memory grows. It ends with 1 where a floor is missed.
 */

const failed = numberOf('--failed', 5_000)
const articles = numberOf('--articles', 5_000)
const jobs = numberOf('--jobs', 50_000)
const many = 20
const floors = { p95Ms: 300, commandsRatio: 1.2, rssGrowthMb: 100 }

await using laden = await openLaden()
console.log(
  `${failed} failed runs, ${jobs} waiting jobs, ${articles} articles; the API is a process of its own on SQLite`,
)
tell('articles brought into the archive', await perSecond(articles, () => addArticles(laden, articles)))
tell('failed runs made', await perSecond(failed, () => addFailedRuns(laden, failed)))
tell('waiting jobs made', await perSecond(jobs, () => addWaitingJobs(laden, jobs)))
const api = await laden.startApi()
tell('memory of the API, at rest', `${await rssMb(api.pid)} MB`)
{
  await using nobody = await openFollowers(api.base, 0)
  tellWatched('nobody', await nobody.watch(laden.redis))
}
await tellTabs()
await tellBrowsers()
await tellRetry()

/** Tabs of one browser: they share what they follow by. */
async function tellTabs(): Promise<void> {
  const chromium = await findChromium((line) => console.log(line))
  if (chromium === undefined) {
    tell('tabs of a browser', advice)
    return missIf(true)
  }
  const one = await watchTabs(chromium, 1)
  tellRatio(`${many} tabs beside one`, one, await watchTabs(chromium, many))
}

async function watchTabs(chromium: string, count: number): Promise<Watched> {
  await using tabs = await openTabs(chromium, api.base, count)
  const watched = await tabs.watch(laden.redis)
  const { connections, old } = await tabs.state()
  tellWatched(`${count} ${count === 1 ? 'tab' : 'tabs'}`, watched)
  tell('  their first picture, the slowest', `${inMs(tabs.slowestMs)}  ${connections} connection, ${old} old pictures`)
  missIf(connections !== 1 || old > 0)
  return watched
}

/** As many browsers: each follows by itself, and the lists are asked for while all of them do. */
async function tellBrowsers(): Promise<void> {
  const one = await watchBrowsers(1)
  tellRatio(`${many} browsers beside one`, one, await watchBrowsers(many, tellLists))
}

async function watchBrowsers(count: number, then?: () => Promise<void>): Promise<Watched> {
  await using followers = await openFollowers(api.base, count)
  const watched = await followers.watch(laden.redis)
  tellWatched(`${count} ${count === 1 ? 'browser' : 'browsers'}`, watched)
  await then?.()
  return watched
}

function tellWatched(who: string, { perSecond: rate, samples }: Watched): void {
  tell(`Redis commands, ${who} following`, `${rate.toFixed(1)}/s  ${samples.toFixed(2)} samples/s for each`)
}

function tellRatio(what: string, one: Watched, other: Watched): void {
  const ratio = other.perSecond / one.perSecond
  tell(`Redis commands, ${what}`, `${ratio.toFixed(2)} x (at most ${floors.commandsRatio})`)
  missIf(!(ratio <= floors.commandsRatio))
}

async function tellLists(): Promise<void> {
  const before = await rssMb(api.pid)
  for await (const { what, p50, p95, rows } of askLists(api)) {
    tell(what, `p50 ${inMs(p50)}  p95 ${inMs(p95)} (at most ${floors.p95Ms})  ${rows} rows`)
    missIf(p95 > floors.p95Ms)
  }
  tell('memory of the API, before and after that', `${before} MB, ${await rssMb(api.pid)} MB`)
}

async function tellRetry(): Promise<void> {
  const retried = await retryAll(api)
  const { total, seconds, beforeMb, highestMb, afterMb, state } = retried
  const growthMb = Math.max(...highestMb) - beforeMb
  tell('retry of all of one kind', `${state}: ${retried.done} of ${total}, ${Math.round(total / seconds)}/s`)
  const [first, second] = highestMb
  tell('memory of the API, before and after that', `${beforeMb} MB, ${afterMb} MB`)
  tell('at its highest, first half and second', `${first} MB, ${second} MB`)
  tell('growth', `${growthMb} MB (at most ${floors.rssGrowthMb})`)
  missIf(state !== 'done' || retried.done !== total || growthMb > floors.rssGrowthMb)
}

function missIf(isMissed: boolean): void {
  if (!isMissed) return
  console.log('  ^ missed')
  process.exitCode = 1
}

function tell(what: string, figures: string): void {
  console.log(`${what.padEnd(48)} ${figures}`)
}

function inMs(ms: number): string {
  return `${ms.toFixed(1).padStart(6)} ms`
}

async function perSecond(count: number, work: () => Promise<void>): Promise<string> {
  const beganAtMs = performance.now()
  await work()
  const seconds = (performance.now() - beganAtMs) / 1_000
  return `${seconds.toFixed(0).padStart(4)} s, ${Math.round(count / seconds)}/s`
}

function numberOf(name: string, standard: number): number {
  const given = argv.includes(name) ? Number(argv[argv.indexOf(name) + 1]) : standard
  if (!Number.isInteger(given) || given < 1) throw new Error(`${name} wants a number from 1 on`)
  return given
}
