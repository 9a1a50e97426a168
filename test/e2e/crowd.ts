import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type CrowdEnd = 'classified' | 'duplicated' | 'off-topic' | 'gone' | 'list-page'

/** A site of many small pages with a feed that lists them all, for tests of the line under load. */
export type Crowd = AsyncDisposable & {
  readonly feedUrl: string
  /** Listed addresses with how their runs must end; a copy and its source may change places. */
  readonly listed: readonly { readonly url: string; readonly end: CrowdEnd; readonly text: number }[]
}

const words =
  `bridge harbour council ferry market orchard signal tower lantern quarry meadow copper ribbon saddle timber valley
  winter anchor barrel candle dagger ember falcon garden hammer island jungle kettle ladder marble needle oyster pepper quiver
  rocket silver tunnel velvet willow yellow zephyr basket cactus desert engine forest guitar helmet insect jacket kitten`.split(
    /\s+/,
  )
const holders = ['Ada Brandt', 'Milan Novak', 'Rosa Keller', 'Tom Hale', 'Ines Duarte', 'Paul Verne']

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function sentence(random: () => number, length: number): string {
  const picked = Array.from({ length }, () => words[Math.floor(random() * words.length)])
  const [first = 'a', ...rest] = picked
  return `${first[0]?.toUpperCase()}${first.slice(1)} ${rest.join(' ')}.`
}

function article(seed: number): { title: string; paragraphs: string[] } {
  const random = randomFrom(seed + 1)
  const holder = holders[seed % holders.length] ?? 'Ada Brandt'
  const filler = () => Array.from({ length: 4 }, () => sentence(random, 12)).join(' ')
  const said = seed % 2 === 0 ? 'The night trains should run' : 'We will not pay for night trains'
  return {
    title: `${sentence(random, 5).slice(0, -1)} and the night trains`,
    paragraphs: [
      `The regional railway wants to run night trains through the valley again. ${filler()}`,
      `“${said},” ${holder} said on Monday. ${filler()}`,
      filler(),
      `Night trains were last seen here ${1950 + (seed % 60)} years into the calendar. ${filler()}`,
    ],
  }
}

function offTopic(seed: number): { title: string; paragraphs: string[] } {
  const random = randomFrom(seed + 900_001)
  const filler = () => Array.from({ length: 5 }, () => sentence(random, 12)).join(' ')
  return { title: sentence(random, 6), paragraphs: [filler(), filler(), filler()] }
}

function page({ title, paragraphs }: { title: string; paragraphs: string[] }): string {
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n')
  return `<!doctype html><html lang="en"><head><title>${title}</title><meta property="article:published_time" content="2024-02-27T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>${title}</h1>${body}</article><footer>Imprint</footer></body></html>`
}

/** The end of the page with this number: one in ten is a copy, one in twenty off-topic, one in fifty gone. */
function endOf(at: number): { end: CrowdEnd; text: number } {
  if (at % 50 === 49) return { end: 'gone', text: at }
  if (at % 20 === 13) return { end: 'off-topic', text: at }
  // Copies of an earlier page that is an article itself.
  if (at % 10 === 7) return { end: 'duplicated', text: at - 5 }
  return { end: 'classified', text: at }
}

/** Serves so many pages on 127.0.0.1. */
export async function openCrowd(count: number): Promise<Crowd> {
  const server = createServer((request, response) => answer(request, response, count))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    feedUrl: `${base}/feed.json`,
    listed: Array.from({ length: count }, (_, at) => ({ url: `${base}/page/${at}`, ...endOf(at) })),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, count: number): void {
  if (request.url === '/feed.json') {
    const items = Array.from({ length: count }, (_, at) => ({ id: String(at), url: `/page/${at}` }))
    response.setHeader('content-type', 'application/feed+json')
    response.end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Crowd', items }))
    return
  }
  const at = Number(/^\/page\/(\d+)$/.exec(request.url ?? '')?.[1] ?? Number.NaN)
  const { end, text } = endOf(at)
  if (Number.isNaN(at) || at >= count || end === 'gone') {
    response.statusCode = 404
    response.end('no such page')
    return
  }
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page(end === 'off-topic' ? offTopic(text) : article(text)))
}
