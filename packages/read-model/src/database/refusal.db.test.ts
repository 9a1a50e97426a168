import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwayError, MisuseError } from '@stancewire/contracts'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { openDatabase } from './open-database.ts'

async function whyNot(url: string, threads?: number): Promise<Error> {
  const opening = openDatabase(url, threads === undefined ? {} : { threads })
  return opening.then(
    () => new Error('it was opened'),
    (error: Error) => error,
  )
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-refusal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('a PostgreSQL that cannot be opened', () => {
  it.each([
    'postgres://ida:secret@127.0.0.1:1/news',
    'postgres://ida:secret@localhost:1/news?password=secret',
    'postgres://ida:secret@nowhere.invalid/news',
  ])('may come, where nobody answers: %s', async (url) => {
    const error = await whyNot(url)
    expect(error).toBeInstanceOf(AwayError)
    expect(error.message).toMatch(
      /^the archive's database at postgres:\/\/[\w.]+(?::1)?\/news, which DATABASE_URL names, cannot be reached: .*(ECONNREFUSED|ENOTFOUND|EAI_AGAIN).*; start it, or set DATABASE_URL right/,
    )
    expect(error.message).not.toContain('secret')
  })

  it('may come, where somebody listens and says nothing', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as AddressInfo
    const error = await whyNot(`postgres://ida:secret@127.0.0.1:${port}/news`)
    expect(error).toBeInstanceOf(AwayError)
    expect(error.message).toMatch(/cannot be reached: timeout expired; start it/)
  }, 15_000)

  it.each(['postgres://ida:secret#1@127.0.0.1/news', 'postgres://ida:secret@127.0.0.1:99999/news'])(
    'never comes right where its address is none: %s',
    async (url) => {
      const error = await whyNot(url)
      expect(error).toBeInstanceOf(MisuseError)
      expect(error.message).toMatch(/^DATABASE_URL cannot be read .*postgres:\/\/ and then user:password@host/)
      expect(error.message).not.toContain('secret')
    },
  )

  it('never comes right where it has no such database', async () => {
    const url = new URL(inject('postgresUrl'))
    url.pathname = '/no_such_archive'
    const error = await whyNot(url.href)
    expect(error).toBeInstanceOf(MisuseError)
    expect(error.message).toMatch(
      /\/no_such_archive, which DATABASE_URL names, does not let us in: .*does not exist; set/,
    )
  })
})

describe.each([{ threads: undefined }, { threads: 2 }])(
  'an SQLite file that cannot be opened, $threads',
  ({ threads }) => {
    it('is told with its path, and what to do, where it is something else', async () => {
      const file = join(await aFolder(), 'archive.sqlite')
      await writeFile(file, 'no database at all, '.repeat(500))
      const error = await whyNot(file, threads)
      expect(error).toBeInstanceOf(MisuseError)
      expect(error.message).toContain(`the archive at ${file} cannot be read: file is not a database; `)
      expect(error.message).toContain('STANCEWIRE_DATA')
    })

    it('is told with its path where it is a folder, or below a file', async () => {
      const folder = await aFolder()
      await mkdir(join(folder, 'archive.sqlite'))
      await writeFile(join(folder, 'file'), '')
      for (const file of [join(folder, 'archive.sqlite'), join(folder, 'file', 'archive.sqlite')]) {
        const error = await whyNot(file, threads)
        expect(error).toBeInstanceOf(MisuseError)
        expect(error.message).toContain(`the archive at ${file} cannot be opened to write: `)
      }
    })
  },
)
