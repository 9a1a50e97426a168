import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { entry, failed, stopped } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { findRuns } from './runs.ts'

describe.each(databases)('runs by words on $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    const names = Array.from({ length: 12 }, (_, at) => `page-${at}`)
    await project(
      database,
      names.map((name, at) => entry(at % 4 === 0 ? failed(name) : stopped(name))),
    )
  })
  afterAll(() => database[Symbol.asyncDispose]())

  const names = (items: readonly { url: string }[]) => items.map(({ url }) => url.slice(24)).join(' ')

  it('are found in URL and message, the last first', async () => {
    expect(names((await findRuns(database, { match: 'NO answer' }, { limit: 10 })).items)).toBe('page-8 page-4 page-0')
    expect(names((await findRuns(database, { match: 'page-1' }, { limit: 10 })).items)).toBe('page-11 page-10 page-1')
    expect((await findRuns(database, { match: 'page_1' }, { limit: 10 })).items).toEqual([])
  })

  it.each([1, 2, 3])(
    'are all met once by whoever pages on, however few are looked at for a page: limit %i',
    async (limit) => {
      const met: string[] = []
      let pages = 0
      for (let cursor: string | undefined; ; ) {
        const page = await findRuns(database, { match: 'no answer' }, { limit, cursor }, { looks: 3 })
        met.push(...page.items.map(({ url }) => url.slice(24)))
        pages++
        if (page.next === null) break
        cursor = page.next
      }
      expect(met).toEqual(['page-8', 'page-4', 'page-0'])
      expect(pages).toBeGreaterThan(3)
    },
  )
})
