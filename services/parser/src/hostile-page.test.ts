import type { FetchedPage } from '@stancewire/contracts'
import { openThreads } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import type { makeWork } from './thread.ts'

const sentence = 'The council of Drizzleford wants to bring in a rain tax next spring, said the mayor on Monday.'
const years = [2025, 2026, 2027, 2028]
const article = `<h1>Council plans a rain tax</h1>${years.map((year) => `<p>${sentence} It comes in ${year}.</p>`).join('')}`
const tenMegabytes = (part: string): string => article + part.repeat(Math.floor(10_000_000 / part.length))
/** Each of them takes its reader long: the tree is large, or deep, or must be climbed for every line. */
const hostile = [tenMegabytes('a<wbr>'), tenMegabytes('<div>'), tenMegabytes(`<p>${sentence}</p>`)]

const topics = [
  { id: 'rain-tax', title: 'A tax on rain', proposition: 'Rain should be taxed.', keywords: { must: [['rain tax']] } },
]
const page: FetchedPage = {
  v: 1,
  urlId: `u${'1'.repeat(32)}`,
  run: 1,
  url: 'https://news.example/rain',
  finalUrl: 'https://news.example/rain',
  media: 'html',
  outlet: null,
  fetchedAt: '2024-02-27T10:00:00.000Z',
  hint: { title: null, publishedAt: null },
}
const patient = new AbortController().signal
const open = (heapMb?: number) =>
  openThreads<typeof makeWork>(new URL('./thread.ts', import.meta.url), {
    atMost: 1,
    given: { topics },
    ...(heapMb === undefined ? {} : { heapMb }),
  })

describe('a hostile page of ten megabytes', () => {
  it('is read beside the event loop, which goes on turning', async () => {
    await using threads = await open()
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    for (const body of hostile) {
      const before = turns
      expect(await threads.run({ page, body }, patient)).toHaveProperty('is')
      // Read in this thread, it would leave no turn at all.
      expect(turns - before).toBeGreaterThan(10)
    }
    clearInterval(timer)
  })

  it('is given up when its time is over, and the next page is read', async () => {
    await using threads = await open()
    for (const body of hostile) {
      const limit = new AbortController()
      setImmediate(() => limit.abort(new Error('took longer than allowed')))
      await expect(threads.run({ page, body }, limit.signal)).rejects.toThrow('took longer than allowed')
    }
    expect(await threads.run({ page, body: article }, patient)).toMatchObject({ is: 'article' })
  })

  it('ends its thread when it takes too much memory, says so, and the next page is read', async () => {
    await using threads = await open(128)
    const [body = ''] = hostile
    await expect(threads.run({ page, body }, patient)).rejects.toMatchObject({
      name: 'ThreadDiedError',
      message: expect.stringMatching(/memory limit|heap grew/),
    })
    expect(await threads.run({ page, body: article }, patient)).toMatchObject({ is: 'article' })
  })
})
