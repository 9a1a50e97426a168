import { join } from 'node:path'
import { inject } from 'vitest'
import { type Crowd, openCrowd } from '../e2e/crowd.ts'
import { type Fault, openLine, type TestLine, until } from '../e2e/line.ts'

/** A line on which three things go wrong at once: a host that wants to be left alone, an outlet whose pages end their reader, a consumer that has stopped. */
export type TroubledLine = AsyncDisposable & {
  readonly line: TestLine
  /** It answers 429, and asks for five minutes. */
  readonly busyHost: string
  /** The host of the outlet whose pages crash PARSE, and how many of them do. */
  readonly crashingHost: string
  readonly crashes: number
  /** The consumer group that has read nothing for twelve minutes. */
  readonly group: string
  /** Starts the services, plants the faults, and waits until each has had its effect on the line. */
  plant(): Promise<void>
  /** What an operator's colleague does: the parser is mended and started anew. */
  mendParser(): Promise<void>
  /** What the owner of the group does: its consumer runs again, and reads what it missed. */
  reviveConsumer(): Promise<void>
}

const pages = 16
const crashing = /\/page\/1\d?$/
const behindMs = 12 * 60_000
const group = 'newsletter'
const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')

/** Opens the line with its two outlets; nothing runs yet. */
export async function openTroubledLine(): Promise<TroubledLine> {
  await using open = new AsyncDisposableStack()
  const busy = open.use(await openCrowd(pages, { isBusyOnce: () => true, retryAfterSeconds: 300 }))
  const lantern = open.use(await openCrowd(pages))
  const line = open.use(await openLineOf(busy, lantern))
  const crashes = lantern.listed.filter(({ url }) => crashing.test(url)).length
  const faults = [crashAt(lantern)]
  const troubled = {
    ...{ line, busyHost: '127.0.0.1', crashingHost: 'localhost', crashes, group },
    async plant() {
      await Promise.all([
        line.start('archive'),
        line.start('parser', { faults }),
        line.startAll(['discoverer', 'fetcher', 'deduplicator', 'stance-classifier']),
      ])
      await until('the pages of one outlet have ended, and the other one is left alone', 40_000, async () => {
        const { ended = 0 } = await line.stores.runs.counters()
        const blockedMs = await line.redis.pttl(`${line.prefix}:host:127.0.0.1:blocked`)
        return ended === pages && blockedMs > 60_000
      })
      await leaveBehind(line)
    },
    async mendParser() {
      await line.stop('parser')
      await line.start('parser')
    },
    reviveConsumer: () => readAll(line),
  }
  const kept = open.move()
  return { ...troubled, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

function openLineOf(busy: Crowd, lantern: Crowd): Promise<TestLine> {
  return openLine({
    redisUrl: inject('redisUrl'),
    topics: [topic],
    sources: [
      { id: 'gazette-news', url: busy.feedUrl, outlet: 'Harbour Gazette', everySeconds: 2 },
      { id: 'lantern-news', url: byName(lantern.feedUrl), outlet: 'The Lantern', everySeconds: 2 },
    ],
    limits: { fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 2 } },
    api: { requestsPerMinute: 1_000_000 },
  })
}

/** Another host than the one of its address. */
function byName(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
}

/** Each try at one of these pages ends the thread that reads it. */
function crashAt({ feedUrl }: Crowd): Fault {
  return { at: 'work:parse', does: 'exit', about: new URL('/page/1', byName(feedUrl)).href, always: true }
}

const streamOf = ({ prefix }: TestLine) => `${prefix}:events`

/** Makes a group that took two events in hand, and has stood still ever since: twelve minutes by its place on the stream. */
async function leaveBehind(line: TestLine): Promise<void> {
  const { redis } = line
  const place = `${Date.now() - behindMs}-0`
  await redis.xgroup('CREATE', streamOf(line), group, place)
  await redis.xreadgroup('GROUP', group, 'one', 'COUNT', 2, 'STREAMS', streamOf(line), '>')
  await redis.xgroup('SETID', streamOf(line), group, place)
}

async function readAll(line: TestLine): Promise<void> {
  const { redis } = line
  for (;;) {
    const read = await redis.xreadgroup('GROUP', group, 'one', 'COUNT', 1_000, 'STREAMS', streamOf(line), '>')
    const [[, entries] = ['', []]] = (read ?? []) as [string, [string, string[]][]][]
    if (entries.length === 0) return
    await redis.xack(streamOf(line), group, ...entries.map(([id]) => id))
  }
}
