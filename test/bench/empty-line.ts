import { defaultLimits } from '@stancewire/config'
import { type DiscoveredUrl, queues } from '@stancewire/contracts'
import { startDispatch } from '@stancewire/fetcher/dispatch'
import { end, type Logger, openPublisher, pass, runStage } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import type { Redis } from 'ioredis'
import { classified, fetched, judged, parsed } from './messages.ts'

const concurrency = 50
const accepting = 50

/** The real line, edge to event, with stages that do nothing: host lists, dispatcher, contracts, logs, publishing. Gives the seconds it took. */
export async function runEmptyLine(
  redis: Redis,
  prefix: string,
  urls: readonly Omit<DiscoveredUrl, 'run'>[],
  log: Logger,
) {
  const fetchLimits = { ...defaultLimits.fetch, hostDelayMs: 0, hostConcurrency: concurrency }
  const limits = { ...defaultLimits, fetch: fetchLimits }
  const { runs, hosts, events, pauses } = openStores(redis, { prefix, bodiesDir: '/nonexistent', limits })
  let ended = 0
  const allEnded = Promise.withResolvers<void>()
  const announcer = {
    ...events,
    async end(event: Parameters<typeof events.end>[0]) {
      const answer = await events.end(event)
      ended++
      if (ended === urls.length) allEnded.resolve()
      return answer
    },
  }
  const shared = {
    redis,
    prefix,
    log,
    runs,
    pauses,
    announcer,
    concurrency,
    shutdownGraceMs: 5_000,
    failedKeptMs: 86_400_000,
  }
  const { seconds } = await (async () => {
    await using fetch = openPublisher(queues.fetch, { redis, prefix })
    await using _fetching = runStage(
      {
        from: queues.fetch,
        to: queues.parse,
        handle: async (found) => {
          await hosts.release(found.host, found)
          return pass(fetched(found))
        },
      },
      shared,
    )
    await using _parsing = runStage(
      { from: queues.parse, to: queues.deduplicate, handle: async (page) => pass(parsed(page)) },
      shared,
    )
    await using _deduplicating = runStage(
      { from: queues.deduplicate, to: queues.classifyStance, handle: async (article) => pass(judged(article)) },
      shared,
    )
    await using _classifying = runStage(
      { from: queues.classifyStance, to: null, handle: async (verdict) => end(classified(verdict)) },
      shared,
    )
    const startedAtMs = performance.now()
    await using _dispatch = startDispatch({ hosts, runs, fetch, log })
    for (let from = 0; from < urls.length; from += accepting) {
      await Promise.all(urls.slice(from, from + accepting).map((url) => runs.accept(url)))
    }
    await allEnded.promise
    return { seconds: (performance.now() - startedAtMs) / 1_000 }
  })()
  return seconds
}
