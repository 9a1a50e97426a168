import { setTimeout as sleep } from 'node:timers/promises'
import type { Acceptance, DiscoveredUrl } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { readInfo } from './check-redis.ts'
import type { Logger } from './log.ts'

type Found = Omit<DiscoveredUrl, 'run'>

type EdgeOptions = {
  readonly runs: { accept(found: Found, options?: { again?: boolean }): Promise<Acceptance> }
  /** Share of Redis' memory cap at which the edge waits; without a cap it never does for memory. */
  readonly memoryShareMax: number
  readonly log: Logger
}

/** What became of an offered URL; `stopped` where the wait for room was given up. */
type Offered = Exclude<Acceptance, { is: 'full' }> | { readonly is: 'stopped' }

/** Offers a URL to the line. While the line is full it waits: here, and nowhere behind it. */
export type Offer = (found: Found, options?: { again?: boolean; signal?: AbortSignal }) => Promise<Offered>

const lookAgainMs = 1_000

/** Opens the edge of the line, where discoverer and `add` hand in what they found. */
export function openEdge(redis: Redis, { runs, memoryShareMax, log }: EdgeOptions): Offer {
  const isMemoryHigh = openMemoryGauge(redis, memoryShareMax)
  return async (found, { again = false, signal } = {}) => {
    for (let waits = 0; !signal?.aborted; waits++) {
      const acceptance = (await isMemoryHigh()) ? ({ is: 'full' } as const) : await runs.accept(found, { again })
      if (acceptance.is !== 'full') return acceptance
      if (waits === 0) log.warn(acceptance, 'line is full, waiting')
      await sleep(lookAgainMs, undefined, signal ? { signal } : {}).catch(() => {})
    }
    return { is: 'stopped' }
  }
}

/** A full Redis stops workers too, so the mark is far below its cap. */
function openMemoryGauge(redis: Redis, shareMax: number): () => Promise<boolean> {
  let readAtMs = Number.NEGATIVE_INFINITY
  let isHigh = Promise.resolve(false)
  const read = async () => {
    const facts = readInfo(await redis.info('memory'))
    const cap = Number(facts.maxmemory ?? 0)
    return cap > 0 && Number(facts.used_memory ?? 0) > cap * shareMax
  }
  return () => {
    // Reading INFO on every offer would cost more than the offer.
    if (performance.now() - readAtMs < lookAgainMs) return isHigh
    readAtMs = performance.now()
    isHigh = read()
    return isHigh
  }
}
