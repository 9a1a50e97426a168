import type { PipelineEvent } from '@stancewire/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { entry, stopped, urlId } from '../../test/events.ts'
import { settleRuns } from '../operate/settled-runs.ts'
import { noteAccepted } from '../project/moving.ts'
import { project } from '../project/project.ts'
import { BadCursorError } from './cursor.ts'
import { countFailed, eachFailed, type FailedRun, failedBehind, findFailed, groupFailedRuns } from './failed.ts'
import type { FailedRunFilter } from './still-failed.ts'

type Failure = Partial<Extract<PipelineEvent, { type: 'url.failed' }>['data']> & { readonly message?: string }

/** A run that failed, told of as here. */
function failure(name: string, { message = 'no answer', ...more }: Failure = {}): PipelineEvent {
  const data = { urlId: urlId(name), run: 1, url: `https://courier.example/${name}`, stage: 'fetch' } as const
  const error = { name: 'TimeoutError', message }
  return { type: 'url.failed', data: { ...data, attempts: 4, cause: 'error', error, ...more } }
}

const trace = { discoveredAt: '2026-03-05T11:00:00.000Z', sourceId: 'harbour-courier', steps: [] }
const discarded = (name: string): PipelineEvent => ({
  type: 'url.discarded',
  data: { urlId: urlId(name), run: 1, url: `https://courier.example/${name}`, stage: 'fetch', cause: 'error' },
})

const history = () => [
  entry(failure('a', { message: '50% of it: No Answer' })),
  entry(failure('b', { url: 'https://live.courier.example/b', trace })),
  entry(failure('c', { stage: 'parse', cause: 'crashed', error: { name: 'CrashedError', message: 'died_3 times' } })),
  entry(failure('d', { url: 'https://notcourier.example/D?q=100%25', message: 'Ängste 500 of it' })),
  entry(failure('retried')),
  entry(failure('retried', { run: 2 })),
  entry(failure('mended')),
  entry({ ...stopped('mended'), data: { ...stopped('mended').data, run: 2 } } as PipelineEvent),
  entry(failure('dropped')),
  entry(discarded('dropped')),
  entry(failure('settled')),
  entry(failure('moving')),
  entry(stopped('e')),
]

