import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { entry, failed, stopped } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { findRuns } from './runs.ts'

describe.each(databases)('runs that no one index finds, on $name', ({ openEmpty }) => {
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

  it.each([
    ['a topic that none is on', { topic: 'tram-line' }, ''],
    ['an end alone', { endedBy: 'url.failed' }, 'page-8 page-4 page-0'],
    ['an end and words', { endedBy: 'url.stopped', match: 'page-1' }, 'page-11 page-10 page-1'],
    ['a host and an end', { host: 'courier.example', endedBy: 'url.failed' }, 'page-8 page-4 page-0'],
    ['a reason that others have too, and a stage', { reason: 'error', stage: 'fetch' }, 'page-8 page-4 page-0'],
    ['a host, with words and a topic', { host: 'courier.example', match: 'page', topic: 'tram-line' }, ''],
  ])('are found by %s, a few looked at for a page', async (_, filter, wanted) => {
    for (const looks of [1, 2, 5, 100]) {
      const met: string[] = []
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await findRuns(database, filter, { limit: 2, cursor }, { looks })
        met.push(...page.items.map(({ url }) => url.slice(24)))
        cursor = page.next ?? undefined
        more = page.next !== null
      }
      expect(met.join(' '), `${looks} looked at`).toBe(wanted)
    }
  })
})
