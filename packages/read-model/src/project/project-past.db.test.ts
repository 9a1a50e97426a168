import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { classified, entry, position, stopped } from '../../test/events.ts'
import { type Database, openDatabase } from '../database/open-database.ts'
import { countDead } from './dead-letter.ts'
import type { Entry } from './draft.ts'
import { projectedTo } from './project.ts'
import { projectPast } from './project-past.ts'

/** The same database, of which each transaction first asks what shall go wrong with it; and how many there were. */
function failing(database: TestDatabase, wrong: (transaction: number) => Error | undefined) {
  let transactions = 0
  const db = new Proxy(database.db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name, target)
      const error = wrong(++transactions)
      return () => (error ? { execute: () => Promise.reject(error) } : target.transaction())
    },
  })
  return { database: { ...database, db } satisfies Database, count: () => transactions }
}

/** An entry that no table takes, as the database says by a code. */
function refused(name: string): Entry {
  const one = entry(stopped(name))
  return { ...one, event: { ...one.event, id: null as unknown as string } }
}

const lost = () => new Error('Connection terminated unexpectedly')

describe.each(databases)('projectPast, on $name', ({ openEmpty }) => {
  it('takes more holders, articles and runs in one batch than a statement can bind', async () => {
    await using database = await openEmpty()
    let heard = 0
    const entries = Array.from({ length: 700 }, (_, at) => {
      const positions = Array.from({ length: 100 }, () => position(`Holder ${heard++}`, 'support'))
      return entry(classified(`m-${at}`, { positions }))
    })
    expect(await projectPast(database, entries)).toEqual({ projected: 700, dead: [] })
    const { length } = await database.db.selectFrom('standing').select('holderId').execute()
    expect(length).toBe(70_000)
  }, 120_000)

  it('buries nothing while the connection is lost again and again: the position stays', async () => {
    await using whole = await openEmpty()
    const good = [entry(classified('a')), entry(classified('b'))]
    for (const lostAt of [[1], [1, 2, 3, 4, 5, 6], [1, 3, 5, 7, 9, 11, 13]]) {
      const { database } = failing(whole, (transaction) => (lostAt.includes(transaction) ? lost() : undefined))
      await projectPast(database, good.slice(0, 1)).catch(() => {})
      expect(await countDead(whole)).toBe(0)
    }
    const { database } = failing(whole, lost)
    await expect(projectPast(database, good)).rejects.toThrow('Connection terminated')
    expect(await countDead(whole)).toBe(0)
    expect(await projectPast(whole, good)).toMatchObject({ dead: [] })
  })

  it('buries what fails without a code only while the database takes something else before and after each try', async () => {
    await using whole = await openEmpty()
    const good = entry(classified('a'))
    // As a driver would that stumbles over a connection it has lost.
    const stumble = () => new TypeError("Cannot read properties of null (reading 'query')")
    for (const isLost of [(at: number) => at <= 6, (at: number) => at % 2 === 1, (at: number) => at !== 2]) {
      const { database } = failing(whole, (transaction) => (isLost(transaction) ? stumble() : undefined))
      await expect(projectPast(database, [good])).rejects.toThrow('Cannot read')
      expect(await countDead(whole)).toBe(0)
      expect(await projectedTo(whole.db)).toBe('0')
    }
  })

  it('tries what the database refuses by a code once alone', async () => {
    await using whole = await openEmpty()
    const { database, count } = failing(whole, () => undefined)
    const past = await projectPast(database, [entry(stopped('a')), refused('x'), entry(stopped('b'))])
    expect(past).toMatchObject({ projected: 2, dead: [{ error: expect.stringMatching(/null|constraint/i) }] })
    expect(count(), 'the batch, a proof, the three alone, and the dead letter').toBeLessThanOrEqual(6)
  })

  it('lets the position go forward only', async () => {
    await using database = await openEmpty()
    const all = [entry(classified('a')), entry(classified('b')), entry(classified('c'))]
    await projectPast(database, all)
    expect(await projectPast(database, all.slice(0, 1))).toEqual({ projected: 0, dead: [] })
    expect(await projectedTo(database.db)).toBe(all.at(-1)?.position)
    await projectPast(database, [{ ...entry(classified('d')), position: '1700000000000-9' }])
    expect(await projectedTo(database.db)).toBe(all.at(-1)?.position)
  })
})

/** A way to a server that closes all connections, and so many of the next ones. */
async function openDoor(url: string) {
  const to = new URL(url)
  const { hostname, port } = to
  const open = new Set<Socket>()
  let closing = 0
  const server = createServer((here) => {
    if (closing-- > 0) return void here.destroy()
    const there = connect(Number(port), hostname)
    for (const [socket, other] of [[here, there] as const, [there, here] as const]) {
      open.add(socket)
      socket.on('error', () => {}).on('close', () => other.destroy())
    }
    here.pipe(there).pipe(here)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  to.hostname = '127.0.0.1'
  to.port = String(typeof address === 'object' ? address?.port : '')
  return {
    url: to.href,
    async close(next: number) {
      for (const socket of open) socket.destroy()
      open.clear()
      closing = next
      await new Promise((resolve) => setTimeout(resolve, 50))
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

describe.each(databases.filter(({ name }) => name === 'PostgreSQL'))('projectPast, on a $name', ({ openEmpty }) => {
  it.each([1, 3, 6, 7])('that closes %i connections in a row, buries nothing and goes on', async (count) => {
    await using whole = await openEmpty()
    await using door = await openDoor(whole.url)
    await using database = await openDatabase(door.url)
    await projectPast(database, [entry(stopped('first'))])
    await door.close(count)
    const good = entry(classified('good'), 'a good text')
    let rounds = 0
    for (let isDone = false; !isDone; rounds++) {
      isDone = await projectPast(database, [good]).then(
        () => true,
        () => false,
      )
    }
    expect(rounds).toBeLessThanOrEqual(count + 2)
    expect(await countDead(whole)).toBe(0)
    expect(await projectedTo(whole.db)).toBe(good.position)
    await door.close(0)
  })
})