describe.each(databases)('failed runs on $name', ({ openEmpty }) => {
  let database: TestDatabase
  const nameOf = ({ urlId: id, run }: Pick<FailedRun, 'urlId' | 'run'>) =>
    ['a', 'b', 'c', 'd', 'retried', 'mended', 'dropped', 'settled', 'moving'].find((name) => urlId(name) === id) +
    (run === 1 ? '' : String(run))
  const found = async (filter: FailedRunFilter) =>
    (await findFailed(database, filter, { limit: 50 })).items.map(nameOf).join(' ')
  let times: number[] = []

  beforeAll(async () => {
    database = await openEmpty()
    const entries = history()
    times = entries.map(({ event }) => Date.parse(event.time))
    await project(database, entries)
    await settleRuns(database, [{ urlId: urlId('settled'), run: 1 }], 1)
    await settleRuns(database, [{ urlId: urlId('settled'), run: 1 }], 2)
    const again = { urlId: urlId('moving'), run: 2, url: 'https://courier.example/moving', sourceId: null }
    await noteAccepted(database, [{ atMs: 1, found: again as never }], '1-0')
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('are these and no others where runs are named', async () => {
    const runs = ['a', 'c', 'mended'].map((name) => ({ urlId: urlId(name), run: 1 }))
    expect(await found({ runs })).toBe('c a')
    expect(await found({ runs, stage: 'parse' })).toBe('c')
    expect(await countFailed(database, { runs })).toBe(2)
    expect(await found({ runs: [{ urlId: urlId('a'), run: 2 }] })).toBe('')
    expect(await found({ runs: [] })).toBe('')
  })

  it('are those that nobody has retried, discarded or followed by another', async () => {
    expect(await found({})).toBe('retried2 d c b a')
  })

  it.each([
    ['the id of a URL', { urlId: urlId('c') }, 'c'],
    ['its run', { urlId: urlId('retried'), run: 2 }, 'retried2'],
    ['a run that was followed by another', { urlId: urlId('retried'), run: 1 }, ''],
    ['an address', { url: 'https://live.courier.example/b' }, 'b'],
    ['a host and those below it, and no other that ends alike', { host: 'Courier.example' }, 'retried2 c b a'],
    ['a host alone', { host: 'live.courier.example' }, 'b'],
    ['a host that is a pattern', { host: '%' }, ''],
    ['a source', { source: 'harbour-courier' }, 'b'],
    ['a stage', { stage: 'parse' }, 'c'],
    ['a cause', { cause: 'crashed' }, 'c'],
    ['a class of error', { errorName: 'TimeoutError' }, 'retried2 d b a'],
    ['words of the message, in whatever case', { match: 'NO ANSWER' }, 'retried2 b a'],
    ['words of the address', { match: '/d?Q=' }, 'd'],
    ['letters beyond Z as they are written', { match: 'Ängste' }, 'd'],
    ['letters beyond Z in another case, which is another letter', { match: 'äNGSTE' }, ''],
    ['a percent sign that is meant as one', { match: '50% of' }, 'a'],
    ['an underscore that is meant as one', { match: 'died_3' }, 'c'],
    ['a backslash, which nothing holds', { match: '\\' }, ''],
    ['several at once', { stage: 'fetch', match: 'courier', host: 'live.courier.example' }, 'b'],
  ])('are found by %s', async (_, filter, names) => {
    expect(await found(filter)).toBe(names)
    expect(await countFailed(database, filter)).toBe(names.split(' ').filter(Boolean).length)
  })

  it('are found by when they failed: from the first moment on, before the second', async () => {
    expect(await found({ sinceMs: times[1], untilMs: times[3] })).toBe('c b')
  })

  it('come a page at a time, the last first', async () => {
    const first = await findFailed(database, {}, { limit: 3 })
    expect(first.items.map(nameOf)).toEqual(['retried2', 'd', 'c'])
    const second = await findFailed(database, {}, { limit: 3, cursor: first.next ?? '' })
    expect(second.items.map(nameOf)).toEqual(['b', 'a'])
    expect(second.next).toBeNull()
    await expect(findFailed(database, {}, { limit: 3, cursor: 'x' })).rejects.toThrow(BadCursorError)
  })

  it('are walked over, the first first, each once, from wherever the walk was left', async () => {
    const first = await failedBehind(database, {}, null, 2)
    const second = await failedBehind(database, {}, first.place, 10)
    const third = await failedBehind(database, {}, second.place, 10)
    expect([first, second, third].map(({ runs }) => runs.map(nameOf).join(' '))).toEqual(['a b', 'c d retried2', ''])
    const all: string[] = []
    for await (const runs of eachFailed(database, {})) all.push(...runs.map(nameOf))
    expect(all).toEqual(['a', 'b', 'c', 'd', 'retried2'])
  })

  it('are counted by what they have in common', async () => {
    const groups = [
      { stage: 'fetch', cause: 'error', errorName: 'TimeoutError', count: 4 },
      { stage: 'parse', cause: 'crashed', errorName: 'CrashedError', count: 1 },
    ]
    expect(await groupFailedRuns(database, {})).toEqual({ count: 5, isMore: false, groups })
    for (const looks of [1, 2, 7]) {
      const options = { atMost: 100, looks }
      expect(await groupFailedRuns(database, {}, options), `${looks} at a time`).toEqual({
        count: 5,
        isMore: false,
        groups,
      })
    }
  })

  it('are counted among so many that are looked at, and it is said that others follow', async () => {
    // Of nine that failed and were not discarded, the first four: none of them was followed by another.
    expect(await groupFailedRuns(database, {}, { atMost: 4, looks: 2 })).toMatchObject({ count: 4, isMore: true })
    expect(await groupFailedRuns(database, { stage: 'parse' }, { atMost: 2, looks: 2 })).toEqual({
      ...{ count: 0, isMore: true, groups: [] },
    })
    // What an index finds is not looked for.
    const one = { urlId: urlId('d') }
    expect(await groupFailedRuns(database, one, { atMost: 1, looks: 1 })).toMatchObject({ count: 1, isMore: false })
  })

  it.each([1, 2, 3])(
    'are all met once by whoever pages on, however few are looked at for a page: limit %i',
    async (limit) => {
      for (const [filter, names] of [
        [{}, 'retried2 d c b a'],
        [{ match: 'answer' }, 'retried2 b a'],
        [{ stage: 'parse' }, 'c'],
      ] as const) {
        const met: string[] = []
        for (let cursor: string | undefined, more = true; more; ) {
          const page = await findFailed(database, filter, { limit, cursor }, { looks: 2 })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          met.push(...page.items.map(nameOf))
          cursor = page.next ?? undefined
          more = page.next !== null
        }
        expect(met.join(' ')).toBe(names)
      }
    },
  )
})
