import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@stancewire/read-model'
import { openArchiveMark } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { archives, lastPosition, sizesOf, undisturbedRows, untilProjected } from './archives.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const kills = shortOrLong(8, 50)
const count = shortOrLong(150, 1_500)

const databaseOf = ({ folder }: TestLine) => openDatabase(join(folder, 'archive', 'archive.sqlite'))

it.each(archives)(
  'holds every event once, with its text, on $name, although it is killed again and again',
  { timeout: shortOrLong(300_000, 1_500_000) },
  async ({ name, openArchives }) => {
    await using crowd = await openCrowd(count)
    await using redis = await openOwnRedis()
    await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
    await using databases = await openArchives(line)
    const { url, env } = await databases.next()
    const archive = line.keep('archive', { env })
    await line.startAll()
    while (archive.ends.length < kills) {
      await archive.current().ready.catch(() => {})
      await sleep(30 + ((archive.ends.length * 53) % 300))
      const before = archive.ends.length
      await line.kill('archive')
      await archive.ended(before + 1)
    }
    await untilEnded(line, count, shortOrLong(120_000, 600_000))
    const rows = await untilProjected(line, url)
    await archive.stop()

    const told = await line.events()
    const undisturbed = await undisturbedRows(line, await databases.next(), await lastPosition(line))
    expect(sizesOf(rows)).toEqual(sizesOf(undisturbed))
    expect(rows).toEqual(undisturbed)
    expect(rows.event?.length).toBe(told.length)
    const projected = rows.event?.map((row) => (JSON.parse(row) as { id: string }).id)
    expect(projected?.toSorted()).toEqual(told.map(({ id }) => id).toSorted())
    expect(rows.text?.length, 'texts').toBe(rows.article?.length)
    await expectOneEndEach(line, crowd)
    printNumbers(`An archive on ${name} that is killed ${kills} times`, {
      'events told': told.length,
      ...sizesOf(rows),
    })
    await expectAccountsBalance(line)
  },
)

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
