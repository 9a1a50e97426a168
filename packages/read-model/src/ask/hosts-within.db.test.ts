import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { entry, stopped } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { findRuns } from './runs.ts'

const hosts = ['paper.example', 'www.paper.example', 'newspaper.example', 'a.example', 'm.paper.example']

describe.each(databases)('runs of a host, on $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    const runs = Array.from({ length: 15 }, (_, at) => {
      const { type, data } = stopped(`${at}`) as Extract<ReturnType<typeof stopped>, { type: 'url.stopped' }>
      return { type, data: { ...data, url: `https://${hosts[at % hosts.length]}/${at}` } }
    })
    await project(
      database,
      runs.map((run) => entry(run)),
    )
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it.each([
    ['PAPER.example', '14 11 10 9 6 5 4 1 0'],
    ['www.paper.example', '11 6 1'],
    ['a.example', '13 8 3'],
    ['per.example', ''],
    ['example', '14 13 12 11 10 9 8 7 6 5 4 3 2 1 0'],
    ['%', ''],
  ])('are those of %s and of hosts below it, the last first, each once over all pages', async (host, wanted) => {
    for (const options of [{}, { looks: 2 }, { looks: 4, hostsWalked: 2 }]) {
      const met: string[] = []
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await findRuns(database, { host }, { limit: 2, cursor }, options)
        met.push(...page.items.map(({ url }) => new URL(url).pathname.slice(1)))
        cursor = page.next ?? undefined
        more = page.next !== null
      }
      expect(met.join(' '), JSON.stringify(options)).toBe(wanted)
    }
  })
})
