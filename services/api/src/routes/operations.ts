import { withoutSecrets } from '@stancewire/contracts'
import { type Operation, OperationAction, OperationState, OperationTally, openOperations } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, pageOf, paging, problems } from './asked.ts'
import { failedFilter, failedQuery } from './failed-query.ts'

const Told = z.object({
  id: z.string(),
  action: OperationAction,
  filter: z.record(z.string(), z.unknown()),
  /** Who asked for it. */
  by: z.string(),
  state: OperationState,
  /** How many were meant when it was asked for. It does no more, and none that fails later. */
  total: z.int(),
  settled: z.int(),
  tally: OperationTally.extend({ left: z.int() }),
  /** It was asked to stop, and ends after what it has in hand. */
  isStopping: z.boolean(),
  reason: z.string().nullable(),
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})

const OperationId = z.string().regex(/^o[0-9a-f]{32}$/)
const one = z.object({ id: OperationId })

const Wanted = z.strictObject({
  action: OperationAction,
  filter: z
    .strictObject({ ...failedQuery, all: z.literal(true).optional().describe('Every failed run') })
    .refine(({ all, ...which }) => Object.keys(which).length > 0 !== (all === true), {
      error: 'expected at least one criterion, or all: true alone',
    }),
  expect: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .optional()
    .describe('How many were seen: where there are more by now, nothing is done (409)'),
})

/** Work on many failed runs at a time: asked for, watched, stopped. */
export function operationRoutes(server: TypedServer, { database, failed, audit }: Deps): void {
  const operations = openOperations(database)
  const config = { role: 'operate' as const }

  server.post(
    '/operations',
    {
      config,
      schema: {
        summary: 'Retries or discards all failed runs that a filter means, in batches, after the answer',
        body: Wanted,
        response: { 202: Told, ...problems },
      },
    },
    async ({ body: { action, filter, expect }, caller }, reply) => {
      const { all: _, ...which } = filter
      const wanted = { action, filter: failedFilter(which, failed.keptMs), by: caller.name, expect }
      const asked = await operations.ask(wanted)
      if (asked.is === 'more')
        return problem(reply, 409, { detail: `${asked.found} match by now, and ${expect} were expected` }) as never
      if (asked.is === 'full')
        return problem(reply.header('retry-after', '30'), 429, { detail: `${asked.open} operations wait` }) as never
      failed.kick()
      const { operation } = asked
      return reply.code(202).header('location', `/v1/operations/${operation.id}`).send(told(operation))
    },
  )
  server.get(
    '/operations',
    {
      config,
      schema: {
        summary: 'Work on failed runs, the last first',
        querystring: z.strictObject({ state: OperationState.optional(), ...paging }),
        response: answers(pageOf(Told)),
      },
    },
    async ({ query: { state, ...page } }) => {
      const { items, next } = await operations.list({ state }, page)
      return { items: items.map(told), next }
    },
  )
  server.get(
    '/operations/:id',
    { config, schema: { summary: 'How far it is', params: one, response: answers(Told) } },
    async ({ params: { id } }, reply) => {
      const operation = await operations.read(id)
      if (!operation) return problem(reply, 404, { detail: `no operation ${id}` }) as never
      return told(operation)
    },
  )
  server.delete(
    '/operations/:id',
    {
      config,
      schema: {
        summary:
          'Stops it after the batch that it has in hand; what is done stays done, and what has ended stays as it is',
        params: one,
        response: answers(Told),
      },
    },
    async ({ params: { id }, caller }, reply) => {
      const before = await operations.read(id)
      if (!before) return problem(reply, 404, { detail: `no operation ${id}` }) as never
      // Nothing is changed, so nothing is noted.
      if (before.endedMs !== null || before.isStopping) return told(before)
      const operation = (await operations.cancel(id)) ?? before
      if (operation.isStopping || operation.state === 'cancelled')
        await audit.note({ who: caller.name, action: 'operation.cancel', filter: { operation: id }, affected: null })
      return told(operation)
    },
  )
}

function told({ filter, askedMs, startedMs, endedMs, ...rest }: Operation) {
  const { sinceMs, untilMs, ...which } = filter
  return {
    ...rest,
    filter: { ...safely(which), since: at(sinceMs ?? null), until: at(untilMs ?? null) },
    tally: { ...rest.tally, left: rest.total - rest.settled },
    askedAt: new Date(askedMs).toISOString(),
    startedAt: at(startedMs),
    endedAt: at(endedMs),
  }
}

function at(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

function safely(which: object): object {
  return JSON.parse(withoutSecrets(JSON.stringify(which))) as object
}
