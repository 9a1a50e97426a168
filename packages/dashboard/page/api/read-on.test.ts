import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Page, readOn, restCalmly } from './read-on.ts'

const nothing = { items: [], next: undefined }

/** Reads on over these pages; tells what was told, what was asked, and how often there was a rest. */
async function readOver(pages: readonly Page<string>[], { wanted = 50, stopAfter = 99 } = {}) {
  const stop = new AbortController()
  const asked: (string | null | undefined)[] = []
  let rests = 0
  const told = []
  const ask = async (cursor: string | null | undefined) => {
    asked.push(cursor)
    return pages[asked.length - 1] ?? { items: [], next: null }
  }
  const rest = async () => {
    rests++
    if (asked.length >= stopAfter) stop.abort()
  }
  for await (const one of readOn<string>(nothing, { ask, wanted, pageSize: 2, rest, signal: stop.signal }))
    told.push(one)
  return { told, asked, rests, last: told.at(-1) }
}

const empty = (next: string | null) => ({ items: [], next, looked: 10 })

describe('a list that is read on', () => {
  it('goes over empty pages to the one that has something, and counts at how many it looked', async () => {
    const pages = [{ ...empty('a'), total: 40 }, empty('b'), empty('c'), { ...empty(null), items: ['x'] }]
    const { last, asked, rests } = await readOver(pages)
    expect(last).toEqual({ items: ['x'], next: null, looked: 40, total: 40, goesOn: false })
    expect(asked).toEqual([undefined, 'a', 'b', 'c'])
    expect(rests).toBe(3)
  })

  it('ends with as many as are wanted', async () => {
    const pages = [
      { items: ['a'], next: '1' },
      { items: ['b', 'c'], next: '2' },
    ]
    const { last, rests } = await readOver(pages, { wanted: 3 })
    expect(rests).toBe(1)
    expect(last).toMatchObject({ items: ['a', 'b', 'c'], next: '2', looked: undefined, goesOn: false })
  })

  it('can be stopped, and then says that there is more', async () => {
    const { last, asked } = await readOver([empty('a'), empty('b'), empty('c')], { stopAfter: 2 })
    expect(asked).toHaveLength(2)
    expect(last).toMatchObject({ items: [], next: 'b', looked: 20, goesOn: true })
  })
})

describe('the rest between two pages', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('lasts while nobody looks', async () => {
    const page = Object.assign(new EventTarget(), { hidden: true })
    vi.stubGlobal('document', page)
    let isOver = false
    const resting = restCalmly(1, new AbortController().signal).then(() => {
      isOver = true
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(isOver).toBe(false)
    page.hidden = false
    page.dispatchEvent(new Event('visibilitychange'))
    await resting
    expect(isOver).toBe(true)
  })

  it('ends when it is stopped', async () => {
    const stop = new AbortController()
    const resting = restCalmly(60_000, stop.signal)
    vi.stubGlobal('document', { hidden: false })
    stop.abort()
    await resting
  })
})
