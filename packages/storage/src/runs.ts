import { type Acceptance, DiscoveredUrl, type RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { noteOf } from './accepted-notes.ts'
import { makeBatch } from './batch.ts'
import { type Call, luaScript } from './lua.ts'

const acceptScript = luaScript('accept')
const Found = DiscoveredUrl.omit({ run: true })

/** How a run stands: not known, on its way, or ended by an event of this type. */
export type RunState =
  | { readonly is: 'unknown' }
  | { readonly is: 'running' }
  | { readonly is: 'ended'; readonly by: string }

/** The runs of the line: each URL's mark, its runs and their ends. */
export type Runs = {
  /** Starts a run unless the URL is known; `again` starts a further one once the last has ended, `after` only if the last is this one. Offering the same URL twice starts one run. Throws if the message breaks its contract. */
  accept(url: Omit<DiscoveredUrl, 'run'>, options?: { again?: boolean; after?: number }): Promise<Acceptance>
  state(ref: RunRef): Promise<RunState>
  /** The number of a URL's latest run; 0 if it has none. */
  latest(urlId: string): Promise<number>
  /** The message that started the URL's latest run; kept while it is on its way, and where it failed. `undefined` also where this version cannot read it. */
  entry(urlId: string): Promise<DiscoveredUrl | undefined>
  /** Runs accepted and ended so far, and ends by kind: `end:<type>` and `stop:<reason>`. */
  counters(): Promise<Record<string, number>>
}

/** Opens the runs under this key prefix. */
export function openRuns(redis: Redis, options: { prefix: string; seenDays: number; inFlightMax: number }): Runs {
  const { prefix } = options
  const note = noteOf(prefix)
  const mark = (urlId: string) => `${prefix}:url:${urlId}`
  const accepting = makeBatch((calls: readonly Call[]) => atWrite('accept', () => acceptScript.many(redis, calls)))
  return {
    async accept(url, { again = false, after } = {}) {
      const reply = await accepting.add({
        keys: [mark(url.urlId), `${prefix}:hosts`, `${prefix}:counters`, ...note.keys],
        args: [
          prefix,
          url.urlId,
          url.host,
          // Checked here: one that its reader refuses would stop all that are taken with it.
          JSON.stringify(Found.parse(url)),
          Date.parse(url.discoveredAt),
          Math.round(options.seenDays * 86_400),
          options.inFlightMax,
          again ? 'again' : 'once',
          after ?? '',
          note.most,
        ],
      })
      const [is, count] = reply as [Acceptance['is'], number]
      return is === 'full' ? { is, inFlight: count } : { is, run: count }
    },
    async state({ urlId, run }) {
      const [latest, end] = await redis.hmget(mark(urlId), 'run', `end:${run}`)
      if (end) return { is: 'ended', by: end }
      return latest && Number(latest) >= run ? { is: 'running' } : { is: 'unknown' }
    },
    async latest(urlId) {
      return Number((await redis.hget(mark(urlId), 'run')) ?? 0)
    },
    async entry(urlId) {
      const entry = await redis.hget(mark(urlId), 'entry')
      return entry ? DiscoveredUrl.safeParse(JSON.parse(entry)).data : undefined
    },
    async counters() {
      const counters = await redis.hgetall(`${prefix}:counters`)
      return Object.fromEntries(Object.entries(counters).map(([name, count]) => [name, Number(count)]))
    },
  }
}
