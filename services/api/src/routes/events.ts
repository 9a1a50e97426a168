import { CloudEvent, PipelineEvent } from '@stancewire/contracts'
import { type EventFilter, findNewestEvents, ordinalOf, readEvent, readEvents } from '@stancewire/read-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { followEvents, isStreamAsked, showStreamHead } from '../follow-events.ts'
import { openFollowerPlaces, refuseFollower } from '../follower-places.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, name, pageOf, paging, problems, span, spanMs } from './asked.ts'

const EventId = z.string().regex(/^e[0-9a-f]{32}$/)
const types = PipelineEvent.options.map(({ shape }) => shape.type.value)
const EventType = z.enum(types)

const narrowing = {
  type: z
    .string()
    .max(500)
    .transform((text) => text.split(','))
    .pipe(z.array(EventType).min(1))
    .optional()
    .describe('One type, or several joined by commas'),
  subject: name.optional(),
  ...span,
}

type Narrowing = Pick<z.infer<typeof filter>, keyof typeof narrowing>

const filter = z.strictObject({
  /** Only what came after this event. */
  after: EventId.optional(),
  ...narrowing,
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})

const newestFilter = z.strictObject({ ...narrowing, ...paging })

/** Events: read in their order, followed as they come, and one by its id. */
export function eventRoutes(server: TypedServer, { database, log }: Deps): void {
  const closing = new AbortController()
  const places = openFollowerPlaces()
  server.addHook('preClose', async () => closing.abort())

  const wanted = ({ type, subject, ...rest }: Narrowing): EventFilter => ({
    types: type,
    subject,
    ...spanMs(rest),
  })

  async function follow(
    { method, caller }: FastifyRequest,
    reply: FastifyReply,
    from: { filter: EventFilter; after: number | undefined; missing: string | undefined },
  ): Promise<never> {
    if (method === 'HEAD') {
      showStreamHead(reply.hijack())
      return reply as never
    }
    const place = places.take(caller.name)
    if (place !== 'taken') return refuseFollower(reply, place) as never
    await followEvents(reply.hijack(), { database, closing: closing.signal, ...from })
      .catch((error: unknown) => log.warn({ err: error }, 'a follower was lost'))
      .finally(() => places.leave(caller.name))
    return reply as never
  }

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
      if (isStreamAsked(request)) return follow(request, reply, { filter: wanted(query), after: known, missing: after })
      if (known === undefined) return problem(reply, 404, { detail: `no event ${after}: begin without one` }) as never
      const events = await readEvents(database, wanted(query), { after: known, limit: query.limit })
      return reply.type('application/x-ndjson; charset=utf-8').send(events.map(({ body }) => `${body}\n`).join(''))
    },
  )
  server.get(
    '/events/newest',
    {
      schema: {
        summary: 'Events, the one that was announced last first',
        querystring: newestFilter,
        response: answers(pageOf(CloudEvent)),
      },
    },
    async ({ query: { limit, cursor, ...asked } }) => {
      const { items, next } = await findNewestEvents(database, wanted(asked), { limit, cursor })
      return { items: items.map(({ body }) => CloudEvent.parse(JSON.parse(body))), next }
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
