import { type HandedIn, type Offer, openEdge, openHandOver } from '@stancewire/runtime'
import type { CommandLine } from './line.ts'

/** Opens the way from a command to the line: it waits for room. */
export function openWaitingHandOver({ redis, stores, limits, log }: CommandLine): Offer<HandedIn> {
  const { runs, bodies } = stores
  const accept = openHandOver({ redis, runs, bodies })
  const { memoryShareMax } = limits
  return openEdge<HandedIn>(redis, { runs: { accept, counters: runs.counters }, memoryShareMax, log })
}
