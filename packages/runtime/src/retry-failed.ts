import { type Acceptance, type DiscoveredUrl, Lane, type RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Line } from './bull.ts'
import { type Offer, openEdge } from './edge.ts'
import type { Fate, Held } from './failed-fate.ts'
import { isStillFailed } from './failed-sets.ts'
import { ensureEnd, letGo } from './let-go.ts'
import { type Logger, limited } from './log.ts'
import type { RunLookup } from './refetch.ts'
import type { Announcer } from './settle.ts'

type Found = Omit<DiscoveredUrl, 'run'>

/** What retrying needs. */
export type Retrying = {
  readonly runs: RunLookup & {
    accept(found: Found, options?: { again?: boolean; after?: number }): Promise<Acceptance>
    latest(urlId: string): Promise<number>
    counters?(): Promise<Readonly<Record<string, number>>>
  }
  readonly announcer: Pick<Announcer, 'end'>
  /** Share of Redis' memory cap at which a retry waits, as every edge does. */
  readonly memoryShareMax: number
  readonly log: Logger
}

/** A failed job whose run can be followed by another, and the message that starts it. */
type Ready = { readonly held: Held; readonly ref: RunRef; readonly found: Found }

/** Starts a new run for each failed job of a batch, as the line has room, and lets the job go. */
export function openRetry(options: Line & Retrying) {
  const offer = openOffer(options)
  const complain = limited(1_000, (swallowed, err, job) => options.log.warn({ err, job, swallowed }, 'not retried'))

  const retry = async (held: Held, signal: AbortSignal | undefined): Promise<Fate> => {
    try {
      const verdict = await judge(options, held)
      const fate = 'found' in verdict ? fateOf(await offer(verdict, signal), verdict.ref) : verdict.is
      if (fate === 'done' || fate === 'superseded') await atWrite('retry', () => letGo([held]))
      return fate
    } catch (error) {
      // One that is refused must not stop those behind it.
      complain(error, held.job.id)
      return 'broken'
    }
  }

  return (batch: readonly Held[], signal?: AbortSignal): Promise<Fate[]> =>
    Promise.all(batch.map((held) => retry(held, signal)))
}

/** Whether a failed job can be retried. Where it can, or may be let go, its run has its end after this. */
async function judge(options: Retrying, held: Held): Promise<Ready | { readonly is: Fate }> {
  const { event, job } = held
  if (!event) return { is: 'no-run' }
  const { urlId, run } = event.data
  const [latest, entry] = await Promise.all([options.runs.latest(urlId), options.runs.entry(urlId)])
  if (latest <= run) {
    if (laneOf(job.data) === 'replay' || entry?.lane === 'replay') return { is: 'replayed' }
    if (entry?.run !== run) return { is: 'no-entry' }
  }
  // The old run's end comes first: a URL whose run has no end is not started again.
  await ensureEnd(options, event)
  if (latest > run || !entry) return { is: 'superseded' }
  const { run: _, ...found } = entry
  // How long a run takes counts from when it was asked for, whenever its address was first found.
  return { held, ref: { urlId, run }, found: { ...found, discoveredAt: new Date().toISOString() } }
}

function laneOf(message: unknown): Lane | undefined {
  return Lane.safeParse((message as { lane?: unknown } | null)?.lane).data
}

/** Offers runs at an edge of their own. After each wait it is asked anew whether another operator has been here. */
function openOffer({ redis, runs, memoryShareMax, log }: Line & Retrying) {
  const readyOf = new WeakMap<Found, Ready>()
  const accept = async (found: Found): Promise<Acceptance> => {
    const ready = readyOf.get(found)
    if (!ready) return runs.accept(found, { again: true })
    const { held, ref } = ready
    const [latest, isThere] = await Promise.all([runs.latest(ref.urlId), isStillFailed(held.set, held.job.id ?? '')])
    return isThere ? runs.accept(found, { again: true, after: ref.run }) : { is: 'known', run: latest }
  }
  const counters = runs.counters?.bind(runs)
  const offer = openEdge(redis, { runs: { accept, ...(counters ? { counters } : {}) }, memoryShareMax, log })
  return (ready: Ready, signal: AbortSignal | undefined) => {
    readyOf.set(ready.found, ready)
    return offer(ready.found, { again: true, ...(signal ? { signal } : {}) })
  }
}

function fateOf(offered: Awaited<ReturnType<Offer>>, failed: RunRef): Fate {
  if (offered.is === 'stopped') return 'left'
  if (offered.is === 'accepted') return 'done'
  if (offered.run > failed.run) return 'superseded'
  return offered.is === 'running' ? 'running' : 'gone'
}
