import { join } from 'node:path'
import { inject } from 'vitest'
import { openLine, type TestLine, until } from '../e2e/line.ts'
import { openNewsroom } from '../newsroom/site.ts'

const content = join(import.meta.dirname, '..', 'newsroom', 'content', 'ground-troops')

/** The line that `npm run demo` shows: its newsroom publishes, and all of its stages work. */
export type DemoLine = TestLine & {
  /** Waits until every address has ended; gives how many those are. */
  allEnded(): Promise<number>
}

/** Opens it, thirty times as fast as the demo. */
export async function openDemoLine(): Promise<DemoLine> {
  await using open = new AsyncDisposableStack()
  const newsroom = open.use(await openNewsroom(content, { speed: 30 }))
  const nameOf = new Map(newsroom.outlets.map(({ id, name }) => [id, name]))
  const sources = newsroom.sources.map(({ id, url, outlet }) => ({
    ...{ id, url, outlet: nameOf.get(outlet), everySeconds: 1 },
  }))
  const limits = { fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 4, totalTimeoutMs: 1_500 } }
  const api = { requestsPerMinute: 1_000_000 }
  const topics = [newsroom.topicFile]
  const line = open.use(await openLine({ redisUrl: inject('redisUrl'), topics, sources, limits, api }))
  await line.startAll()
  const kept = open.move()
  return {
    ...line,
    async allEnded() {
      await until('every address of the demo has ended', 60_000, async () => {
        const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
        return accepted === newsroom.urlCount && ended === accepted
      })
      return newsroom.urlCount
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
