import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunRef } from '@stancewire/contracts'
import type { ReplayProgress, ReplayRequest, ReplayStage } from '@stancewire/storage'
import { lookAt } from './kept-runs.ts'
import type { CommandLine } from './line.ts'
import { openProgress } from './progress.ts'
import { addSkipped, type Skipped, totalSkipped } from './skipped.ts'

/** What is to be done again: from where, of what was fetched since when, and how many runs at most. */
export type Asked = { readonly stage: ReplayStage; readonly sinceMs: number; readonly limit: number }

/** What was asked for under one name, and what was not. */
export type Batch = { readonly name: string; readonly requested: number; readonly skipped: Skipped }

const together = 100
const lookAgainMs = 500

/** Asks for kept runs to be done again, oldest first, until the limit is reached or it is stopped; `dry`: only counts them. */
export async function askAgain(
  line: CommandLine,
  kept: readonly RunRef[],
  asked: Asked,
  { dry, stopping }: { dry: boolean; stopping: AbortSignal },
): Promise<Batch> {
  const name = randomBytes(6).toString('hex')
  const progress = openProgress(dry ? 'looked at' : 'asked for', kept.length)
  let requested = 0
  let skipped: Skipped = {}
  for (let at = 0; at < kept.length && requested < asked.limit && !stopping.aborted; at += together) {
    const looked = await Promise.all(kept.slice(at, at + together).map((ref) => lookAt(line.stores, ref, asked)))
    const requests: ReplayRequest[] = []
    for (const found of looked) {
      progress.step()
      if (found.is === 'request') requests.push({ ...found.request, batch: name })
      if (found.is === 'skipped') skipped = addSkipped(skipped, { [found.why]: 1 })
    }
    const wanted = requests.slice(0, asked.limit - requested)
    requested += dry ? wanted.length : await request(line, name, wanted, stopping)
  }
  progress.done()
  return { name, requested, skipped }
}

/** Waits for room in the lane: here, and nowhere behind it. Gives how many were taken before it was stopped. */
async function request(
  { stores }: CommandLine,
  batch: string,
  requests: readonly ReplayRequest[],
  stopping: AbortSignal,
): Promise<number> {
  let taken = 0
  while (taken < requests.length && !stopping.aborted) {
    const count = await stores.replays.request(batch, requests.slice(taken))
    taken += count
    if (count === 0) await sleep(lookAgainMs, undefined, { signal: stopping }).catch(() => {})
  }
  return taken
}

/** Shows how far a batch is, until all of it has ended or it is stopped. */
export async function untilOver(
  { stores }: CommandLine,
  { name, requested }: Batch,
  stopping: AbortSignal,
): Promise<ReplayProgress> {
  const shown = openProgress('done again', requested)
  for (let over = 0; ; ) {
    const progress = await stores.replays.progress(name)
    for (; over < progress.ended + totalSkipped(progress.skipped); over++) shown.step()
    if (over >= requested || stopping.aborted) {
      shown.done()
      return progress
    }
    await sleep(lookAgainMs, undefined, { signal: stopping }).catch(() => {})
  }
}
