import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

type CrowdEnd = 'classified' | 'duplicated' | 'off-topic' | 'gone' | 'failed'

/** A site of many small pages with feeds that list them all, for tests of the line under load. */
export type Crowd = AsyncDisposable & {
  /** The first feed, and the only one of up to 1 000 pages. */
  readonly feedUrl: string
  readonly feedUrls: readonly string[]
  /** Listed addresses with how their runs must end; a copy and its source may change places. */
  readonly listed: readonly Listed[]
  /** When each request of a page came, by the number of the page. */
  readonly requests: ReadonlyMap<number, readonly number[]>
  /** Pages whose request is being held now. */
  held(): number
  /** Answers what is held, and holds nothing more. */
  letGo(): void
}

type Listed = { readonly url: string; readonly end: CrowdEnd; readonly text: number }

/** How a crowd misbehaves; each tells by the number of a page (and of its request, from 1). Where absent it behaves. */
export type CrowdMood = {
  /** How long a page is waited for. */
  readonly slowMs?: (at: number) => number
  /** Pages that answer 429 to their first request. */
  readonly isBusyOnce?: (at: number) => boolean
  /** Seconds in the Retry-After of a 429. */
  readonly retryAfterSeconds?: number
  /** Pages that answer 500 to each request: their runs fail. */
  readonly isBroken?: (at: number) => boolean
  /** Requests that are not answered until `letGo`. */
  readonly isHeld?: (at: number, request: number) => boolean
  /** The last so many pages stand in no feed: they are for whoever adds them. */
  readonly heldBack?: number
  /** Requests that are told 404, whatever the page is. */
  readonly isGone?: (at: number, request: number) => boolean
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

const feedItemsMax = 1_000

/** Serves so many pages on 127.0.0.1. */
export async function openCrowd(count: number, mood: CrowdMood = {}): Promise<Crowd> {
  const requests = new Map<number, number[]>()
  const gate = openGate()
  const server = createServer((request, response) => {
    const feed = /^\/feed(?:-(\d+))?\.json$/.exec(request.url ?? '')
    if (feed) return answerFeed(response, Number(feed[1] ?? 0), count - (mood.heldBack ?? 0))
    const at = Number(/^\/page\/(\d+)$/.exec(request.url ?? '')?.[1] ?? -1)
    const times = [...(requests.get(at) ?? []), performance.now()]
    requests.set(at, times)
    void answerPage(response, { at, request: times.length, count, mood, gate })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const feeds = Array.from({ length: Math.max(1, Math.ceil(count / feedItemsMax)) }, (_, feed) => feedName(base, feed))
  return {
    feedUrl: feedName(base, 0),
    feedUrls: feeds,
    listed: Array.from({ length: count }, (_, at) => ({ url: `${base}/page/${at}`, ...endIn(mood, at) })),
    requests,
    held: () => gate.held,
    letGo: gate.open,
    async [Symbol.asyncDispose]() {
      gate.open()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function feedName(base: string, feed: number): string {
  return feed === 0 ? `${base}/feed.json` : `${base}/feed-${feed}.json`
}

function endIn({ isBroken }: CrowdMood, at: number): { end: CrowdEnd; text: number } {
  return isBroken?.(at) ? { end: 'failed', text: at } : endOf(at)
}

type Gate = { held: number; readonly opened: Promise<void>; open(): void }

function openGate(): Gate {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  return { held: 0, opened, open }
}

function answerFeed(response: ServerResponse, feed: number, count: number): void {
  const first = feed * feedItemsMax
  const items = Array.from({ length: Math.max(0, Math.min(feedItemsMax, count - first)) }, (_, index) => ({
    id: String(first + index),
    url: `/page/${first + index}`,
  }))
  response.setHeader('content-type', 'application/feed+json')
  response.end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Crowd', items }))
}

type Asked = { at: number; request: number; count: number; mood: CrowdMood; gate: Gate }

async function answerPage(response: ServerResponse, { at, request, count, mood, gate }: Asked): Promise<void> {
  if (mood.isHeld?.(at, request)) {
    gate.held++
    await gate.opened
    gate.held--
  }
  const slowMs = mood.slowMs?.(at) ?? 0
  if (slowMs > 0) await sleep(slowMs)
  const { end, text } = endIn(mood, at)
  if (request === 1 && mood.isBusyOnce?.(at)) {
    response.setHeader('retry-after', String(mood.retryAfterSeconds ?? 1))
    return refuse(response, 429, 'too many requests')
  }
  if (end === 'failed') return refuse(response, 500, 'out of order')
  if (at < 0 || at >= count || end === 'gone' || mood.isGone?.(at, request))
    return refuse(response, 404, 'no such page')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page(end === 'off-topic' ? offTopic(text) : article(text)))
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.statusCode = status
  response.end(why)
}
