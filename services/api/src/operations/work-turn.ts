import { jobId, Stage } from '@stancewire/contracts'
import {
  addTallies,
  type Database,
  type FailedPlace,
  type FailedRef,
  failedBehind,
  nothingDone,
  type OperationAction,
  type OperationTally,
  type OperationTurns,
  type Turn,
} from '@stancewire/read-model'
import type { ChosenJob, FailedBatches, Fate, SettledJob } from '@stancewire/runtime'
import { openHeart } from './heart.ts'

/** What working on operations needs. */
export type Working = {
  readonly database: Database
  readonly turns: OperationTurns
  readonly batches: Pick<FailedBatches, OperationAction>
  readonly beatEveryMs: number
}

type Reached = { readonly settled: number; readonly tally: OperationTally; readonly place: FailedPlace | null }

const batchSize = 100

/** Works an operation off, a batch at a time, and keeps how far it is after each: to its end, until it is cancelled, or until this process shall stop. */
export async function workTurn(working: Working, turn: Turn, stopping: AbortSignal): Promise<void> {
  const { turns } = working
  const { id } = turn.operation
  await using heart = openHeart(() => turns.beat(id), working.beatEveryMs)
  // Whoever had it before may have died with the wish to end it.
  const held = await turns.beat(id)
  const why = held === 'mine' ? await workOff(working, turn, AbortSignal.any([stopping, heart.signal])) : held
  if (why === 'lost' || heart.signal.reason === 'lost') return
  if (why === 'done') return turns.end(id, 'done')
  if (why === 'stopping' || heart.signal.reason === 'stopping') return turns.end(id, 'cancelled')
  return turns.giveBack(id)
}

async function workOff(
  { database, turns, batches }: Working,
  { operation, place }: Turn,
  signal: AbortSignal,
): Promise<'done' | 'interrupted' | 'stopping' | 'lost'> {
  const { id, action, filter, total } = operation
  let reached: Reached = { settled: operation.settled, tally: operation.tally, place }
  while (!signal.aborted) {
    // Whoever asked has seen so many, and no more.
    const limit = Math.min(batchSize, total - reached.settled)
    const next = limit > 0 ? await failedBehind(database, filter, reached.place, limit) : { runs: [], place }
    if (next.runs.length === 0) {
      const { settled, ...rest } = reached
      const tally = addTallies(rest.tally, { ...nothingDone, gone: total - settled })
      const held = await turns.settle(id, { settled: total, tally, place: rest.place, over: [] })
      return held === 'lost' ? held : 'done'
    }
    const settled: SettledJob[] = []
    await batches[action](next.runs.flatMap(chosenOf), { signal, onSettled: (some) => settled.push(...some) })
    const progress = progressOf(reached, next, settled)
    reached = progress
    const held = await turns.settle(id, progress)
    if (held !== 'mine') return held
  }
  return 'interrupted'
}

function chosenOf({ stage, failedMs, ...ref }: FailedRef): ChosenJob[] {
  const known = Stage.safeParse(stage)
  return known.success ? [{ stage: known.data, id: jobId(stage, ref), failedAtMs: failedMs }] : []
}

const overFates: readonly Fate[] = ['done', 'superseded', 'gone']

/** Where it is after a batch. One that was stopped within is walked through again: what is over is not met there a second time. */
function progressOf(
  reached: Reached,
  { runs, place }: { readonly runs: readonly FailedRef[]; readonly place: FailedPlace | null },
  settled: readonly SettledJob[],
) {
  const fates = new Map(settled.map(({ job, fate }) => [job.id, fate]))
  // A stage that this version does not know has no jobs that it could find.
  const each = runs.map((run) => ({ run, fate: fates.get(jobId(run.stage, run)) ?? leftOrGone(run) }))
  const isWhole = each.every(({ fate }) => fate !== 'left')
  const over = each.filter(({ fate }) => overFates.includes(fate))
  const counted = isWhole ? each : over
  return {
    settled: reached.settled + counted.length,
    tally: counted.reduce((tally, { fate }) => addTallies(tally, tallyOf(fate)), reached.tally),
    place: isWhole ? place : reached.place,
    over: over.map(({ run: { urlId, run } }) => ({ urlId, run })),
  }
}

function leftOrGone({ stage }: FailedRef): Fate {
  return Stage.safeParse(stage).success ? 'left' : 'gone'
}

function tallyOf(fate: Fate): OperationTally {
  if (fate === 'done' || fate === 'superseded' || fate === 'gone') return { ...nothingDone, [fate]: 1 }
  return { ...nothingDone, kept: { [fate]: 1 } }
}
