import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { type KnownSource, openKnownSources } from '../sources/known-sources.ts'
import { type LookedAt, lookAtSources } from '../sources/look-at-sources.ts'
import { type SourceState, sourceStates } from '../sources/source-state.ts'
import { Source, tellSources } from '../sources/tell-source.ts'
import { addingSourceRoutes } from './adding-sources.ts'
import { answers, paging } from './asked.ts'
import { tryingSourceRoutes } from './trying-sources.ts'

const Line = z.enum(['there', 'away'])
// Of all of them it is known how they stand.
const countedMost = 5_000

/** The sources: how they stand, adding and removing them, and looking at one before that. */
export function sourceRoutes(server: TypedServer, deps: Deps): void {
  lookingRoutes(server, deps)
  addingSourceRoutes(server, deps)
  tryingSourceRoutes(server, deps)
}

function lookingRoutes(server: TypedServer, deps: Deps): void {
  const allSources = openKnownSources(deps.sources, deps.added)
  server.get(
    '/sources',
    {
      schema: {
        summary: 'The sources, by id: how each stands, when it was and will be polled and why then, what came of it',
        querystring: z.strictObject({
          ...paging,
          cursor: z.string().max(200).optional().describe('`next` of the page before'),
          id: z.string().min(1).max(200).optional(),
          state: z.enum(sourceStates).optional().describe('Found among the first 5,000'),
          from: z.enum(['settings', 'added']).optional(),
          search: z.string().trim().max(200).optional().describe('Part of an id, an address or an outlet'),
        }),
        response: answers(
          z.object({
            items: z.array(Source),
            next: z.string().nullable(),
            line: Line,
            total: z.int().describe('Sources in all, whatever was asked for'),
            states: z
              .record(z.enum(sourceStates), z.int())
              .describe('How many stand how, of those that were asked for in whatever state; of the first 5,000'),
          }),
        ),
      },
    },
    async ({ query: { limit, cursor, state, ...asked } }) => {
      const { sources, isWhole } = await allSources()
      const wanted = sources.filter((source) => isWanted(source, asked))
      const looked = await lookAtSources(wanted.slice(0, countedMost), deps)
      const found =
        state === undefined ? await lookFurther(wanted, looked, { cursor, limit }, deps) : inState(looked, state)
      const rest = cursor === undefined ? found : found.filter(({ source }) => source.id > cursor)
      const page = rest.slice(0, limit)
      const isThere = isWhole && looked.every(({ standing }) => standing.state !== 'unknown')
      return {
        items: await tellSources(deps.database, page),
        next: rest.length > limit ? (page.at(-1)?.source.id ?? null) : null,
        line: isThere ? ('there' as const) : ('away' as const),
        total: sources.length,
        states: countStates(looked),
      }
    },
  )
  server.get(
    '/sources/:id',
    {
      schema: {
        summary: 'One source',
        params: z.object({ id: z.string().min(1).max(200) }),
        response: answers(z.object({ ...Source.shape, line: Line })),
      },
    },
    async ({ params: { id } }, reply) => {
      const { sources, isWhole } = await allSources()
      const looked = await lookAtSources(
        sources.filter((source) => source.id === id),
        deps,
      )
      const [source] = await tellSources(deps.database, looked)
      if (!source) return problem(reply, isWhole ? 404 : 503, { detail: noSource(id, isWhole) }) as never
      return { ...source, line: source.state === 'unknown' ? ('away' as const) : ('there' as const) }
    },
  )
}

/** Those behind the first ones are looked at where their page is asked for. */
async function lookFurther(
  wanted: readonly KnownSource[],
  looked: readonly LookedAt[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  deps: Deps,
): Promise<readonly LookedAt[]> {
  if (wanted.length <= looked.length) return looked
  const begin = cursor === undefined ? 0 : wanted.findIndex(({ id }) => id > cursor)
  return begin === -1 ? [] : await lookAtSources(wanted.slice(begin, begin + limit + 1), deps)
}

function noSource(id: string, isWhole: boolean): string {
  return isWhole ? `no source ${id}` : 'Redis does not answer, which knows the sources that were added: ask again'
}

type Wanted = {
  readonly id?: string | undefined
  readonly from?: string | undefined
  readonly search?: string | undefined
}

function isWanted(source: KnownSource, { id, from, search = '' }: Wanted): boolean {
  if (id !== undefined && source.id !== id) return false
  if (from !== undefined && source.from !== from) return false
  const words = search.toLowerCase()
  return [source.id, source.url, source.outlet ?? ''].some((text) => text.toLowerCase().includes(words))
}

function inState(looked: readonly LookedAt[], state: SourceState): LookedAt[] {
  return looked.filter(({ standing }) => standing.state === state)
}

function countStates(looked: readonly LookedAt[]): Record<SourceState, number> {
  const count = (state: SourceState) => inState(looked, state).length
  return Object.fromEntries(sourceStates.map((state) => [state, count(state)])) as Record<SourceState, number>
}
