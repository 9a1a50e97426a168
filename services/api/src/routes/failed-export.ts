import { eachFailed, type FailedRunFilter } from '@stancewire/read-model'
import { z } from 'zod'
import { exportAnswers, exportQuery, openExports } from '../export-file.ts'
import type { Deps, TypedServer } from '../server.ts'
import { Failed, told } from './failed.ts'
import { failedFilter, failedQuery } from './failed-query.ts'

const columns = Object.keys(Failed.shape)

/** All failed runs that a filter means. */
export function failedExportRoutes(server: TypedServer, deps: Deps): void {
  const { database, failed } = deps
  const give = openExports(deps)

  async function* rows(filter: FailedRunFilter) {
    for await (const runs of eachFailed(database, filter)) yield runs.map(told)
  }

  server.get(
    '/failed/export',
    {
      // It is noted, and takes its time.
      config: { role: 'operate' },
      schema: {
        summary: 'All failed runs that a filter means, the first one first: one JSON object a line, or CSV',
        querystring: z.strictObject({ ...failedQuery, ...exportQuery }),
        response: exportAnswers,
      },
    },
    async (request, reply) => {
      const { format, ...asked } = request.query
      const filter = failedFilter(asked, failed.keptMs)
      const what = { name: 'failed', columns, rows: () => rows(filter), filter: asked, format }
      return give(request, reply, { ...what, action: 'failed.export' }) as never
    },
  )
}
