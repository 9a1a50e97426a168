import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A site whose feeds list links that lead nowhere. Its host is another one than a crowd's. */
export type DeadLinks = AsyncDisposable & {
  readonly feedUrls: readonly string[]
  /** From now on the feeds list their links; before, they list none. */
  list(): void
  /** A further link that no feed lists. */
  next(): string
  /** From now on each link is answered at once. */
  hurry(): void
  readonly listed: number
}

/** Serves feeds of so many links each. Every link is answered 404, after so long until told to hurry. */
export async function openDeadLinks({
  feeds,
  linksEach,
  slowMs,
}: {
  feeds: number
  linksEach: number
  slowMs: number
}): Promise<DeadLinks> {
  let isListing = false
  let nexts = 0
  const hurried = new AbortController()
  const server = createServer((request, response) => {
    const feed = /^\/feed-(\d+)\.json$/.exec(request.url ?? '')?.[1]
    if (feed !== undefined) {
      const items = Array.from({ length: isListing ? linksEach : 0 }, (_, at) => itemOf(`/gone/feed-${feed}/${at}`))
      response.setHeader('content-type', 'application/feed+json')
      response.end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Dead links', items }))
      return
    }
    void sleep(slowMs, undefined, { signal: hurried.signal })
      .catch(() => {})
      .then(() => {
        response.statusCode = 404
        response.end('no such page')
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    feedUrls: Array.from({ length: feeds }, (_, feed) => `${base}/feed-${feed}.json`),
    listed: feeds * linksEach,
    list() {
      isListing = true
    },
    next: () => `${base}${itemOf(`/gone/other/${nexts++}`).url}`,
    hurry: () => hurried.abort(),
    async [Symbol.asyncDispose]() {
      hurried.abort()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

// As long as addresses with a title in them are.
const title = 'who-was-seen-at-the-harbour-and-what-the-council-has-to-say-about-it'

function itemOf(path: string): { id: string; url: string } {
  return { id: path, url: `${path}/${title}` }
}
