import { type FetchedPage, ParsedArticle, type Topic } from '@stancewire/contracts'
import { MissingBodyError, openLog, openThreads } from '@stancewire/runtime'
import { type Bodies, type BodyKind, openMemoryBodies } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { makeHandle } from './handle.ts'
import { makeWork } from './thread.ts'

const rainTax: Topic = {
  id: 'rain-tax',
  title: 'A tax on rain water',
  proposition: 'The town should tax rain water that runs into its drains.',
  keywords: {
    must: [
      ['rain tax', 'rain levy'],
      ['council', 'mayor'],
    ],
  },
}

const paragraphs = [
  'The council of Drizzleford wants to bring in a rain tax next spring. Owners would pay for every square metre of roof and yard that drains into the sewers, the mayor said on Monday evening.',
  'The mayor, Hilda Puddle, told a full hall that the rain tax was fair because the drains cost the town two million a year. She said that gardens and green roofs would be exempt.',
  'Traders at the market were less pleased with the rain tax. Their chairman said the council should repair the old pipes before it asked anybody for money.',
  'A vote on the rain tax is planned for the second week of April, after three public hearings.',
]
const html = `<!doctype html><html lang="en"><head><title>Council plans a rain tax</title>
  <meta property="og:type" content="article"><meta property="article:published_time" content="2024-02-26T09:00:00Z"></head>
  <body><article><h1>Council plans a rain tax</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`
const football = html.replaceAll('rain tax', 'cup match').replaceAll('council', 'club').replaceAll('mayor', 'coach')

const aPage = (changes: Partial<FetchedPage> = {}): FetchedPage => ({
  v: 1,
  urlId: `u${'1'.repeat(32)}`,
  run: 3,
  url: 'https://news.example/rain',
  finalUrl: 'https://news.example/rain',
  media: 'html',
  outlet: 'Drizzleford Echo',
  fetchedAt: '2024-02-27T10:00:00.000Z',
  hint: { title: null, publishedAt: null },
  ...changes,
})

/** Reads in the thread of the test: a thread of its own is tested once, below. */
const readHere = (topics: Topic[]): Parameters<typeof makeHandle>[0]['read'] => {
  const work = makeWork({ topics })
  return async (task) => work(task)
}

async function parse(
  body: string | undefined,
  changes: Partial<FetchedPage> = {},
  read = readHere([rainTax]),
  bodies: Bodies = openMemoryBodies(),
) {
  const page = aPage(changes)
  const { urlId, run } = page
  if (body !== undefined) await bodies.write({ urlId, run, kind: 'page' }, body)
  const handle = makeHandle({ bodies, read })
  const work = { log: openLog('test', 'silent'), signal: new AbortController().signal, attempt: 1, isAgain: false }
  const again = () => handle(page, work)
  return { outcome: await again(), again, kept: (kind: BodyKind) => bodies.read({ urlId, run, kind }) }
}

describe('PARSE', () => {
  it('passes on an article that is on a topic, and keeps its text', async () => {
    const { outcome, kept } = await parse(html)
    expect(outcome).toMatchObject({
      is: 'pass',
      output: {
        run: 3,
        article: {
          title: 'Council plans a rain tax',
          outlet: 'Drizzleford Echo',
          publishedAt: '2024-02-26T09:00:00.000Z',
          language: 'en',
          topics: [{ id: 'rain-tax', relevance: expect.any(Number) }],
        },
      },
    })
    expect(outcome.is === 'pass' && ParsedArticle.safeParse(outcome.output).success).toBe(true)
    expect(await kept('text')).toBe(paragraphs.join('\n\n'))
  })

  it('keeps the message beside the text, without its lane, for when the work is done again', async () => {
    const { outcome, kept } = await parse(html, { lane: 'replay' })
    const ticket = ParsedArticle.strict().parse(JSON.parse((await kept('parsed')) ?? ''))
    expect(outcome).toMatchObject({ is: 'pass', output: ticket })
    expect(ticket.lane).toBeUndefined()
  })

  it('keeps no message whose text is not kept', async () => {
    const bodies = openMemoryBodies()
    const full: Bodies = {
      ...bodies,
      async write(ref, body) {
        if (ref.kind === 'text') throw new Error('no room')
        await bodies.write(ref, body)
      },
    }
    await expect(parse(html, {}, readHere([rainTax]), full)).rejects.toThrow('no room')
    const { urlId, run } = aPage()
    expect(await bodies.read({ urlId, run, kind: 'parsed' })).toBeUndefined()
  })

  it('reads in a thread as it does here', async () => {
    const file = new URL('./thread.ts', import.meta.url)
    await using threads = await openThreads<typeof makeWork>(file, { atMost: 1, given: { topics: [rainTax] } })
    for (const body of [html, football]) {
      expect((await parse(body, {}, threads.run)).outcome).toEqual((await parse(body)).outcome)
    }
  })

  it('ends in the same place when it runs twice', async () => {
    const { outcome, again } = await parse(html)
    expect(await again()).toEqual(outcome)
  })

  it('reads plain text', async () => {
    const text = ['Council plans a rain tax', ...paragraphs].join('\n\n')
    const { outcome } = await parse(text, {
      media: 'text',
      url: `text:${'0'.repeat(64)}`,
      finalUrl: `text:${'0'.repeat(64)}`,
    })
    expect(outcome).toMatchObject({ is: 'pass', output: { article: { title: 'Council plans a rain tax' } } })
  })

  it('reads a page that was handed in', async () => {
    const url = `text:${'0'.repeat(64)}`
    expect((await parse(html, { url, finalUrl: url })).outcome).toMatchObject({ is: 'pass' })
  })

  it('stops at an article that is on no topic, says which, and keeps nothing of it', async () => {
    const { outcome, kept } = await parse(football)
    expect(outcome).toEqual({ is: 'stop', reason: 'off-topic', detail: 'Council plans a cup match' })
    expect(await kept('text')).toBeUndefined()
    expect(await kept('parsed')).toBeUndefined()
  })

  it.each([
    ['nothing', '', 'not-an-article'],
    ['a page without words', '<html><body><img src="rain.jpg"></body></html>', 'not-an-article'],
    [
      'a challenge',
      '<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1></body></html>',
      'challenge',
    ],
    [
      'an error page',
      '<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>',
      'error-page',
    ],
  ])('stops at %s: its reason', async (_, body, reason) => {
    expect((await parse(body)).outcome).toMatchObject({ is: 'stop', reason })
  })

  it('sends a run without its page back to FETCH', async () => {
    await expect(parse(undefined)).rejects.toThrow(MissingBodyError)
  })

  it('passes on no more topics than a message holds, the most relevant ones', async () => {
    const topics = Array.from({ length: 30 }, (_, at) => ({ ...rainTax, id: `rain-tax-${at}` }))
    const { outcome } = await parse(html, {}, readHere(topics))
    expect(outcome.is === 'pass' && ParsedArticle.safeParse(outcome.output).success).toBe(true)
  })

  it('survives bytes that are no page', async () => {
    const noise = String.fromCharCode(...Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 65_536))
    expect((await parse(noise)).outcome.is).toBe('stop')
  })
})
