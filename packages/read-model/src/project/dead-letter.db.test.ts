import type { PipelineEvent } from '@stancewire/contracts'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { dump } from '../../test/dump.ts'
import { classified, entry, position, stopped, urlId } from '../../test/events.ts'
import type { Database } from '../database/open-database.ts'
import { countDead, type DeadEntry, discardDead, readDead, readEntry, TooManyDeadError } from './dead-letter.ts'
import type { Entry } from './draft.ts'
import { project, projectedTo } from './project.ts'
import { projectPast } from './project-past.ts'
import { rebuild } from './rebuild.ts'
import { retryDead } from './retry-dead.ts'

const good = () => [
  entry(classified('a', { positions: [position('Ida Holm', 'support')] }), 'Ida Holm is for it.'),
  entry(stopped('b')),
  entry(classified('c', { positions: [position('Jon Berg', 'oppose')] }), 'Jon Berg is not.'),
]

/** What fails alone, each time: SQLite takes no list, and PostgreSQL no word as a number. */
function failing(name: string): Entry {
  const { position: at, event } = entry(stopped(name))
  return {
    position: at,
    event: { ...event, data: { ...(event.data as PipelineEvent['data']), urlId: [], run: 'first' } },
  }
}

const poisons = {
  'is no JSON': () => readEntry({ position: entry(stopped('x')).position, json: '{"half' }),
  'is JSON and no event': () => readEntry({ position: entry(stopped('x')).position, json: '[null]' }),
  'is empty': () => readEntry({ position: entry(stopped('x')).position, json: '' }),
  'holds characters that no text may hold': () =>
    readEntry({ position: entry(stopped('x')).position, json: '\u0000\ud800{' }),
  'fails when it is projected': () => failing('x'),
} satisfies Record<string, () => Entry | DeadEntry>

const places = { beginning: 0, middle: 1, end: 3 } as const
const cases = Object.keys(poisons).flatMap((what) =>
  Object.keys(places).map((where) => [what as keyof typeof poisons, where as keyof typeof places] as const),
)

/** The entry at the place of the stream that comes right behind another one, or before all. */
function behind(before: Entry | undefined, one: Entry | DeadEntry): Entry | DeadEntry {
  return { ...one, position: before?.position.replace(/-0$/, '-1') ?? '1-0' }
}

/** Refuses runs of a URL, as a rule of a later version would, until it is told not to. */
async function refusing({ db, kind }: Database, id: string): Promise<() => Promise<void>> {
  if (kind === 'postgres') {
    await sql`alter table run add constraint refused check (url_id <> ${sql.lit(id)})`.execute(db)
    return async () => void (await sql`alter table run drop constraint refused`.execute(db))
  }
  await sql`create trigger refused before insert on run when new.url_id = ${sql.lit(id)} begin select raise(abort, 'refused'); end`.execute(
    db,
  )
  return async () => void (await sql`drop trigger refused`.execute(db))
}

