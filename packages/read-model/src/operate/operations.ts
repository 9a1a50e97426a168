import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { auditRow } from '../access/audit.ts'
import type { Paging } from '../ask/articles.ts'
import { type PageOf, readCursor, toPage } from '../ask/cursor.ts'
import { countFailed } from '../ask/failed.ts'
import type { FailedRunFilter } from '../ask/still-failed.ts'
import type { Database } from '../database/open-database.ts'
import type { OperationRow } from '../database/tables.ts'
import { writePatiently } from '../database/write-patiently.ts'
import { changeOf, endOperation } from './end-operation.ts'
import { nothingDone, type Operation, type OperationAction, type OperationState, readOperation } from './operation.ts'

/** Work on failed runs, as it is asked for. */
type Wanted = {
  readonly action: OperationAction
  readonly filter: FailedRunFilter
  /** Who asks. */
  readonly by: string
  /** How many the asker has seen: where there are more by now, nothing is done. */
  readonly expect?: number | undefined
}

/** What became of a wish. `more`: there are more than was expected; `full`: too many wait already. */
export type Asked =
  | { readonly is: 'asked'; readonly operation: Operation }
  | { readonly is: 'more'; readonly found: number }
  | { readonly is: 'full'; readonly open: number }

/** Work on many failed runs, kept so that it outlives the process that does it. */
export type Operations = {
  /** Keeps what is wanted, to be done, and notes it in the audit, in one transaction; it stands once this resolves. What fails from now on is not meant. */
  ask(wanted: Wanted): Promise<Asked>
  read(id: string): Promise<Operation | undefined>
  /** The last one first. Throws {@link BadCursorError}. */
  list(filter: { state?: OperationState | undefined }, paging: Paging): Promise<PageOf<Operation>>
  /** Ends one that waits, and tells one that runs to end after what it has in hand; one that has ended stays as it is. */
  cancel(id: string): Promise<Operation | undefined>
  /** Lets go of what ended long ago, and of notes on runs that failed before `failedSinceMs`: nobody asks for these any more. */
  prune(failedSinceMs: number): Promise<void>
}

const openMax = 20
const keptMax = 1_000
const keptMs = 30 * 86_400_000
const openStates: OperationState[] = ['waiting', 'running']

/** Opens the operations. `now` gives milliseconds since 1970. */
export function openOperations(database: Database, now: () => number = Date.now): Operations {
  const { db } = database
  const read = async (id: string) => {
    const row = await db.selectFrom('operation').selectAll().where('id', '=', id).executeTakeFirst()
    return row && readOperation(row)
  }

  async function countOpen(): Promise<number> {
    const { open } = await db
      .selectFrom('operation')
      .select(({ fn }) => fn.countAll().as('open'))
      .where('state', 'in', openStates)
      .executeTakeFirstOrThrow()
    return Number(open)
  }

  async function stop(id: string): Promise<void> {
    if (await endOperation(database, { id, state: 'cancelled', from: 'waiting', endedMs: now() })) return
    await writePatiently(database, (one) =>
      one.updateTable('operation').set({ isStopping: 1 }).where('id', '=', id).where('state', '=', 'running').execute(),
    )
  }

  return {
    async ask(wanted) {
      const open = await countOpen()
      if (open >= openMax) return { is: 'full', open }
      const row = newRow(wanted, now())
      const total = await countFailed(database, readOperation(row).filter)
      if (wanted.expect !== undefined && total > wanted.expect) return { is: 'more', found: total }
      const operation = readOperation({ ...row, total })
      await writePatiently(database, (one) =>
        one.transaction().execute(async (transaction) => {
          await transaction
            .insertInto('operation')
            .values({ ...row, total })
            .execute()
          await transaction
            .insertInto('audit')
            .values(auditRow(changeOf(operation, 'asked', total), row.askedMs))
            .execute()
        }),
      )
      return { is: 'asked', operation }
    },
    read,
    async list({ state }, { limit, cursor }) {
      let query = db.selectFrom('operation').selectAll()
      if (state !== undefined) query = query.where('state', '=', state)
      if (cursor !== undefined) {
        const { ms, id } = readCursor(cursor)
        query = query.where(sql<boolean>`(asked_ms, id) < (${ms}, ${id})`)
      }
      const rows = await query
        .orderBy('askedMs', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const page = toPage(rows, limit, ({ askedMs, id }) => ({ ms: askedMs, id }))
      return { ...page, items: page.items.map(readOperation) }
    },
    async cancel(id) {
      await stop(id)
      return read(id)
    },
    prune: (failedSinceMs) => prune(database, failedSinceMs, now()),
  }
}

function newRow({ action, filter, by }: Wanted, askedMs: number): OperationRow {
  // What fails again while this goes on would go round in it.
  const untilMs = Math.min(filter.untilMs ?? Number.POSITIVE_INFINITY, askedMs + 1)
  return {
    id: `o${randomBytes(16).toString('hex')}`,
    action,
    filter: JSON.stringify({ ...filter, untilMs }),
    askedBy: by,
    state: 'waiting',
    ...{ total: 0, settled: 0, tally: JSON.stringify(nothingDone), place: null, isStopping: 0, reason: null },
    ...{ askedMs, startedMs: null, endedMs: null, worker: null, beat: 0 },
  }
}

async function prune(database: Database, failedSinceMs: number, nowMs: number): Promise<void> {
  const first = await database.db
    .selectFrom('operation')
    .select('askedMs')
    .orderBy('askedMs', 'desc')
    .offset(keptMax)
    .limit(1)
    .executeTakeFirst()
  const sinceMs = Math.max(nowMs - keptMs, (first?.askedMs ?? -1) + 1)
  await writePatiently(database, async (one) => {
    await one.deleteFrom('operation').where('askedMs', '<', sinceMs).where('state', 'not in', openStates).execute()
    await one.deleteFrom('settledRun').where('atMs', '<', failedSinceMs).execute()
  })
}
