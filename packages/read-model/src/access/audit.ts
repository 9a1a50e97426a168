import { randomBytes } from 'node:crypto'
import { withoutSecrets } from '@stancewire/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Paging } from '../ask/articles.ts'
import { type PageOf, readCursor, toPage } from '../ask/cursor.ts'
import type { Database } from '../database/open-database.ts'
import { DatabaseBusyError, writePatiently } from '../database/write-patiently.ts'
import { openLateNotes } from './late-notes.ts'

/** What can be changed, or asked of other hosts, in the words of the audit: a closed list, so that it can be asked for. */
export const AuditAction = z.enum([
  ...(['token.issue', 'token.revoke', 'urls.submit', 'articles.submit'] as const),
  ...(['failed.retry', 'failed.discard', 'failed.export', 'operation.cancel'] as const),
  ...(['jobs.export', 'runs.export'] as const),
  ...(['stage.pause', 'stage.resume', 'host.pause', 'host.resume', 'source.pause', 'source.resume'] as const),
  ...(['source.add', 'source.remove', 'source.discover', 'source.test'] as const),
  ...(['session.open', 'session.close'] as const),
  ...([
    'replay.ask',
    'replay.cancel',
    'archive.rebuild',
    'archive.forget',
    'archive.retain',
    'archive.retry-dead',
    'archive.discard-dead',
  ] as const),
])
export type AuditAction = z.infer<typeof AuditAction>

/** A change, as whoever makes it tells it. */
export type Change = {
  /** The name of a token, `loopback`, or `cli:` and the user of the operating system. */
  readonly who: string
  readonly action: AuditAction
  /** What was meant: anything that JSON can say. Secrets that its texts hold are not kept. */
  readonly filter: Readonly<Record<string, unknown>>
  /** How many it concerned; `null` where that cannot be counted. */
  readonly affected: number | null
}

/** A change as it is kept. `id` sorts by time. */
export type AuditEntry = Change & { readonly id: string; readonly atMs: number }

/** Which changes are asked for. Everything that is given must hold. */
export type AuditFilter = {
  readonly who?: string | undefined
  readonly action?: AuditAction | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

/** Who changed what. The database itself refuses to change or remove what was noted. */
export type Audit = {
  /** Keeps a change; it stands once this resolves. Rejects with a {@link DatabaseBusyError} where another process writes for too long: it is kept after that all the same, unless the error says that too many wait already. */
  note(change: Change): Promise<void>
}

const usualLateMost = 10_000

/** Opens the audit for writing. `now` gives milliseconds since 1970; `patienceMs` is how long a writer is waited for, `lateMost` how many notes wait for one after that. */
export function openAudit(
  database: Database,
  now: () => number = Date.now,
  patienceMs?: number,
  lateMost = usualLateMost,
): Audit {
  const late = openLateNotes(database, lateMost)
  return {
    async note(change) {
      const row = auditRow(change, now())
      // Where others wait already there is nothing to wait for.
      const forMs = late.areWaiting ? 0 : patienceMs
      await writePatiently(database, (db) => db.insertInto('audit').values(row).execute(), forMs).catch(
        (error: unknown) => {
          // What was changed is changed: it is noted once the database can be written, or until it is closed.
          if (!(error instanceof DatabaseBusyError) || late.keep(row)) throw error
          throw new DatabaseBusyError(`${error.message}; ${lateMost} changes wait to be noted: this one is not noted`)
        },
      )
    },
  }
}

let notes = 0

/** A change as a row, for whoever keeps it in one transaction with what it changed. */
export function auditRow({ who, action, filter, affected }: Change, atMs: number) {
  return { id: auditId(atMs, notes++), atMs, who, action, filter: JSON.stringify(filter, safely), affected }
}

/** A value for JSON: what is noted stays, and is read by others than who typed it. */
function safely(_: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutSecrets(value) : value
}

const counterEnd = 0x10000

/** Sorts by time, and within a millisecond by the order in which one process noted. */
function auditId(atMs: number, count: number): string {
  const time = atMs.toString(16).padStart(12, '0')
  return `n${time}${(count % counterEnd).toString(16).padStart(4, '0')}${randomBytes(8).toString('hex')}`
}

/** Who changed what, a page of it: the last change comes first. Throws {@link BadCursorError}. */
export async function findAudit(
  { db }: Database,
  { who, action, sinceMs, untilMs }: AuditFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<AuditEntry>> {
  let query = db.selectFrom('audit').selectAll()
  if (who !== undefined) query = query.where('who', '=', who)
  if (action !== undefined) query = query.where('action', '=', action)
  if (sinceMs !== undefined) query = query.where('atMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('atMs', '<', untilMs)
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(at_ms, id) < (${ms}, ${id})`)
  }
  const rows = await query
    .orderBy('atMs', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, ({ atMs, id }) => ({ ms: atMs, id }))
  return { ...page, items: page.items.map((row) => ({ ...row, filter: withInstants(JSON.parse(row.filter)) })) }
}

const moments: Readonly<Record<string, string>> = { sinceMs: 'since', untilMs: 'until', beforeMs: 'until' }

/** Spans are noted in milliseconds where they are worked with, and told as whoever asks says them. */
function withInstants(filter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = Object.entries(filter).map(([name, value]) => {
    const moment = moments[name]
    const at = new Date(typeof value === 'number' ? value : Number.NaN)
    return moment === undefined || Number.isNaN(at.getTime()) ? [name, value] : [moment, at.toISOString()]
  })
  return Object.fromEntries(told)
}