describe.each(databases)('dead letters, on $name', ({ openEmpty }) => {
  it.each(cases)(
    'an entry that %s is kept, at the %s of a batch, and the others are projected',
    async (what, where) => {
      await using plain = await openEmpty()
      const others = good()
      await project(plain, others)
      await using database = await openEmpty()
      const dead = behind(others[places[where] - 1], poisons[what]())
      const all: (Entry | DeadEntry)[] = [...others]
      all.splice(places[where], 0, dead)
      const past = await projectPast(database, all)
      expect(past).toMatchObject({ projected: 3, dead: [{ position: dead.position }] })
      expect(await projectedTo(database.db)).toBe(all.at(-1)?.position)
      const { archiveState: _, deadLetter: __, ...tables } = await dump(database)
      const { archiveState: ___, deadLetter: ____, ...undisturbed } = await dump(plain)
      expect(tables).toEqual(undisturbed)
      const [letter] = await readDead(database, 10)
      expect(letter).toMatchObject({ position: dead.position, error: expect.stringMatching(/\w/) })
    },
  )

  it('of one batch are kept each for itself, and once, however often they come', async () => {
    await using database = await openEmpty()
    const [a, b, c] = good()
    const dead = [behind(undefined, poisons['is no JSON']()), behind(a, failing('x')), behind(b, poisons['is empty']())]
    const all = [dead[0], a, dead[1], b, dead[2], c].filter((one) => one !== undefined)
    expect(await projectPast(database, all)).toMatchObject({ projected: 3 })
    expect(await projectPast(database, all)).toMatchObject({ projected: 0 })
    expect(await countDead(database)).toBe(3)
    expect(await projectedTo(database.db)).toBe(c?.position)
  })

  it('survive a death between one of them and what comes next', async () => {
    await using database = await openEmpty()
    const [a, b, c] = good()
    const dead = poisons['is no JSON']()
    const first = [a, dead].filter((one) => one !== undefined)
    await projectPast(database, first)
    await using again = await database.open()
    expect(await projectedTo(again.db)).toBe(dead.position)
    await projectPast(
      again,
      [b, c].filter((one) => one !== undefined),
    )
    expect(await countDead(again)).toBe(1)
    expect(await again.db.selectFrom('event').select('id').execute()).toHaveLength(3)
  })

  it('are brought in with their texts once that can be done, and once only', async () => {
    await using plain = await openEmpty()
    const all = good()
    await project(plain, all)
    await using database = await openEmpty()
    const allow = await refusing(database, urlId('c'))
    expect(await projectPast(database, all)).toMatchObject({ projected: 2, dead: [{ position: all[2]?.position }] })
    expect(await retryDead(database)).toEqual({ revived: 0, dead: 1 })
    await allow()
    expect(await retryDead(database)).toEqual({ revived: 1, dead: 0 })
    expect(await retryDead(database)).toEqual({ revived: 0, dead: 0 })
    expect(await dump(database)).toEqual(await dump(plain))
  })

  it('stay as they are when nothing has changed, and when all tables are made again', async () => {
    await using database = await openEmpty()
    await projectPast(database, [poisons['is no JSON'](), ...good(), failing('x')])
    const before = await readDead(database, 10)
    expect(await retryDead(database)).toEqual({ revived: 0, dead: 2 })
    expect(await rebuild(database)).toBe(3)
    expect(await readDead(database, 10)).toEqual(before)
  })

  it('are let go one by one, or all of them, for good', async () => {
    await using database = await openEmpty()
    const dead = Array.from({ length: 4 }, () => poisons['is no JSON']())
    await projectPast(database, dead)
    expect(await discardDead(database, { position: dead[1]?.position ?? '' })).toBe(1)
    expect(await discardDead(database, { position: dead[1]?.position ?? '' })).toBe(0)
    expect(await countDead(database)).toBe(3)
    expect(await discardDead(database, 'all')).toBe(3)
    expect(await retryDead(database)).toEqual({ revived: 0, dead: 0 })
  })

  it('are bounded: the archive stands still rather than keep more, and goes on once there is room', async () => {
    await using database = await openEmpty()
    const dead = Array.from({ length: 3 }, () => poisons['is no JSON']())
    await project(database, dead.slice(0, 2), 2)
    const reached = await projectedTo(database.db)
    await expect(project(database, dead.slice(2), 2)).rejects.toThrow(TooManyDeadError)
    expect(await countDead(database)).toBe(2)
    expect(await projectedTo(database.db)).toBe(reached)
    await discardDead(database, 'all')
    await project(database, dead.slice(2), 2)
    expect(await countDead(database)).toBe(1)
  })

  it('are none where the database is what fails: nothing is kept, and the position stays', async () => {
    await using database = await openEmpty()
    const [a, b] = good()
    await projectPast(database, a ? [a] : [])
    const reached = await projectedTo(database.db)
    await sql`alter table run rename to gone`.execute(database.db)
    await expect(projectPast(database, b ? [b] : [])).rejects.toThrow()
    await sql`alter table gone rename to run`.execute(database.db)
    expect(await projectedTo(database.db)).toBe(reached)
    expect(await countDead(database)).toBe(0)
    expect(await projectPast(database, b ? [b] : [])).toEqual({ projected: 1, dead: [] })
  })
})
