import { FailedPlace } from '../ask/still-failed.ts'
import type { Database } from '../database/open-database.ts'
import type { OperationRow } from '../database/tables.ts'
import { writePatiently } from '../database/write-patiently.ts'
import { endOperation } from './end-operation.ts'
import { type Operation, type OperationTally, readOperation } from './operation.ts'
import { noteSettled } from './settled-runs.ts'

/** An operation in this worker's hands, and behind which failed run it goes on. */
export type Turn = { readonly operation: Operation; readonly place: FailedPlace | null }

/** How far an operation is, to be kept. */
type Progress = {
  readonly settled: number
  readonly tally: OperationTally
  readonly place: FailedPlace | null
  /** Failed runs that need no more. */
  readonly over: readonly { readonly urlId: string; readonly run: number }[]
}

/** How an operation is held: still, still but to be ended, or no longer: it is somebody else's by now. */
export type Hold = 'mine' | 'stopping' | 'lost'

/** Whose operation it is: of several processes, exactly one works on it, and another goes on where one died. */
export type OperationTurns = {
  /** Takes the operation that is to be done now: the one that runs, if its worker shows no more life, else the oldest that waits. */
  take(): Promise<Turn | undefined>
  /** Shows life. */
  beat(id: string): Promise<Hold>
  /** Keeps how far it is; nothing where it is lost. */
  settle(id: string, progress: Progress): Promise<Hold>
  /** Ends it, with its note in the audit. */
  end(id: string, state: 'done' | 'cancelled' | 'failed', reason?: string): Promise<void>
  /** Gives it back unfinished: another takes it at once. */
  giveBack(id: string): Promise<void>
}

type TurnOptions = {
  /** A name that no other process has. */
  readonly worker: string
  /** A worker that has shown no life for so long is taken for dead. */
  readonly deadAfterMs: number
  readonly now?: () => number
}

/** Opens the turns. Silence is measured by the clock of whoever watches: those of machines differ. */
export function openOperationTurns(
  database: Database,
  { worker, deadAfterMs, now = Date.now }: TurnOptions,
): OperationTurns {
  let watched = { beat: '', sinceMs: 0 }

  const isSilent = ({ id, beat }: OperationRow): boolean => {
    const seen = `${id}/${beat}`
    if (watched.beat !== seen) watched = { beat: seen, sinceMs: performance.now() }
    return performance.now() - watched.sinceMs >= deadAfterMs
  }
  const mine = (one: Database['db'], id: string) =>
    one
      .updateTable('operation')
      .where('id', '=', id)
      .where('worker', '=', worker)
      .where('state', '=', 'running')
      .set(({ eb }) => ({ beat: eb('beat', '+', 1) }))

  return {
    async take() {
      const next = await nextOf(database)
      if (!next || (next.worker !== null && !isSilent(next))) return undefined
      const taken = { state: 'running', worker, beat: next.beat + 1, startedMs: next.startedMs ?? now() }
      const row = await writePatiently(database, (one) =>
        one
          .updateTable('operation')
          .set(taken)
          .where('id', '=', next.id)
          .where('state', '=', next.state)
          // Whoever takes it, counts.
          .where('beat', '=', next.beat)
          .returningAll()
          .executeTakeFirst(),
      )
      return row && { operation: readOperation(row), place: readPlace(row) }
    },
    async beat(id) {
      return holdOf(await writePatiently(database, (one) => mine(one, id).returning('isStopping').executeTakeFirst()))
    },
    async settle(id, { settled, tally, place, over }) {
      const reached = {
        settled,
        tally: JSON.stringify(tally),
        place: place && JSON.stringify(FailedPlace.parse(place)),
      }
      return writePatiently(database, (one) =>
        one.transaction().execute(async (transaction) => {
          const row = await transaction
            .updateTable('operation')
            .set(({ eb }) => ({ ...reached, beat: eb('beat', '+', 1) }))
            .where('id', '=', id)
            .where('worker', '=', worker)
            .where('state', '=', 'running')
            .returning('isStopping')
            .executeTakeFirst()
          if (row) await noteSettled(transaction, over, now())
          return holdOf(row)
        }),
      )
    },
    async end(id, state, reason) {
      const why = reason === undefined ? {} : { reason }
      await endOperation(database, { id, state, from: 'running', worker, endedMs: now(), ...why })
    },
    async giveBack(id) {
      await writePatiently(database, (one) => mine(one, id).set({ worker: null }).execute())
    },
  }
}

function holdOf(row: Pick<OperationRow, 'isStopping'> | undefined): Hold {
  if (!row) return 'lost'
  return row.isStopping === 1 ? 'stopping' : 'mine'
}

/** The operation whose turn it is: one that runs comes before all that wait. */
async function nextOf({ db }: Database): Promise<OperationRow | undefined> {
  const running = await db.selectFrom('operation').selectAll().where('state', '=', 'running').executeTakeFirst()
  if (running) return running
  return db
    .selectFrom('operation')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('askedMs')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

function readPlace({ place }: OperationRow): FailedPlace | null {
  return place === null ? null : FailedPlace.parse(JSON.parse(place))
}
