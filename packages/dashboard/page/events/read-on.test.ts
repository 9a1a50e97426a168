import { afterEach, describe, expect, it, vi } from 'vitest'
import { readOn, together } from './read-on.ts'

const asked: string[] = []

/** An API at which so many events came, e1 first. */
function apiWith(count: number): void {
  const all = Array.from({ length: count }, (_, at) => ({ id: `e${at + 1}` }))
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    const { searchParams, pathname } = new URL(path, 'http://x')
    const limit = Number(searchParams.get('limit'))
    if (pathname.endsWith('/newest'))
      return new Response(JSON.stringify({ items: all.toReversed().slice(0, limit), next: null }))
    const behind = all.slice(all.findIndex(({ id }) => id === searchParams.get('after')) + 1).slice(0, limit)
    return new Response(behind.map((event) => `${JSON.stringify(event)}\n`).join(''))
  })
}

const read = async (after: string | null) => {
  const { events, isCut } = await readOn({ type: 'url.failed', until: '' }, after, new AbortController().signal)
  return { ids: events.map(({ id }) => id), isCut }
}

afterEach(() => {
  vi.unstubAllGlobals()
  asked.length = 0
})

describe('reading on behind an event', () => {
  it('gives what came since, the last first, by one request', async () => {
    apiWith(5)
    expect(await read('e3')).toEqual({ ids: ['e5', 'e4'], isCut: false })
    expect(await read('e5')).toEqual({ ids: [], isCut: false })
    expect(await read(null)).toMatchObject({ ids: ['e5', 'e4', 'e3', 'e2', 'e1'] })
    expect(asked[0]).toBe('/v1/events?type=url.failed&after=e3&limit=200')
    expect(asked).toHaveLength(3)
  })

  it('leaves nothing out where as many came as are kept', async () => {
    apiWith(200)
    const { ids, isCut } = await read(null)
    expect([ids.length, ids[0], ids.at(-1), isCut]).toEqual([200, 'e200', 'e1', false])
  })

  it.each([201, 350, 5_000])(
    'gives the last two hundred where %d came, and says that some are left out',
    async (count) => {
      apiWith(count)
      const { ids, isCut } = await read(null)
      expect([ids.length, ids[0], ids.at(-1), isCut]).toEqual([200, `e${count}`, `e${count - 199}`, true])
      expect(asked).toHaveLength(2)
    },
  )
})

it('keeps two hundred in all, and remembers that some were left out', () => {
  const some = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `e${at}` })) as never[]
  const whole = (count: number) => ({ events: some(count), isCut: false })
  expect(together(whole(3), whole(4))).toMatchObject({ isCut: false, events: { length: 7 } })
  expect(together(whole(3), whole(198))).toMatchObject({ isCut: true, events: { length: 200 } })
  expect(together(whole(1), { events: [], isCut: true }).isCut).toBe(true)
})
