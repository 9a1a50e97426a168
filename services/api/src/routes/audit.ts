import { AuditAction, findAudit } from '@stancewire/read-model'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, name, pageOf, paging, span, spanMs } from './asked.ts'

const Entry = z.object({
  id: z.string(),
  at: z.string(),
  /** The name of a token, or `cli:` and the user of the operating system. */
  who: z.string(),
  action: AuditAction,
  /** What was meant. */
  filter: z.record(z.string(), z.unknown()),
  /** How many it concerned; `null` where that cannot be counted. */
  affected: z.int().nullable(),
})

/** Who changed what. */
export function auditRoutes(server: TypedServer, { database }: Deps): void {
  const filter = z.strictObject({ who: name.optional(), action: AuditAction.optional(), ...span, ...paging })
  server.get(
    '/audit',
    {
      config: { role: 'admin' },
      schema: {
        summary: 'Who changed what, the last change first',
        querystring: filter,
        response: answers(pageOf(Entry)),
      },
    },
    async ({ query: { limit, cursor, since, until, ...asked } }) => {
      const page = await findAudit(database, { ...asked, ...spanMs({ since, until }) }, { limit, cursor })
      return { ...page, items: page.items.map((entry) => ({ ...entry, at: new Date(entry.atMs).toISOString() })) }
    },
  )
}
