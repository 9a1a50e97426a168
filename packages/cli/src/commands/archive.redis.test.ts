import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openDatabase, project, projectPast, readEntry } from '@stancewire/read-model'
import { openLog, openRedis } from '@stancewire/runtime'
import { openArchiveMark, openEventLog } from '@stancewire/storage'
import { expect, inject, it } from 'vitest'
import { aFolder, runCommand } from '../../test/command.ts'

const redisUrl = inject('redisUrl')
const limits = { eventsMax: 100, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30 }

/** A line of its own with three ends on its stream, all of them in its archive. */
async function aLine() {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  const folder = await aFolder()
  const redis = openRedis(redisUrl, openLog('test', 'silent'))
  const events = openEventLog(redis, { prefix, ...limits })
  for (const digit of ['1', '2', '3']) {
    const data = {
      urlId: `u${digit.repeat(32)}`,
      run: 1,
      url: `https://news.example/${digit}`,
      stage: 'parse',
    } as const
    await events.end({ type: 'url.stopped', data: { ...data, reason: 'off-topic', detail: null } })
  }
  const entries = await events.read('0', { count: 10 })
  const mark = openArchiveMark(redis, { prefix, limits })
  const databaseUrl = join(folder.path, 'archive', 'archive.sqlite')
  {
    await using database = await openDatabase(databaseUrl)
    await project(database, entries)
  }
  const env = { REDIS_URL: redisUrl, STANCEWIRE_PREFIX: prefix, STANCEWIRE_DATA: folder.path }
  return {
    ...{ mark, entries, databaseUrl },
    run: (args: string, more = {}) => runCommand(args.split(' '), { env: { ...env, ...more }, cwd: folder.path }),
    async [Symbol.asyncDispose]() {
      for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 }))
        if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
      await redis[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

it('says what it holds and how far it is, for a person and for a program', async () => {
  await using line = await aLine()
  const before = await line.run('archive status')
  expect(before).toMatchObject({ code: 0, err: '' })
  expect(before.out).toMatch(
    /^SQLite: 3 events, 0 articles, .* 0 stories, 3 runs\nno archive reads the stream: start one/,
  )
  const [first, , last] = line.entries.map(({ position }) => position)
  await line.mark.reached(first ?? '', { isBehind: true })
  expect((await line.run('archive status')).out).toMatch(/\n(the last event of the stream came|all of the stream)/)
  await line.mark.reached(last ?? '', { isBehind: false })
  const json = JSON.parse((await line.run('archive status --json')).out)
  expect(json).toMatchObject({ database: 'sqlite', position: last, behindMs: 0, holds: { event: 3, run: 3 } })
})

it('makes its tables again', async () => {
  await using line = await aLine()
  const runs = async () => {
    await using database = await openDatabase(line.databaseUrl)
    return (await database.db.selectFrom('run').select('urlId').execute()).length
  }
  {
    await using database = await openDatabase(line.databaseUrl)
    await database.db.deleteFrom('run').execute()
  }
  expect(await runs()).toBe(0)
  expect(await line.run('archive rebuild')).toMatchObject({ code: 0, out: 'made again from 3 events\n' })
  expect(await runs()).toBe(3)
  const audit = JSON.parse((await line.run('audit --json')).out)
  expect(audit).toMatchObject({ who: expect.stringMatching(/^cli:./), action: 'archive.rebuild', affected: 3 })
})

it('tells of dead letters, and tries them again when asked to', async () => {
  await using line = await aLine()
  expect((await line.run('archive retry-dead')).out).toBe('no entry of the stream is a dead letter\n')
  {
    await using database = await openDatabase(line.databaseUrl)
    await projectPast(database, [readEntry({ position: '9-0', json: '{"half' })])
  }
  expect((await line.run('archive status')).out).toMatch(
    /\n1 dead letter: .*\n {2}9-0 {2}SyntaxError: .*\n.*retry-dead.*discard-dead\n$/,
  )
  expect(JSON.parse((await line.run('archive status --json')).out)).toMatchObject({ dead: 1 })
  await line.mark.reached(line.entries.at(-1)?.position ?? '', { isBehind: false })
  expect((await line.run('doctor')).out).toMatch(/archive: reads the stream, but for 1 dead letter; /)
  expect((await line.run('archive retry-dead')).out).toBe('brought in 0 of 1 dead letter\n')
})

it('lets dead letters go, one or all, and notes it', async () => {
  await using line = await aLine()
  expect((await line.run('archive discard-dead --all')).out).toBe('no entry of the stream is a dead letter\n')
  {
    await using database = await openDatabase(line.databaseUrl)
    await projectPast(
      database,
      ['9-0', '9-1', '9-2'].map((position) => readEntry({ position, json: '{"half' })),
    )
  }
  expect(await line.run('archive discard-dead')).toMatchObject({ code: 2, err: expect.stringContaining('--all') })
  expect(await line.run('archive discard-dead 9-0 --all')).toMatchObject({ code: 2 })
  expect(await line.run('archive discard-dead 8-0')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^no dead letter at 8-0/),
  })
  expect((await line.run('archive discard-dead 9-1')).out).toBe('let go of 1 dead letter\n')
  const audit = JSON.parse((await line.run('audit --json')).out)
  expect(audit).toMatchObject({ action: 'archive.discard-dead', filter: { position: '9-1' }, affected: 1 })
  expect((await line.run('archive discard-dead --all')).out).toBe('let go of 2 dead letters\n')
})

it('is done without where it is forgotten', async () => {
  await using line = await aLine()
  await line.mark.reached('1-0', { isBehind: true })
  expect((await line.run('archive forget')).out).toMatch(/^forgotten: /)
  expect(await line.mark.read()).toBeNull()
  expect(JSON.parse((await line.run('audit --json')).out)).toMatchObject({ action: 'archive.forget' })
  expect((await line.run('archive forget')).out).toBe('no archive reads the stream\n')
})

it('says in one line which database cannot be opened, without its password', async () => {
  await using line = await aLine()
  const DATABASE_URL = 'postgres://reader:secret@127.0.0.1:1/news'
  const { code, out, err } = await line.run('archive status', { DATABASE_URL })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(
    /^the archive's database at postgres:\/\/127\.0\.0\.1:1\/news, which DATABASE_URL names, .*ECONNREFUSED.*; start it.*\n$/,
  )
  expect(err).not.toContain('secret')
})
