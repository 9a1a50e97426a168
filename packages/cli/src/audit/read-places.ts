import type { RunRef } from '@stancewire/contracts'
import type { Census } from './census.ts'
import { type ForgottenSlot, nameOf, type Tally } from './facts.ts'
import type { Ledger } from './ledger.ts'

/** Where runs were found, read down the line, so that what moves forward meanwhile is seen further down. */
export type Places = {
  readonly open: number
  readonly places: Tally
  /** Runs without an end that stood nowhere where they will be worked on. */
  readonly missing: readonly RunRef[]
  /** Runs in the line that the ledger does not know: new ones, and those without a mark. */
  readonly unknown: readonly RunRef[]
  readonly hosts: {
    readonly count: number
    readonly waiting: number
    readonly held: number
    readonly unreadable: readonly string[]
    /** Slots of runs that the ledger does not know on their way, held for longer than a moment. */
    readonly overdue: readonly ForgottenSlot[]
  }
}

// A sweep lets go of slots that were held for half a minute, and looks every ten seconds.
export const slotOverdueMs = 60_000

/** Reads hosts and queues, and compares them with the ledger. */
export async function readPlaces({ hosts, jobs }: Pick<Census, 'hosts' | 'jobs'>, ledger: Ledger): Promise<Places> {
  const open = ledger.open()
  const missing = new Map(open.map((ref) => [nameOf(ref), ref]))
  const unknown = new Map<string, RunRef>()
  const places: Record<string, number> = {}
  const find = (ref: RunRef, place: string) => {
    const name = nameOf(ref)
    if (missing.delete(name)) places[place] = (places[place] ?? 0) + 1
    else if (!ledger.knows(ref)) unknown.set(name, ref)
  }
  const atHosts = await readHosts(
    hosts,
    (ref) => find(ref, 'at hosts'),
    (ref) => missing.has(nameOf(ref)),
  )
  for await (const { stage, refs } of jobs.pending()) for (const ref of refs) find(ref, `in ${stage}`)
  return { open: open.length, places, missing: [...missing.values()], unknown: [...unknown.values()], hosts: atHosts }
}

async function readHosts(
  hosts: Census['hosts'],
  find: (ref: RunRef) => void,
  isOpen: (ref: RunRef) => boolean,
): Promise<Places['hosts']> {
  const seen = new Set<string>()
  const unreadable = new Set<string>()
  const overdue: ForgottenSlot[] = []
  const overdueBeforeMs = Date.now() - slotOverdueMs
  let waiting = 0
  let held = 0
  for await (const page of hosts.all()) {
    for (const { host, ref, heldSinceMs } of page) {
      seen.add(host)
      if (!ref) {
        unreadable.add(host)
      } else if (heldSinceMs === null) {
        waiting++
        find(ref)
      } else {
        // A slot alone moves nothing: its run is looked for further down.
        held++
        if (heldSinceMs < overdueBeforeMs && !isOpen(ref)) overdue.push({ host, ref })
      }
    }
  }
  return { count: seen.size, waiting, held, unreadable: [...unreadable], overdue }
}
