import type { RunRef } from '@stancewire/contracts'
import type { JobOfRun } from '@stancewire/runtime'
import type { Mark } from '@stancewire/storage'
import type { Census } from './census.ts'
import { type LostRun, nameOf } from './facts.ts'
import { inChunks } from './look-again.ts'

/** Where a run stands that was not found on its way. */
type RunStanding = {
  readonly ref: RunRef
  readonly isWaiting: boolean
  /** It holds a slot at its host, or in the replay lane: a sweep starts it if it has no job. */
  readonly isHeld: boolean
  readonly jobs: readonly JobOfRun[]
  readonly mark: Mark | undefined
}

/** What is wrong with a run that has no end: nothing, that nobody will work on it, or that the end of its failed job is overdue. */
export type MissingRun =
  | ({ readonly is: 'lost' } & LostRun)
  | { readonly is: 'unended'; readonly ref: RunRef; readonly job: JobOfRun }

// A sweep publishes missing ends every five seconds.
const endOverdueMs = 60_000

/** Judges where a run stands; `undefined` where nothing is wrong. */
export function judgeRun({ ref, isWaiting, isHeld, jobs, mark }: RunStanding, nowMs: number): MissingRun | undefined {
  if (isWaiting || mark?.ends.has(ref.run) || jobs.some(({ is }) => is === 'pending')) return undefined
  const failed = jobs.find(({ is }) => is === 'failed')
  if (failed) {
    const isOverdue = nowMs - (failed.finishedAtMs ?? 0) > endOverdueMs
    return isOverdue ? { is: 'unended', ref, job: failed } : undefined
  }
  // As long as an idle job of it exists, the sweep takes the run to be on its way.
  if (isHeld && jobs.length === 0) return undefined
  return { is: 'lost', ref, isHeld, hasEntry: mark?.hasEntry === true && mark.run === ref.run }
}

/** Looks at runs that were not found, down the line and at their marks last, and gives those with which something is wrong. */
export async function lookAtMissing(census: Census, left: readonly { readonly ref: RunRef }[]): Promise<MissingRun[]> {
  const { waiting, held } = await readAtHosts(census)
  const found = await inChunks(left, async (chunk) => {
    const jobs = await Promise.all(chunk.map(({ ref }) => census.jobs.jobsOf(ref)))
    const marks = await census.marks.of(chunk.map(({ ref }) => ref.urlId))
    const nowMs = Date.now()
    return chunk.map(({ ref }, at) => {
      const name = nameOf(ref)
      const where = { ref, isWaiting: waiting.has(name), isHeld: held.has(name), jobs: jobs[at] ?? [], mark: marks[at] }
      return judgeRun(where, nowMs)
    })
  })
  return found.filter((run) => run !== undefined)
}

async function readAtHosts({ hosts, replays }: Census): Promise<{ waiting: Set<string>; held: Set<string> }> {
  const waiting = new Set<string>()
  const held = new Set<string>()
  for (const { ref } of await replays.taken()) held.add(nameOf(ref))
  for await (const page of hosts.all())
    for (const { ref, heldSinceMs } of page) if (ref) (heldSinceMs === null ? waiting : held).add(nameOf(ref))
  return { waiting, held }
}
