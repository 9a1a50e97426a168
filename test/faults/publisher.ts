import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Crowd } from '../e2e/crowd.ts'

/** A feed that lists a crowd's pages bit by bit. */
export type Publisher = AsyncDisposable & {
  readonly feedUrl: string
  /** Lists so many further pages of the crowd, as many as it has. */
  publish(count: number): void
  /** The pages that were listed so far, as `expectOneEndEach` takes them. */
  listed(): Crowd['listed']
  /** When each poll of the feed came, in ms of `performance.now()`. */
  readonly polls: readonly number[]
}

// As many as a feed is read for.
const feedItemsMax = 1_000

/** Opens the feed; it lists nothing yet, then the newest pages first. */
export async function openPublisher({ listed }: Pick<Crowd, 'listed'>): Promise<Publisher> {
  let count = 0
  const polls: number[] = []
  const server = createServer((_, response) => {
    polls.push(performance.now())
    const newest = listed.slice(Math.max(0, count - feedItemsMax), count).reverse()
    const items = newest.map(({ url }) => ({ id: url, url }))
    response.setHeader('content-type', 'application/feed+json')
    response.end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Publisher', items }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    feedUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.json`,
    publish(more) {
      count = Math.min(count + more, listed.length)
    },
    listed: () => listed.slice(0, count),
    polls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
