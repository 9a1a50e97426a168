import { setTimeout as sleep } from 'node:timers/promises'
import type { Acceptance, DiscoveredUrl } from '@stancewire/contracts'
import { readInfo } from './check-redis.ts'
import { type Logger, limited } from './log.ts'

type Found = Omit<DiscoveredUrl, 'run'>

/** As much of Redis as the edge asks. */
type MemoryFacts = { info(section: 'memory'): Promise<string> }

type EdgeRuns<Item> = {
  accept(item: Item, options?: { again?: boolean }): Promise<Acceptance>
  /** How many were accepted and how many have ended: those in between are counted with the memory that they will need. */
  counters?(): Promise<Readonly<Record<string, number>>>
}

type DoorOptions<Item> = {
  readonly runs: EdgeRuns<Item>
  /** Share of Redis' memory cap at which the line is full; without a cap it never is for memory. */
  readonly memoryShareMax: number
}
type EdgeOptions<Item> = DoorOptions<Item> & { readonly log: Logger }

/** The line takes no more now. */
export type Full = Extract<Acceptance, { is: 'full' }> | { readonly is: 'full'; readonly of: 'memory' }
/** Offers to the line once, without waiting for room. */
export type Door<Item = Found> = (
  item: Item,
  options?: { again?: boolean },
) => Promise<Exclude<Acceptance, { is: 'full' }> | Full>

/** What became of an offered URL; `stopped` where the wait for room was given up. */
type Offered = Exclude<Acceptance, { is: 'full' }> | { readonly is: 'stopped' }

/** Offers a URL to the line. While the line is full it waits: here, and nowhere behind it. */
export type Offer<Item = Found> = (item: Item, options?: { again?: boolean; signal?: AbortSignal }) => Promise<Offered>

const lookAgainMs = 1_000
// Every URL of every feed waits, and all for the same reason.
const complainEveryMs = 60_000

/** Opens the edge for those who cannot wait: whoever asks over HTTP is told that the line is full. */
export function openDoor<Item = Found>(redis: MemoryFacts, { runs, memoryShareMax }: DoorOptions<Item>): Door<Item> {
  const hasMemory = openMemoryGauge(redis, { runs, memoryShareMax })
  return async (item, { again = false } = {}) =>
    (await hasMemory()) ? await runs.accept(item, { again }) : { is: 'full', of: 'memory' }
}

/** Opens the edge of the line, where discoverer and `add` hand in what they found. */
export function openEdge<Item = Found>(redis: MemoryFacts, options: EdgeOptions<Item>): Offer<Item> {
  const { log } = options
  const door = openDoor(redis, options)
  const complain = limited(complainEveryMs, (swallowed, facts) =>
    log.warn({ ...(facts as object), swallowed }, 'line is full, waiting'),
  )
  return async (item, { again = false, signal } = {}) => {
    while (!signal?.aborted) {
      const acceptance = await door(item, { again })
      if (acceptance.is !== 'full') return acceptance
      complain(acceptance)
      await sleep(lookAgainMs, undefined, signal ? { signal } : {}).catch(() => {})
    }
    return { is: 'stopped' }
  }
}

/** What a run may need of Redis until it has ended, in bytes, measured on articles: its jobs, its event, its place in the index. */
export const runBytes = 12 * 1_024
// Other processes read at the same moment and let in as many.
const roomShare = 1 / 8

/**
 * Tells whether Redis has memory for one more run: a full Redis stops workers too, so the mark is far below its cap, and
 * what is in flight already is counted with what it will need. A reading lets in a share of the room it found, for a second at most.
 */
function openMemoryGauge(
  redis: MemoryFacts,
  { runs, memoryShareMax }: { runs: Pick<EdgeRuns<never>, 'counters'>; memoryShareMax: number },
): () => Promise<boolean> {
  let left = 0
  let isFull = false
  let readAtMs = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  const read = async () => {
    const [memory, { accepted = 0, ended = 0 } = {}] = await Promise.all([redis.info('memory'), runs.counters?.()])
    const facts = readInfo(memory)
    const cap = Number(facts.maxmemory ?? 0)
    const needed = Number(facts.used_memory ?? 0) + (accepted - ended) * runBytes
    const room = cap > 0 ? (cap * memoryShareMax - needed) / runBytes : Number.POSITIVE_INFINITY
    isFull = room <= 0
    left = isFull ? 0 : Math.max(1, Math.floor(room * roomShare))
    readAtMs = performance.now()
  }
  return async () => {
    for (;;) {
      const isFresh = performance.now() - readAtMs < lookAgainMs
      if (isFresh && isFull) return false
      if (isFresh && left > 0) {
        left--
        return true
      }
      // Who comes meanwhile waits for the same reading.
      reading ??= read().finally(() => {
        reading = undefined
      })
      await reading
    }
  }
}
