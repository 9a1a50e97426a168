import { machinePart, readEnvironment } from '@stancewire/config'
import { openDatabase, projectedTo, rebuild } from '@stancewire/read-model'
import { openArchiveMark } from '@stancewire/storage'
import { Command } from 'commander'
import { type CommandLine, withLine } from '../line.ts'
import { openProgress } from '../progress.ts'
import { plural } from '../table.ts'
import { UsageError } from '../usage-error.ts'

/** `archive`: what the archive holds, and how far it is; making its tables again; doing without it. */
export function archiveCommand(): Command {
  const archive = new Command('archive').description('look at the archive, make its tables again, or do without it')
  archive
    .command('status')
    .description('say where the archive is, what it holds, and how far behind the stream it is')
    .option('--json', 'as one JSON object')
    .action(({ json = false }: { json?: boolean }) => withLine('unused', (line) => status(line, json)))
  archive
    .command('rebuild')
    .description('make all tables again from the events and texts that the archive keeps, with the code of today')
    .action(remake)
  archive
    .command('forget')
    .description('do without an archive from now on: the stream is trimmed as it is written, read or not')
    .action(() => withLine('unused', forget))
  return archive
}

const secondsOf = (ms: number) => Math.round(ms / 1_000)

async function status(line: CommandLine, json: boolean): Promise<void> {
  await using database = await openArchive()
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
  if (json) return console.log(JSON.stringify({ database: kind, position, behindMs, holds }))
  console.log(
    `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}: ${counts.map(([name, count]) => plural(count, name)).join(', ')}`,
  )
  console.log(behindMs === null ? 'no archive reads the stream: start one with "stancewire up archive"' : lag(behindMs))
}

function lag(behindMs: number): string {
  return behindMs === 0
    ? 'all of the stream is in it'
    : `the last event of the stream came ${secondsOf(behindMs)} s after the last one in it`
}

async function remake(): Promise<void> {
  await using database = await openArchive()
  const progress = openProgress('events')
  let shown = 0
  const count = await rebuild(database, (events) => {
    while (shown < events) {
      shown++
      progress.step()
    }
  })
  progress.done()
  console.log(`made again from ${plural(count, 'event')}`)
}

async function forget(line: CommandLine): Promise<void> {
  const mark = openArchiveMark(line.redis, line)
  if ((await mark.read()) === null) return console.log('no archive reads the stream')
  await mark.forget()
  console.log('forgotten: the stream is trimmed as it is written. An archive that runs, or starts again, is noted anew')
}

/** The archive's database; a fault of its address, or of its server, is told in one line. */
async function openArchive() {
  const { databaseUrl } = machinePart(readEnvironment())
  try {
    return await openDatabase(databaseUrl)
  } catch (error) {
    const why =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
    throw new UsageError(`the archive cannot be opened (${withoutPassword(databaseUrl)}): ${why}`, { cause: error })
  }
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.password !== '') url.password = '***'
  return url.href
}
