import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, projectedTo, readDead } from '@stancewire/read-model'
import { expect, it } from 'vitest'
import { openCrowdLine } from '../e2e/crowd-line.ts'
import { type TestLine, until } from '../e2e/line.ts'
import { archives, lastPosition, sizesOf, undisturbedRows, untilProjected } from './archives.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const kills = shortOrLong(8, 50)
const good = shortOrLong(300, 1_500)
// One in so many entries can never be projected.
const each = 20
// What was read and not yet in the tables is read again at once: nobody waits until a claim runs out.
const redeliveredWithinMs = 5_000

const urlIdOf = (at: number) => `u${at.toString(16).padStart(32, '0')}`

/** Puts events on a line's stream, and among them what is no event, or none that can be projected; gives how many of those. */
async function fill({ stores, redis, prefix }: TestLine): Promise<number> {
  let poisons = 0
  for (let at = 0; at < good; at++) {
    const ref = { urlId: urlIdOf(at), run: 1, url: `https://news.example/${at}` }
    await stores.events.end({
      type: 'url.stopped',
      data: { ...ref, stage: 'parse', reason: 'off-topic', detail: null },
    })
    if (at % each !== each - 1) continue
    await redis.xadd(`${prefix}:events`, '*', 'event', poison(poisons))
    poisons++
  }
  return poisons
}

function poison(number: number): string {
  if (number % 3 === 0) return '{"half'
  if (number % 3 === 1) return JSON.stringify({ is: 'no event' })
  // An event, as far as its form goes: no database takes a list as the id of a URL, and a word as a number.
  return JSON.stringify({
    ...{ specversion: '1.0', id: `e${String(number).padStart(32, '0')}`, source: 'elsewhere', type: 'url.stopped' },
    ...{ subject: 'x', time: '2026-03-01T09:00:00Z', datacontenttype: 'application/json', dataschema: 'x' },
    ...{ sequence: '0000000001', data: { urlId: [], run: 'first' } },
  })
}

/** What stands in the dead letters of an archive. */
async function lettersIn(url: string): Promise<string[]> {
  await using database = await openDatabase(url)
  return (await readDead(database, good)).map(({ entry }) => entry).toSorted()
}

it.each(archives)(
  'passes entries that can never be projected, on $name, killed again and again between reading and marking, and loses none',
  { timeout: shortOrLong(300_000, 900_000) },
  async ({ name, openArchives }) => {
    await using redis = await openOwnRedis()
    await using line = await openCrowdLine(
      { feedUrls: ['http://127.0.0.1:9/nobody-polls-it'] },
      { redisUrl: redis.url },
    )
    const poisons = await fill(line)
    await using databases = await openArchives(line)
    const { url, env } = await databases.next()
    const archive = line.keep('archive', { env })
    await archive.current().ready
    const waits: number[] = []
    {
      await using database = await openDatabase(url)
      const reached = () => projectedTo(database.db)
      while (archive.ends.length < kills) {
        const before = archive.ends.length
        const killed = archive.current()
        await line.kill('archive')
        await archive.ended(before + 1)
        await until('it is started again', 5_000, () => archive.current() !== killed)
        const left = await reached()
        await archive.current().ready
        const readyAtMs = performance.now()
        if (left !== (await lastPosition(line))) {
          await until('it goes on', redeliveredWithinMs, async () => (await reached()) !== left)
          waits.push(Math.round(performance.now() - readyAtMs))
        }
        await sleep((before * 53) % 300)
      }
    }
    const rows = await untilProjected(line, url)
    await archive.stop()
    expect(await lettersIn(url), 'dead letters').toEqual(
      Array.from({ length: poisons }, (_, at) => poison(at)).toSorted(),
    )
    expect(rows.event?.length, 'events').toBe(good)
    expect(rows.run?.length, 'runs').toBe(good)
    const undisturbed = await undisturbedRows(line, await databases.next(), await lastPosition(line))
    expect(rows).toEqual(undisturbed)
    printNumbers(
      `An archive on ${name} that meets ${poisons} entries nobody can project, and is killed ${kills} times`,
      {
        ...sizesOf(rows),
        'dead letters': poisons,
        'lives that found something left': waits.length,
        'longest wait for the next entry, from ready (ms)': Math.max(0, ...waits),
      },
    )
  },
)
