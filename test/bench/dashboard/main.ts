import { argv } from 'node:process'
import { addArticles, addFailedRuns } from './fill.ts'
import { openFollowers } from './followers.ts'
import { askLists } from './lists.ts'
import { openLaden } from './open-laden.ts'
import { retryAll } from './retry-all.ts'
import { rssMb } from './rss.ts'

/**
 * `npm run bench:dashboard -- --failed N --articles N`: what a dashboard that many look at costs, over a line with so many failed runs and an
 * archive of so many articles: how soon its lists come, what it asks of Redis, and how the API's memory grows. It ends with 1 where a floor is missed.
 */

const failed = numberOf('--failed', 5_000)
const articles = numberOf('--articles', 5_000)
const followersMost = 20
const floors = { p95Ms: 300, commandsRatio: 1.2, rssGrowthMb: 100 }

await using laden = await openLaden()
console.log(`${failed} failed runs, ${articles} articles; the API is a process of its own, its archive SQLite`)
tell('articles brought into the archive', await perSecond(articles, () => addArticles(laden, articles)))
tell('failed runs made', await perSecond(failed, () => addFailedRuns(laden, failed)))
const api = await laden.startApi()
tell('memory of the API, at rest', `${await rssMb(api.pid)} MB`)

const commands = new Map<number, number>()
for (const count of [0, 1, followersMost]) {
  await using followers = await openFollowers(api.base, count)
  const { perSecond: rate, samples } = await followers.watch(laden.redis)
  commands.set(count, rate)
  tell(`Redis commands, ${count} following`, `${rate.toFixed(1)}/s  ${samples.toFixed(2)} samples/s for each`)
  // The lists are asked for while all of them look.
  if (count === followersMost) await tellLists()
}
const ratio = (commands.get(followersMost) ?? 0) / (commands.get(1) ?? 0)
tell(`commands, ${followersMost} following beside one`, `${ratio.toFixed(2)} x (at most ${floors.commandsRatio})`)
missIf(!(ratio <= floors.commandsRatio))
await tellRetry()

async function tellLists(): Promise<void> {
  const before = await rssMb(api.pid)
  for (const { what, p50, p95, rows, isJudged } of await askLists(api.base)) {
    const judged = isJudged ? ` (at most ${floors.p95Ms})` : ''
    tell(what, `p50 ${inMs(p50)}  p95 ${inMs(p95)}${judged}  ${rows} rows`)
    missIf(isJudged && p95 > floors.p95Ms)
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
