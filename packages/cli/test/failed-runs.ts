import { type DiscoveredUrl, jobId, messageVersion, type Stage } from '@stancewire/contracts'
import type { Line } from '@stancewire/runtime'
import type { Stores } from '@stancewire/storage'

/** The message that starts the run of a URL by number. */
export function foundUrl(number: number): Omit<DiscoveredUrl, 'run'> {
  return {
    v: messageVersion,
    urlId: `u${number.toString(16).padStart(32, '0')}`,
    url: `https://news.example/${number}`,
    host: 'news.example',
    sourceId: null,
    outlet: null,
    discoveredAt: '2026-03-03T09:00:00.000Z',
    hint: { title: null, publishedAt: null },
  }
}

type Failure = {
  readonly stage?: Stage
  readonly message?: string
  readonly failedAtMs?: number
  readonly worker?: string
}

/** Accepts runs, and gives them up at a stage: jobs in the failed set, and ends. Gives the ids of the jobs. */
export async function failRuns(
  { redis, prefix, stores }: Line & { stores: Stores },
  numbers: readonly number[],
  { stage = 'fetch', message = 'no answer', failedAtMs = Date.now(), worker = 'mill:412' }: Failure = {},
): Promise<string[]> {
  const pipeline = redis.pipeline()
  const failed = numbers.map(async (number) => {
    const found = foundUrl(number)
    const accepted = await stores.runs.accept(found, { again: true })
    if (accepted.is === 'full') throw new Error('the line is full')
    const { run } = accepted
    const id = jobId(stage, { ...found, run })
    pipeline.hset(`${prefix}:${stage}:${id}`, {
      ...{ name: stage, data: JSON.stringify({ ...found, run }), opts: '{}', delay: 0, priority: 0, ats: 4, atm: 4 },
      ...{ timestamp: failedAtMs - 9_000, processedOn: failedAtMs - 1_000, finishedOn: failedAtMs, pb: worker },
      ...{ failedReason: message, stacktrace: JSON.stringify([`Error: ${message}\n    at work`]) },
    })
    pipeline.zadd(`${prefix}:${stage}:failed`, failedAtMs, id)
    const error = { name: 'Error', message }
    const data = { urlId: found.urlId, run, url: found.url, stage, attempts: 4, cause: 'error', error } as const
    await stores.events.end({ type: 'url.failed', data })
    return id
  })
  const ids = await Promise.all(failed)
  await pipeline.exec()
  return ids
}

/** The numbers from 1 to this one. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}
