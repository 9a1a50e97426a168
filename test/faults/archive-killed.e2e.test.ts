import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CloudEvent } from '@stancewire/contracts'
import { openDatabase, project, readEvents } from '@stancewire/read-model'
import { openArchiveMark } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const kills = shortOrLong(8, 50)
const count = shortOrLong(150, 1_500)

const databaseOf = ({ folder }: TestLine) => openDatabase(join(folder, 'archive', 'archive.sqlite'))

/** How many rows each table has. */
async function sizes({ db }: Awaited<ReturnType<typeof openDatabase>>) {
  const tables = [
    'event',
    'text',
    'article',
    'articleTopic',
    'statement',
    'standing',
    'holder',
    'story',
    'run',
  ] as const
  const counted = tables.map(async (table) => {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('rows'))
      .executeTakeFirstOrThrow()
    return [table, Number(rows)] as const
  })
  return Object.fromEntries(await Promise.all(counted))
}

it('holds every event once, with its text, although its archive is killed again and again', async () => {
  await using crowd = await openCrowd(count)
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const archive = line.keep('archive')
  await line.startAll()
  while (archive.ends.length < kills) {
    await archive.current().ready.catch(() => {})
    await sleep(30 + ((archive.ends.length * 53) % 300))
    const before = archive.ends.length
    await line.kill('archive')
    await archive.ended(before + 1)
  }
  await untilEnded(line, count, 120_000)
  const told = await line.events()
  await using database = await databaseOf(line)
  const projected = async () => (await readEvents(database, {}, { after: 0, limit: 100_000 })).map(({ id }) => id)
  await until('all is projected', 30_000, async () => (await projected()).length >= (await line.events()).length)
  expect((await projected()).toSorted()).toEqual((await line.events()).map(({ id }) => id).toSorted())
  await archive.stop()

  await using again = await openDatabase(join(line.folder, 'again.sqlite'))
  const kept = await readEvents(database, {}, { after: 0, limit: 100_000 })
  await project(
    again,
    kept.map(({ body, ordinal }) => ({ position: String(ordinal), event: CloudEvent.parse(JSON.parse(body)) })),
  )
  const { text, ...rest } = await sizes(database)
  const { text: _, ...undisturbed } = await sizes(again)
  expect(rest).toEqual(undisturbed)
  expect(text, 'texts').toBe(rest.article)
  await expectOneEndEach(line, crowd)
  printNumbers(`An archive that is killed ${kills} times`, { 'events told': told.length, ...rest, texts: text ?? 0 })
  await expectAccountsBalance(line)
})

it('lets nothing be cut off the stream that it has not read, and reads it when it is back', async () => {
  await using crowd = await openCrowd(300)
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { eventsMax: 100 } })
  await line.start('archive')
  const mark = openArchiveMark(line.redis, { prefix: line.prefix, limits: { eventsMax: 100 } })
  await until('the archive is known', 10_000, async () => (await mark.read()) !== null)
  await line.stop('archive')
  await line.startAll()
  await untilEnded(line, 300, 120_000)
  const told = await line.events()
  expect(told.length).toBeGreaterThanOrEqual(300)

  await line.start('archive')
  await using database = await databaseOf(line)
  const { db } = database
  await until('all is projected', 30_000, async () => {
    const { rows } = await db
      .selectFrom('event')
      .select(({ fn }) => fn.countAll().as('rows'))
      .executeTakeFirstOrThrow()
    return Number(rows) >= told.length
  })
  await until('the stream is trimmed', 10_000, async () => (await line.events()).length <= 200)
})
