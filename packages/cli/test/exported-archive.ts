import { join } from 'node:path'
import { type Database, openDatabase, project } from '@stancewire/read-model'
import {
  articleId,
  classified,
  databases,
  duplicated,
  entry,
  failed,
  position,
  stopped,
  storyId,
} from '@stancewire/read-model/test'
import { aFolder, runCommand, startCommand } from './command.ts'

/** An archive, and `stancewire` that exports from it. */
export type ExportedArchive = AsyncDisposable & {
  readonly database: Database
  readonly folder: string
  /** Runs `stancewire export` with these words. */
  run(...words: string[]): ReturnType<typeof runCommand>
  start(...words: string[]): ReturnType<typeof startCommand>
}

export const archiveKinds = [
  { name: 'SQLite', openArchive: openSqliteArchive },
  { name: 'PostgreSQL', openArchive: openPostgresArchive },
] as const

/** An empty archive in a file of its own. */
export async function openSqliteArchive(): Promise<ExportedArchive> {
  const folder = await aFolder()
  const database = await openDatabase(join(folder.path, 'archive', 'archive.sqlite'))
  return exported(database, folder, {})
}

async function openPostgresArchive(): Promise<ExportedArchive> {
  const database = await databases[1].openEmpty()
  return exported(database, await aFolder(), { DATABASE_URL: database.url })
}

function exported(database: Database, folder: Awaited<ReturnType<typeof aFolder>>, more: Record<string, string>) {
  const options = { env: { STANCEWIRE_DATA: folder.path, ...more }, cwd: folder.path }
  return {
    database,
    folder: folder.path,
    run: (...words: string[]) => runCommand(['export', ...words], options),
    start: (...words: string[]) => startCommand(['export', ...words], options),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** Texts that break tables: separators, quotes, line ends, what a spreadsheet takes for a formula, signs beyond 16 bits. */
export const nasty = [
  'Trams, trams, "trams"',
  'Two\nlines',
  'Two\r\nlines, and a "quote"',
  '=HYPERLINK("http://x.example","the line")',
  '+46 8 123',
  '- no, said the mayor',
  '@harbour',
  '\ttabbed',
  "'=quoted already",
  '🚋 Straßenbahn, 電車 e\u0301',
  '"',
]

const hour = (at: number) => `2026-03-01T${String(at).padStart(2, '0')}:00:00Z`
const aStory = (name: string, size: number) => ({
  type: 'story.created' as const,
  data: {
    ...{ storyId: storyId(name), title: `Story, ${name}`, articleId: articleId(name), size, topics: ['tram-line'] },
    ...{ outlets: ['Courier', 'Post'], firstAt: hour(0), lastAt: hour(1) },
  },
})

/** Fills an archive with a bit of everything: nasty quotes, three stances, copies, stops, failures, two topics. */
export async function fill(database: Database): Promise<void> {
  const voiced = nasty.map((quote, at) =>
    entry(
      classified(`nasty-${at}`, {
        ...{ publishedAt: hour(at), title: `On ${quote}`.slice(0, 200), outlet: at % 2 === 0 ? 'Courier' : 'Post' },
        positions: [
          position('Ida Holm', at % 3 === 0 ? 'oppose' : 'support', { quote, affiliation: 'Harbour Council' }),
          position('Free Rails', 'support', { holderType: 'organisation', quote: `${quote} again` }),
        ],
      }),
      `A text. ${quote}`,
    ),
  )
  const rest = [
    entry(aStory('nasty-0', 1)),
    entry(classified('wavering', { publishedAt: hour(20), positions: [position('Jon Berg', 'mixed')] }), 'He wavers.'),
    entry(
      classified('rain', { publishedAt: hour(21), topic: 'rain-tax', positions: [position('Mara Lind', 'oppose')] }),
      'No.',
    ),
    entry(duplicated('copy', 'nasty-0', { publishedAt: hour(22) }), 'A text.'),
    entry(stopped('elsewhere')),
    entry(failed('slow')),
  ]
  await project(database, [...voiced, ...rest])
}

/** So many runs of long ago, all of them alike. */
export async function fillRuns({ db }: Database, count: number): Promise<void> {
  await db.transaction().execute(async (writing) => {
    for (let at = 0; at < count; at += 500) {
      const rows = Array.from({ length: Math.min(500, count - at) }, (_, one) => runNumber(at + one))
      await writing.insertInto('run').values(rows).execute()
    }
  })
}

function runNumber(at: number) {
  const urlId = `u${String(at).padStart(32, '0')}`
  return {
    ...{ urlId, run: 1, url: `https://courier.example/an-address-of-some-length/${at}`, host: 'courier.example' },
    ...{ endedMs: 1_700_000_000_000 + (at >> 2), endedBy: 'url.stopped', stage: 'parse', reason: 'off-topic' },
    ...{ detail: null, errorName: null, attempts: null, articleId: null, sourceId: null },
    ...{ discoveredMs: null, discardedMs: null },
  }
}
