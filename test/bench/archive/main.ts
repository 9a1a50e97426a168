import { argv } from 'node:process'
import { type Database, findArticles, findPositions, project } from '@stancewire/read-model'
import { articleEntries, word } from './articles.ts'
import { readAll, writeInBulk } from './bulk.ts'
import { type Pair, pairs } from './databases.ts'

/**
 * `npm run bench:archive -- --articles N`: what a projection costs, as a share of writing the same rows in bulk and nothing else, in turn on the
 * same machine; and how long the archive takes to answer. On SQLite, and on the PostgreSQL that BENCH_POSTGRES names.
 */

const articles = argv.includes('--articles') ? Number(argv[argv.indexOf('--articles') + 1]) : 20_000
const batch = 500
const floor = 0.6
const asked = 200

for (const openPair of pairs()) {
  await using pair = await openPair()
  await benchOn(pair)
}

async function benchOn({ first, second }: Pair): Promise<void> {
  console.log(`\n${first.kind}, ${articles} articles in batches of ${batch}`)
  const projected = await projectAll(first)
  const written = await readAll(first)
  const bare = await timed(() => writeInBulk(second, written, batch))
  const share = bare / projected
  console.log(`projection as a share of bare bulk insert   ${share.toFixed(2)} (floor ${floor})`)
  if (share < floor) process.exitCode = 1
  const database = first
  const page = { limit: 20 }
  const terms = Array.from({ length: asked }, (_, at) => `${word(at * 7)} ${word((at * 13) % 500)}`)
  await told(
    'search by two words',
    terms.map((search) => () => findArticles(database, { search }, page)),
  )
  await told(
    'search by a word, on a topic',
    terms.map(
      (term, at) => () => findArticles(database, { search: term.split(' ')[0], topic: `topic-${at % 3}` }, page),
    ),
  )
  await told(
    'where everybody stands on a topic',
    terms.map((_, at) => () => findPositions(database, { topic: `topic-${at % 3}` }, page)),
  )
}

/** Milliseconds of projecting alone. */
async function projectAll(database: Database): Promise<number> {
  let took = 0
  for (let at = 0; at < articles; at += batch) {
    const some = articleEntries(at, Math.min(batch, articles - at))
    took += await timed(() => project(database, some))
  }
  return took
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganAtMs = performance.now()
  await work()
  return performance.now() - beganAtMs
}

async function told(what: string, questions: readonly (() => Promise<{ items: unknown[] }>)[]): Promise<void> {
  const took: number[] = []
  let found = 0
  for (const question of questions) {
    const beganAtMs = performance.now()
    found += (await question()).items.length
    took.push(performance.now() - beganAtMs)
  }
  const at = (share: number) => took.toSorted((a, b) => a - b)[Math.ceil(took.length * share) - 1]?.toFixed(1)
  console.log(
    `${what.padEnd(43)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${(found / questions.length).toFixed(1)} rows each)`,
  )
}
