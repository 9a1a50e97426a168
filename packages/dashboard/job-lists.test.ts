import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asked, filterNames, filterTitle, type JobQuery, jobLists, notAsked } from './page/jobs/job-lists.ts'

type Parameters = { readonly parameters: readonly { readonly name: string }[] }

const file = join(import.meta.dirname, '..', '..', 'services', 'api', 'openapi.json')
const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, { get: Parameters }> }
const routes = { failed: '/v1/failed', moving: '/v1/runs/moving', ended: '/v1/runs' } as const

/** By what a route can be narrowed: not which page, and not which run by name. */
function filtersOf(path: string): string[] {
  const notFilters = ['limit', 'cursor', 'state', 'url', 'urlId', 'id', 'runs']
  return (paths[path]?.get.parameters ?? []).map(({ name }) => name).filter((name) => !notFilters.includes(name))
}

const everything = Object.fromEntries(filterNames.map((name) => [name, 'x'])) as JobQuery

describe('a list of jobs', () => {
  it.each(['failed', 'moving', 'ended'] as const)('can be narrowed by all that its route takes: %s', (state) => {
    const list = jobLists.find((one) => one.state === state)
    expect([...(list?.by ?? [])].toSorted()).toEqual(filtersOf(routes[state]).toSorted())
  })

  it.each(['waiting', 'delayed', 'active'] as const)(
    'of a queue can be narrowed by all that means something there: %s',
    (state) => {
      const list = jobLists.find((one) => one.state === state)
      // Only what is put off has a reason for that.
      const meant = filtersOf('/v1/jobs').filter((name) => state === 'delayed' || name !== 'why')
      expect([...(list?.by ?? [])].toSorted()).toEqual(meant.toSorted())
    },
  )

  it('asks for nothing that it does not offer, and says so', () => {
    for (const list of jobLists) {
      expect(Object.keys(asked(list, everything)).toSorted()).toEqual([...list.by].toSorted())
      expect([...list.by, ...notAsked(list, everything)].toSorted()).toEqual([...filterNames].toSorted())
    }
  })

  it('says what its moments are, and what a topic means wherever one can be chosen', () => {
    for (const list of jobLists) {
      expect(list.by.includes('topic')).toBe(list.onTopic !== undefined)
      if (list.by.includes('since')) expect(filterTitle('since', list)).not.toBe('From')
    }
  })
})
