import {
  countDead,
  type Database,
  discardDead,
  projectedTo,
  readDead,
  rebuild,
  retryDead,
} from '@stancewire/read-model'
import { openArchiveMark } from '@stancewire/storage'
import { Command } from 'commander'
import { auditIn, openCliAudit } from '../cli-audit.ts'
import { type CommandLine, withLine } from '../line.ts'
import { openFilledArchive, refuseNoArchive } from '../open-archive.ts'
import { openProgress } from '../progress.ts'
import { clip, plural } from '../table.ts'
import { UsageError } from '../usage-error.ts'

/** `archive`: what the archive holds, and how far it is; making its tables again; doing without it. */
export function archiveCommand(): Command {
  const archive = new Command('archive').description('look at the archive, make its tables again, or do without it')
  archive
    .command('status')
    .description('say where the archive is, what it holds, and how far behind the stream it is')
    .option('--json', 'as one JSON object')
    .action(async ({ json = false }: { json?: boolean }) => {
      // Before a Redis is started for it.
      refuseNoArchive()
      await withLine('unused', (line) => status(line, json))
    })
  archive
    .command('rebuild')
    .description('make all tables again from the events and texts that the archive keeps, with the code of today')
    .action(remake)
  archive
    .command('retry-dead')
    .description('try the entries of the stream that could not be brought in once more, such as after an upgrade')
    .action(retry)
  archive
    .command('discard-dead')
    .description('let the entry of a position go for good that could not be brought in, or all of them')
    .argument('[position]', 'as "archive status" shows it')
    .option('--all', 'all dead letters')
    .action(discard)
  archive
    .command('forget')
    .description('do without an archive from now on: the stream is trimmed as it is written, read or not')
    .action(() => withLine('unused', forget))
  return archive
}

const secondsOf = (ms: number) => Math.round(ms / 1_000)

async function status(line: CommandLine, json: boolean): Promise<void> {
  await using database = await openFilledArchive()
  const { db, kind } = database
  const counts = await Promise.all(
    (['event', 'article', 'text', 'statement', 'holder', 'story', 'run'] as const).map(async (table) => {
      const row = await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('rows'))
        .executeTakeFirstOrThrow()
      return [table, Number(row.rows)] as const
    }),
  )
  const holds = Object.fromEntries(counts)
  const behindMs = await openArchiveMark(line.redis, line).behindMs()
  const position = await projectedTo(db)
  const dead = await countDead(database)
  if (json) return console.log(JSON.stringify({ database: kind, position, behindMs, dead, holds }))
  console.log(
    `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}: ${counts.map(([name, count]) => counted(count, name)).join(', ')}`,
  )
  console.log(
    behindMs === null ? 'no archive reads the stream: start one with "npx stancewire up archive"' : lag(behindMs),
  )
  if (dead > 0) await tellDead(database, dead)
}

function counted(count: number, table: string): string {
  return count !== 1 && table === 'story' ? `${count} stories` : plural(count, table)
}

const deadShown = 5
const errorWidth = 120

async function tellDead(database: Database, count: number): Promise<void> {
  console.log(`${plural(count, 'dead letter')}: entries of the stream that could not be brought in, and are kept.`)
  for (const { position, error } of await readDead(database, deadShown))
    console.log(`  ${position}  ${clip(error, errorWidth)}`)
  console.log(
    'after an upgrade, try them again: npx stancewire archive retry-dead; to let one go: npx stancewire archive discard-dead',
  )
}

function lag(behindMs: number): string {
  return behindMs === 0
    ? 'all of the stream is in it'
    : `the last event of the stream came ${secondsOf(behindMs)} s after the last one in it`
}

async function remake(): Promise<void> {
  await using database = await openFilledArchive()
  const progress = openProgress('events')
  let shown = 0
  const count = await rebuild(database, (events) => {
    while (shown < events) {
      shown++
      progress.step()
    }
  })
  progress.done()
  await auditIn(database)({ action: 'archive.rebuild', filter: {}, affected: count })
  console.log(`made again from ${plural(count, 'event')}`)
}

async function retry(): Promise<void> {
  await using database = await openFilledArchive()
  const { revived, dead } = await retryDead(database)
  if (revived + dead === 0) return console.log('no entry of the stream is a dead letter')
  await auditIn(database)({ action: 'archive.retry-dead', filter: {}, affected: revived })
  console.log(`brought in ${revived} of ${plural(revived + dead, 'dead letter')}`)
}

async function discard(position: string | undefined, { all = false }: { all?: boolean }): Promise<void> {
  if ((position === undefined) !== all) throw new UsageError('name the position of a dead letter, or --all')
  await using database = await openFilledArchive()
  const count = await discardDead(database, position === undefined ? 'all' : { position })
  if (count === 0) {
    if (position !== undefined) throw new UsageError(`no dead letter at ${position}: see npx stancewire archive status`)
    return console.log('no entry of the stream is a dead letter')
  }
  const filter = position === undefined ? { all } : { position }
  await auditIn(database)({ action: 'archive.discard-dead', filter, affected: count })
  console.log(`let go of ${plural(count, 'dead letter')}`)
}

async function forget(line: CommandLine): Promise<void> {
  const mark = openArchiveMark(line.redis, line)
  const position = await mark.read()
  if (position === null) return console.log('no archive reads the stream')
  await using audit = await openCliAudit()
  await mark.forget()
  await audit.note({ action: 'archive.forget', filter: { position }, affected: null })
  console.log('forgotten: the stream is trimmed as it is written. An archive that runs, or starts again, is noted anew')
}
