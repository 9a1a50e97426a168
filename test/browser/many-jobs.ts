import { jobId, messageVersion } from '@stancewire/contracts'
import type { TestLine } from '../e2e/line.ts'

/** So many jobs that wait for PARSE, the first one first; the last but a few is of another host. */
export async function putManyJobs({ redis, prefix }: TestLine, count: number, lateHost: string): Promise<void> {
  const batch = 1_000
  for (let from = 0; from < count; from += batch) {
    const trip = redis.pipeline()
    const ids: string[] = []
    for (let at = from; at < Math.min(from + batch, count); at++) {
      const urlId = `u${(0xa0000000 + at).toString(16).padStart(32, '0')}`
      const host = at === count - 3 ? lateHost : 'paper.example'
      const id = jobId('parse', { urlId, run: 1 })
      const data = { v: messageVersion, urlId, run: 1, url: `https://www.${host}/2026/crowd-${at}`, media: 'html' }
      trip.hset(`${prefix}:parse:${id}`, {
        ...{ name: 'parse', data: JSON.stringify(data), opts: '{}', delay: 0, priority: 0, timestamp: Date.now() },
      })
      ids.push(id)
    }
    trip.lpush(`${prefix}:parse:wait`, ...ids)
    await trip.exec()
  }
}
