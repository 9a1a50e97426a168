import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env as inherited } from 'node:process'
import { expect, inject, it, onTestFinished } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')

/** How the service ended that was started with these variables, and all that it said but for its warnings. */
async function ended(folder: string, variables: Record<string, string>) {
  const env = {
    ...inherited,
    DATABASE_URL: '',
    REDIS_URL: inject('redisUrl'),
    STANCEWIRE_PREFIX: '{t-no-database}',
    STANCEWIRE_CONFIG: join(folder, 'stancewire.yaml'),
    STANCEWIRE_DATA: folder,
    STANCEWIRE_LOG_LEVEL: 'error',
    ...variables,
  }
  return new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, [main], { env }, (error, _, said) => resolve({ code: error?.code ?? 0, said }))
  })
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-no-database-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const topic = {
    ...{ id: 'tram-line', title: 'A tram line', proposition: 'The town should build a tram line.' },
    keywords: { must: [['tram']] },
  }
  await writeFile(join(folder, 'topic.yaml'), JSON.stringify(topic))
  await writeFile(join(folder, 'stancewire.yaml'), 'topics: [topic.yaml]\n')
  return folder
}

it('ends with 1, to be started again, where its database is away, and says in one line which and what to do', async () => {
  const DATABASE_URL = 'postgres://ida:secret@127.0.0.1:1/news'
  expect(await ended(await aFolder(), { DATABASE_URL })).toEqual({
    code: 1,
    said: expect.stringMatching(
      /^the archive's database at postgres:\/\/127\.0\.0\.1:1\/news, which DATABASE_URL names, .*\n$/,
    ),
  })
})

it('ends with 2 where its database can never be opened, and says in one line what to set', async () => {
  const folder = await aFolder()
  const malformed = await ended(folder, { DATABASE_URL: 'postgres://ida:secret#1@127.0.0.1/news' })
  expect(malformed).toEqual({ code: 2, said: expect.stringMatching(/^DATABASE_URL cannot be read .*\n$/) })
  expect(malformed.said).not.toContain('secret')
  const file = join(folder, 'archive', 'archive.sqlite')
  await mkdir(join(folder, 'archive'))
  await writeFile(file, 'no database at all, '.repeat(500))
  const { code, said } = await ended(folder, {})
  expect({ code, lines: said.trim().split('\n').length }).toEqual({ code: 2, lines: 1 })
  expect(said).toContain(`the archive at ${file} cannot be read: `)
})
