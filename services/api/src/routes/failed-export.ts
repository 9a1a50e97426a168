import { Readable } from 'node:stream'
import { eachFailed, type FailedRunFilter } from '@stancewire/read-model'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { problems } from './asked.ts'
import { Failed, told } from './failed.ts'
import { failedFilter, failedQuery } from './failed-query.ts'

// Each holds a connection, and asks the database again and again.
const exportsMax = 4
const columns = Object.keys(Failed.shape)

const formats = {
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    head: () => '',
    rows: (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  },
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    head: () => stringify([], { ...csvOptions(), header: true }),
    rows: (rows: readonly object[]) => stringify([...rows], csvOptions()),
  },
} as const

function csvOptions() {
  // A spreadsheet would run what looks like a formula.
  return { columns, record_delimiter: '\r\n', quote_record_delimiter: true, escape_formulas: true } as const
}

/** Told how many were given, and whenever more is read. */
type Telling = { readonly note: (count: number) => Promise<void>; readonly goOn: () => void }

const unreadMs = 60_000

/** All failed runs that a filter means, as they are read: a reader that is slow is waited for. */
export function failedExportRoutes(server: TypedServer, { database, failed, audit, log }: Deps): void {
  let open = 0

  async function* lines(filter: FailedRunFilter, format: keyof typeof formats, { note, goOn }: Telling) {
    const { head, rows } = formats[format]
    let count = 0
    try {
      yield head()
      for await (const runs of eachFailed(database, filter)) {
        yield rows(runs.map(told))
        count += runs.length
        goOn()
      }
    } finally {
      await note(count)
    }
  }

  server.get(
    '/failed/export',
    {
      // It is noted, and takes its time.
      config: { role: 'operate' },
      schema: {
        summary: 'All failed runs that a filter means, the first one first: one JSON object a line, or CSV',
        querystring: z.strictObject({
          ...failedQuery,
          format: z.enum(['ndjson', 'csv']).optional().describe('Else as Accept says: text/csv, or NDJSON'),
        }),
        response: {
          200: {
            content: { 'application/x-ndjson': { schema: z.string() }, 'text/csv': { schema: z.string() } },
          },
          ...problems,
        },
      },
    },
    async ({ method, query: { format, ...asked }, headers: { accept = '' }, caller }, reply) => {
      if (open >= exportsMax)
        return problem(reply.header('retry-after', '10'), 429, { detail: `${exportsMax} exports run already` }) as never
      const wanted = format ?? (accept.includes('text/csv') ? 'csv' : 'ndjson')
      reply.type(formats[wanted].type).header('content-disposition', `attachment; filename="failed.${wanted}"`)
      // Who asks how it would be answered takes nothing out.
      if (method === 'HEAD') return reply.send(Readable.from([]) as never)
      const filter = failedFilter(asked, failed.keptMs)
      const note = (affected: number) =>
        audit
          .note({ who: caller.name, action: 'failed.export', filter: asked, affected })
          .catch((error: unknown) => log.error({ err: error }, 'an export was not noted in the audit'))
      const goOn = () => void unread.refresh()
      const body = Readable.from(lines(filter, wanted, { note, goOn }), { objectMode: true, highWaterMark: 1 })
      open++
      body.once('close', () => {
        open--
        clearTimeout(unread)
      })
      // A reader that stops reading would hold its place for ever.
      const unread = setTimeout(() => body.destroy(new Error('nobody read on for a minute')), unreadMs).unref()
      return reply.send(body as never)
    },
  )
}
