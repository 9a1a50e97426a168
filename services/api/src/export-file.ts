import { Readable } from 'node:stream'
import type { AuditAction } from '@stancewire/read-model'
import { stringify } from 'csv-stringify/sync'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problem } from './problem.ts'
import { problems } from './routes/asked.ts'
import type { Deps } from './server.ts'

// Each holds a connection, and asks again and again.
const exportsMax = 4
const unreadMs = 60_000

/** What every export takes. */
export const exportQuery = {
  format: z.enum(['ndjson', 'csv']).optional().describe('Else as Accept says: text/csv, or NDJSON'),
}
type Format = z.infer<(typeof exportQuery)['format']>

/** The answers of an export. */
export const exportAnswers = {
  200: { content: { 'application/x-ndjson': { schema: z.string() }, 'text/csv': { schema: z.string() } } },
  ...problems,
}

const formats = {
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    head: () => '',
    rows: (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  },
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    head: (columns: readonly string[]) => stringify([], { ...csvOptions(columns), header: true }),
    rows: (rows: readonly object[], columns: readonly string[]) => stringify([...rows], csvOptions(columns)),
  },
} as const

function csvOptions(columns: readonly string[]) {
  // A spreadsheet would run what looks like a formula.
  return {
    ...{ columns: [...columns], record_delimiter: '\r\n', quote_record_delimiter: true, escape_formulas: true },
  } as const
}

/** What one export gives. */
type Export = {
  /** Of the file, without its ending. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: () => AsyncIterable<readonly object[]>
  /** As it is noted. */
  readonly action: AuditAction
  readonly filter: Readonly<Record<string, unknown>>
  readonly format: Format
}

/** Gives rows as a file, as they are read: a reader that is slow is waited for. So many at a time; each is noted in the audit when it ends. */
export type ExportDesk = (request: FastifyRequest, reply: FastifyReply, what: Export) => FastifyReply

/** Opens what exports share. */
export function openExports({ audit, log }: Pick<Deps, 'audit' | 'log'>): ExportDesk {
  let open = 0

  async function* lines(what: Export, format: keyof typeof formats, { note, goOn }: Telling) {
    const { head, rows } = formats[format]
    let count = 0
    try {
      yield head(what.columns)
      for await (const some of what.rows()) {
        if (some.length > 0) yield rows(some, what.columns)
        count += some.length
        goOn()
      }
    } finally {
      await note(count)
    }
  }

  return ({ method, headers: { accept = '' }, caller }, reply, what) => {
    if (open >= exportsMax)
      return problem(reply.header('retry-after', '10'), 429, { detail: `${exportsMax} exports run already` }) as never
    const wanted = what.format ?? (accept.includes('text/csv') ? 'csv' : 'ndjson')
    reply.type(formats[wanted].type).header('content-disposition', `attachment; filename="${what.name}.${wanted}"`)
    // Who asks how it would be answered takes nothing out.
    if (method === 'HEAD') return reply.send(Readable.from([]))
    const note = (affected: number) =>
      audit
        .note({ who: caller.name, action: what.action, filter: what.filter, affected })
        .catch((error: unknown) => log.error({ err: error }, 'an export was not noted in the audit'))
    const goOn = () => void unread.refresh()
    const body = Readable.from(lines(what, wanted, { note, goOn }), { objectMode: true, highWaterMark: 1 })
    open++
    body.once('close', () => {
      open--
      clearTimeout(unread)
    })
    // A reader that stops reading would hold its place for ever.
    const unread = setTimeout(() => body.destroy(new Error('nobody read on for a minute')), unreadMs).unref()
    return reply.send(body)
  }
}

/** Told how many were given, and whenever more is read. */
type Telling = { readonly note: (count: number) => Promise<void>; readonly goOn: () => void }
