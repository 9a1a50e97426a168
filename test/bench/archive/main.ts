import { argv } from 'node:process'
import { type Database, project, rebuild, type Tables } from '@stancewire/read-model'
import { sql } from 'kysely'
import { articleEntries } from './articles.ts'
import { makeOwnIndex, wordsOf, writeInBulk } from './bulk.ts'
import { type Databases, kindsOfDatabases } from './databases.ts'
import { askAll } from './questions.ts'
import { openWritten } from './written.ts'

/**
 * `npm run bench:archive -- --articles N [--rebuild]`: what a projection costs, against writing the same rows in bulk and nothing else, batch by
 * batch in turn on the same machine; and how long the archive takes to answer. On SQLite, and on the PostgreSQL that BENCH_POSTGRES names.
 */

const articles = argv.includes('--articles') ? Number(argv[argv.indexOf('--articles') + 1]) : 20_000
const rebuilds = argv.includes('--rebuild')
const batch = 500
const floor = 0.6
const aim = 0.8

for (const open of kindsOfDatabases()) {
  await using databases = await open()
  const { projected } = databases
  console.log(`\n${projected.kind}: ${articles} articles with their texts, ${batch} a transaction`)
  tellCosts(await measure(databases))
  for (const written of [databases.ready, databases.own]) await expectSameRows(projected, written)
  // As PostgreSQL does by itself after a while, unless it is told not to.
  if (projected.kind === 'postgres') await sql`vacuum analyze`.execute(projected.db)
  for (const { what, p50, p95, rows } of await askAll(projected))
    tell(what, `p50 ${inMs(p50)}  p95 ${inMs(p95)}  ${rows.toFixed(1)} rows each`)
  if (rebuilds) await tellRebuild(projected)
  tell('memory of this process at its highest', `${memoryMb()} MB`)
}

/** Milliseconds. */
type Costs = { projected: number; ready: number; own: number }

/** Projects into the first database, and writes what that wrote to the others, batch by batch in turn. */
async function measure({ projected, ready, own }: Databases): Promise<Costs> {
  const readWritten = openWritten(projected)
  await makeOwnIndex(own)
  const costs = { projected: 0, ready: 0, own: 0 }
  for (let at = 0; at < articles; at += batch) {
    const entries = articleEntries(at, Math.min(batch, articles - at))
    costs.projected += await timed(() => project(projected, entries))
    const rows = await readWritten(entries)
    const words = wordsOf(rows)
    costs.ready += await timed(() => writeInBulk(ready, rows, words, 'ready'))
    costs.own += await timed(() => writeInBulk(own, rows, words, 'own'))
    for (const { db } of [ready, own]) await db.deleteFrom('outbox').execute()
  }
  return costs
}

function tellCosts({ projected, ready, own }: Costs): void {
  const rate = (ms: number) => `${String(Math.round((articles / ms) * 1_000)).padStart(6)} articles/s`
  const share = own / projected
  tell('projection', rate(projected))
  tell(
    'bare bulk insert, words stemmed by the database',
    `${rate(own)}  ratio ${share.toFixed(2)} (floor ${floor}, aim ${aim})`,
  )
  tell('bare bulk insert, words stemmed before', `${rate(ready)}  ratio ${(ready / projected).toFixed(2)}`)
  if (share < floor) process.exitCode = 1
}

function tell(what: string, figures: string): void {
  console.log(`${what.padEnd(48)} ${figures}`)
}

/** Throws where one database holds other rows than the other: then the two were no comparison. */
async function expectSameRows(projected: Database, written: Database): Promise<void> {
  const tables = [
    ...(['event', 'text', 'article', 'articleTopic', 'revision', 'articleGroup', 'holder', 'statement'] as const),
    ...(['standing', 'positionChange', 'run', 'runStep', 'counter'] as const),
  ]
  for (const table of tables) {
    const counts = [await countOf(projected, table), await countOf(written, table)]
    if (counts[0] !== counts[1]) throw new Error(`${table}: ${counts.join(' rows, in bulk ')}`)
  }
}

async function countOf({ db }: Database, table: keyof Tables): Promise<number> {
  const { rows } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(rows)
}

async function tellRebuild(database: Database): Promise<void> {
  let highest = 0
  const took = await timed(() =>
    rebuild(database, () => {
      highest = Math.max(highest, process.memoryUsage().rss)
    }),
  )
  const rate = Math.round((articles / took) * 1_000)
  tell('rebuild', `${String(rate).padStart(6)} articles/s  ${Math.round(highest / 1e6)} MB at its highest`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganAtMs = performance.now()
  await work()
  return performance.now() - beganAtMs
}

function inMs(ms: number): string {
  return `${ms.toFixed(1).padStart(6)} ms`
}

function memoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_000)
}
