import { CloudEvent, PipelineEvent } from '@stancewire/contracts'
import { type EventFilter, ordinalOf, readEvent, readEvents } from '@stancewire/read-model'
import { z } from 'zod'
import { followEvents, isFollowing } from '../follow-events.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, name, problems, span, spanMs } from './asked.ts'

const EventId = z.string().regex(/^e[0-9a-f]{32}$/)
const types = PipelineEvent.options.map(({ shape }) => shape.type.value)
const EventType = z.enum(types)

const filter = z.strictObject({
  /** Only what came after this event. */
  after: EventId.optional(),
  type: z
    .string()
    .max(500)
    .transform((text) => text.split(','))
    .pipe(z.array(EventType).min(1))
    .optional()
    .describe('One type, or several joined by commas'),
  subject: name.optional(),
  ...span,
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})

// Each holds a connection and asks the database twice a second.
const followersMax = 100

/** Events: read in their order, followed as they come, and one by its id. */
export function eventRoutes(server: TypedServer, { database, log }: Deps): void {
  const closing = new AbortController()
  let followers = 0
  server.addHook('preClose', async () => closing.abort())

  const wanted = ({ type, subject, ...rest }: z.infer<typeof filter>): EventFilter => ({
    types: type,
    subject,
    ...spanMs(rest),
  })

  server.get(
    '/events',
    {
      schema: {
        summary: 'Events in their order, one JSON object a line; with Accept: text/event-stream, followed as they come',
        querystring: filter,
        headers: z.looseObject({ 'last-event-id': z.string().max(100).optional() }),
        response: {
          200: {
            content: { 'application/x-ndjson': { schema: z.string() }, 'text/event-stream': { schema: z.string() } },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      const after = request.headers['last-event-id'] ?? query.after
      const known = after === undefined ? 0 : await ordinalOf(database, after)
      if (isFollowing(request)) {
        if (followers >= followersMax) return problem(reply, 503, { detail: `${followersMax} follow already` }) as never
        followers++
        reply.hijack()
        await followEvents(request, reply, {
          database,
          filter: wanted(query),
          after: known,
          missing: after,
          closing: closing.signal,
        })
          .catch((error: unknown) => log.warn({ err: error }, 'a follower was lost'))
          .finally(() => followers--)
        return reply as never
      }
      if (known === undefined) return problem(reply, 404, { detail: `no event ${after}: begin without one` }) as never
      const events = await readEvents(database, wanted(query), { after: known, limit: query.limit })
      return reply.type('application/x-ndjson; charset=utf-8').send(events.map(({ body }) => `${body}\n`).join(''))
    },
  )
  server.get(
    '/events/:id',
    { schema: { summary: 'One event, by its id', params: z.object({ id: EventId }), response: answers(CloudEvent) } },
    async ({ params: { id } }, reply) => {
      const body = await readEvent(database, id)
      if (body === undefined) return problem(reply, 404, { detail: `no event ${id}` }) as never
      return CloudEvent.parse(JSON.parse(body))
    },
  )
}
