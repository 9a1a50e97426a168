import {
  type Acceptance,
  type DiscoveredUrl,
  jobId,
  type RunRef,
  type Stage,
  type TerminalEvent,
} from '@stancewire/contracts'
import type { Line } from '../src/bull.ts'
import { aFind } from './messages.ts'

/** A job as its stage gave it up. */
export type GivenUp = {
  readonly message: object
  readonly id?: string
  readonly stage?: Stage
  readonly error?: string
  readonly failedAtMs?: number
  readonly worker?: string
}

/** Puts jobs into the failed sets, as BullMQ leaves them there; gives their ids. */
export async function putFailed({ redis, prefix }: Line, jobs: readonly GivenUp[]): Promise<string[]> {
  const pipeline = redis.pipeline()
  const ids = jobs.map(({ message, stage = 'fetch', ...job }) => {
    const id = job.id ?? jobId(stage, message as RunRef)
    const { error = 'RangeError: no answer', failedAtMs = 1_772_528_400_000, worker } = job
    pipeline.hset(`${prefix}:${stage}:${id}`, {
      ...{ name: stage, data: JSON.stringify(message), opts: '{}', delay: 0, priority: 0, ats: 4, atm: 4 },
      ...{ timestamp: failedAtMs - 9_000, processedOn: failedAtMs - 1_000, finishedOn: failedAtMs },
      failedReason: error.replace(/^\w+: /, ''),
      stacktrace: JSON.stringify([`${error}\n    at work`]),
      ...(worker ? { pb: worker } : {}),
    })
    pipeline.zadd(`${prefix}:${stage}:failed`, failedAtMs, id)
    return id
  })
  await pipeline.exec()
  return ids
}

/** The messages of so many runs. */
export function finds(count: number, name = 'find'): DiscoveredUrl[] {
  return Array.from({ length: count }, (_, at) => aFind(`${name}-${at}`))
}

/** Runs in memory, which stand as these messages and ends say, and take as many more as there is room for. */
export function memoryRuns(entries: readonly DiscoveredUrl[]) {
  const latest = new Map(entries.map((entry) => [entry.urlId, entry]))
  const ended = new Set<string>()
  const line = { room: Number.POSITIVE_INFINITY, accepted: [] as RunRef[] }
  const isEnded = ({ urlId, run }: RunRef) => ended.has(`${urlId}/${run}`)
  return Object.assign(line, {
    end: ({ data: { urlId, run } }: TerminalEvent) => void ended.add(`${urlId}/${run}`),
    latest: async (urlId: string) => latest.get(urlId)?.run ?? 0,
    entry: async (urlId: string) => latest.get(urlId),
    async state(ref: RunRef): Promise<{ is: 'unknown' | 'running' | 'ended' }> {
      if (isEnded(ref)) return { is: 'ended' }
      return { is: (latest.get(ref.urlId)?.run ?? 0) >= ref.run ? 'running' : 'unknown' }
    },
    async accept(found: Omit<DiscoveredUrl, 'run'>, { after }: { after?: number } = {}): Promise<Acceptance> {
      const before = latest.get(found.urlId)?.run ?? 0
      if (before > 0 && !isEnded({ urlId: found.urlId, run: before })) return { is: 'running', run: before }
      if (before > 0 && after !== undefined && before !== after) return { is: 'known', run: before }
      if (line.room <= 0) return { is: 'full', inFlight: 0 }
      line.room--
      const run = before + 1
      latest.set(found.urlId, { ...found, run })
      line.accepted.push({ urlId: found.urlId, run })
      return { is: 'accepted', run }
    },
    /** Forgets a URL. */
    forget: (urlId: string) => void latest.delete(urlId),
  })
}
