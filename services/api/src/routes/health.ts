import { projectedTo } from '@stancewire/read-model'
import { z } from 'zod'
import { heldForASecond } from '../line-sample.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers } from './asked.ts'

/** Whether this process lives, and whether it can answer. */
export function healthRoutes(server: TypedServer, { database, isLineThere }: Deps): void {
  // Anybody may ask as often as they like.
  const look = heldForASecond(async () => {
    await projectedTo(database.db)
    return { line: (await isLineThere()) ? ('there' as const) : ('away' as const) }
  })
  server.get(
    '/livez',
    {
      config: { role: 'none', isUncounted: true },
      schema: { summary: 'This process lives', response: answers(z.object({ status: z.literal('ok') })) },
    },
    async () => ({
      status: 'ok' as const,
    }),
  )
  server.get(
    '/readyz',
    {
      config: { role: 'none', isUncounted: true },
      schema: {
        summary: 'The database answers. The line behind it may be away: what is kept can be asked all the same',
        response: answers(z.object({ status: z.literal('ok'), line: z.enum(['there', 'away']) })),
      },
    },
    async (_, reply) => {
      const found = await look().catch(() => undefined)
      if (!found) return problem(reply, 503, { detail: 'the database does not answer' }) as never
      return { status: 'ok' as const, ...found }
    },
  )
}
