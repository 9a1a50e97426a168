import { randomUUID } from 'node:crypto'
import type { DedupVerdict, DiscoveredUrl, FetchedPage, ParsedArticle } from '@stancewire/contracts'
import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { classified, fetched, judged, parsed } from './messages.ts'

const concurrency = 50

// The same messages as the line's, in the same order; the last one goes to a stream.
const stages = [
  { name: 'fetch', say: (data: DiscoveredUrl) => fetched(data) },
  { name: 'parse', say: (data: FetchedPage) => parsed(data) },
  { name: 'deduplicate', say: (data: ParsedArticle) => judged(data) },
  { name: 'classify', say: (data: DedupVerdict) => classified(data) },
] as const

/** A hand-written chain of four BullMQ queues, as plain as it gets: deterministic job ids, attempts with back-off, one XADD at the end. Gives the seconds it took. */
export async function runBareChain(
  redis: Redis,
  prefix: string,
  urls: readonly Omit<DiscoveredUrl, 'run'>[],
): Promise<number> {
  const options = { connection: redis, prefix }
  const queues = stages.map(({ name }) => new Queue(name, options))
  const jobOptions = (stage: string, urlId: string) => ({
    jobId: `${stage}-${urlId}-1`,
    attempts: 3,
    backoff: { type: 'exponential', delay: 1_000 },
    removeOnComplete: { count: 1_000 },
  })
  let done = 0
  const allDone = Promise.withResolvers<void>()
  const publish = async (data: unknown) => {
    const event = JSON.stringify({ specversion: '1.0', id: randomUUID(), source: 'bare', data })
    await redis.xadd(`${prefix}:events`, 'MAXLEN', '~', 100_000, '*', 'event', event)
    done++
    if (done === urls.length) allDone.resolve()
  }
  const workers = stages.map(({ name, say }, index) => {
    const next = queues[index + 1]
    const work = async (job: { data: never }) => {
      const said = say(job.data)
      if (!next || !('urlId' in said)) return publish(said)
      await next.add(next.name, said, jobOptions(next.name, said.urlId))
    }
    return new Worker(name, work as (job: { data: unknown }) => Promise<void>, { ...options, concurrency })
  })
  await Promise.all(workers.map((worker) => worker.waitUntilReady()))
  const startedAtMs = performance.now()
  for (let from = 0; from < urls.length; from += 100) {
    const batch = urls.slice(from, from + 100)
    await queues[0]?.addBulk(
      batch.map((url) => ({ name: 'fetch', data: { ...url, run: 1 }, opts: jobOptions('fetch', url.urlId) })),
    )
  }
  await allDone.promise
  const seconds = (performance.now() - startedAtMs) / 1_000
  await Promise.all([...workers, ...queues].map((each) => each.close()))
  return seconds
}
