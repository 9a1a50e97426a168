import { withoutLogin } from '@stancewire/url'
import { ForbiddenAddressError } from '@stancewire/web'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { PausedHostError, refusePausedHost } from '../feeds/paused-host.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { openKnownSources } from '../sources/known-sources.ts'
import { answers } from './asked.ts'

const Asked = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'an http or https address' })
    .max(2_000)
    .describe('http or https'),
})
const Trouble = z.object({ what: z.string(), remedy: z.string() })
const Format = z.enum(['rss', 'atom', 'json', 'rdf']).nullable()
const sourceId = z.string().nullable().describe('The source that polls this address already')

const Trial = z.object({
  url: z.string(),
  isFeed: z.boolean().describe('Whether a poll would read it'),
  sourceId,
  status: z.int().nullable().describe('`null` where no answer came'),
  finalUrl: z.string().nullable(),
  tookMs: z.int(),
  format: Format,
  title: z.string().nullable(),
  items: z.int(),
  newestAt: z.string().nullable(),
  first: z.array(
    z.object({ url: z.string(), title: z.string().nullable(), publishedAt: z.string().nullable(), host: z.string() }),
  ),
  hosts: z.array(z.object({ host: z.string(), items: z.int() })).describe('Whose pages would be fetched'),
  problems: z.array(Trouble),
})

const Candidate = z.object({
  url: z.string(),
  title: z.string().nullable(),
  from: z.enum(['itself', 'page', 'guess']).describe('The address itself, named by its page, or at a usual place'),
  format: Format,
  items: z.int(),
  newestAt: z.string().nullable(),
  problem: z.string().nullable().describe('Why it cannot be read'),
  sourceId,
})

type AskedOf = { readonly who: string; readonly action: 'source.discover' | 'source.test'; readonly url: string }

/** Looking at a feed before it is added: what is asked goes through the guard of every fetch, nothing is changed, and who asked stands in the audit. */
export function tryingSourceRoutes(server: TypedServer, deps: Deps): void {
  const allSources = openKnownSources(deps.sources, deps.added)
  const route = { config: { role: 'operate' as const } }

  server.post(
    '/sources/discover',
    {
      ...route,
      schema: {
        summary: 'Finds the feeds of an address: its own, those that its page names, or those at usual places',
        body: Asked,
        response: answers(z.object({ url: z.string(), candidates: z.array(Candidate), problems: z.array(Trouble) })),
      },
    },
    async ({ body, caller }, reply) => {
      const url = withoutLogin(body.url)
      const asked = { who: caller.name, action: 'source.discover', url } as const
      const found = await look(asked, reply, () => deps.feedDesk.discover(url))
      if (!found) return reply as never
      const whose = await findWhose()
      const candidates = found.candidates.map((each) => ({ ...each, sourceId: whose(each.url) }))
      return { url, candidates, problems: [...found.problems] }
    },
  )
  server.post(
    '/sources/test',
    {
      ...route,
      schema: {
        summary: 'What a poll of an address would find; nothing is offered to the line',
        body: Asked,
        response: answers(Trial),
      },
    },
    async ({ body, caller }, reply) => {
      const url = withoutLogin(body.url)
      const asked = { who: caller.name, action: 'source.test', url } as const
      const found = await look(asked, reply, () => deps.feedDesk.test(url))
      if (!found) return reply as never
      const { first, hosts, problems, ...rest } = found
      const whose = await findWhose()
      return { url, ...rest, first: [...first], hosts: [...hosts], problems: [...problems], sourceId: whose(url) }
    },
  )

  /** What was found; nothing where the reply says why it was not looked. */
  async function look<Found>(
    { who, action, url }: AskedOf,
    reply: FastifyReply,
    find: () => Promise<Found | 'busy'>,
  ): Promise<Found | undefined> {
    try {
      await refusePausedHost(url, deps.pausing)
      // Before anybody is asked: what is asked of other hosts in our name is known, whatever comes of it.
      await deps.audit.note({ who, action, filter: { url }, affected: null })
      const found = await find()
      if (found !== 'busy') return found
      problem(reply.header('retry-after', '2'), 429, { detail: 'others look at feeds just now: ask again' })
    } catch (error) {
      if (error instanceof PausedHostError) problem(reply, 409, { detail: `${error.message}: resume it first` })
      else if (error instanceof ForbiddenAddressError) problem(reply, 400, { detail: error.message })
      else throw error
    }
    return undefined
  }

  async function findWhose() {
    const { sources } = await allSources()
    const ids = new Map(sources.map(({ url, id }) => [new URL(withoutLogin(url)).href, id]))
    return (url: string) => ids.get(new URL(url).href) ?? null
  }
}
