import { Source as Configured } from '@stancewire/config'
import { addedSourcesMax } from '@stancewire/storage'
import { withoutLogin } from '@stancewire/url'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { type KnownSource, openKnownSources } from '../sources/known-sources.ts'
import { lookAtSources } from '../sources/look-at-sources.ts'
import { Source, tellSources } from '../sources/tell-source.ts'
import { answers } from './asked.ts'

const Wanted = z.strictObject({
  id: Configured.shape.id.describe('Its name in state, logs and events'),
  url: Configured.shape.url.max(2_000).describe('Of a feed; POST /v1/sources/discover finds it'),
  outlet: Configured.shape.outlet.describe('The publisher, as it is shown'),
  everySeconds: z.number().min(1).max(86_400).default(300),
})

/** Adding sources beside those of the settings, and removing them: discoverers follow within seconds. */
export function addingSourceRoutes(server: TypedServer, deps: Deps): void {
  const { added, audit, feedDesk, pausing } = deps
  const allSources = openKnownSources(deps.sources, added)

  server.post(
    '/sources',
    {
      config: { role: 'operate' },
      schema: {
        summary: 'Adds a source: it is polled within seconds, and until it is removed',
        body: Wanted,
        response: answers(Source),
      },
    },
    async ({ body, caller }, reply) => {
      const url = withoutLogin(body.url)
      const refusal = feedDesk.refusal(url)
      if (refusal !== undefined) return problem(reply, 400, { detail: refusal }) as never
      // Asked first, so that nothing is noted while Redis is away; and noted before it is done.
      await added.all()
      const { sources } = await allSources()
      const clash = clashWith(sources, { id: body.id, url })
      if (clash !== undefined) return problem(reply, 409, { detail: clash }) as never
      const { outlet, id, everySeconds } = body
      const filter = { id, url, outlet: outlet ?? null, everySeconds }
      await audit.note({ who: caller.name, action: 'source.add', filter, affected: 1 })
      const source = { id, url, everySeconds, ...(outlet === undefined ? {} : { outlet }) }
      const made = { by: caller.name, at: new Date().toISOString() }
      const is = await added.add({ ...source, ...made })
      if (is === 'added') return (await tell({ ...source, from: 'added', added: made })) as never
      await audit.note({ who: caller.name, action: 'source.add', filter: { ...filter, refused: is }, affected: 0 })
      return refuse(reply, is, id) as never
    },
  )
  server.delete(
    '/sources/:id',
    {
      config: { role: 'operate' },
      schema: {
        summary: 'Removes a source that was added; what it brought stays',
        params: z.object({ id: z.string().min(1).max(200) }),
        response: answers(z.object({ removed: z.literal(true), id: z.string(), url: z.string() })),
      },
    },
    async ({ params: { id }, caller }, reply) => {
      await added.all()
      const source = (await allSources()).sources.find((each) => each.id === id)
      if (!source) return problem(reply, 404, { detail: `no source ${id}` }) as never
      if (source.from === 'settings') return problem(reply, 409, { detail: ofSettings(id) }) as never
      const { url, outlet = null, everySeconds } = source
      const filter = { id, url, outlet, everySeconds }
      await endPause(id, caller.name)
      await audit.note({ who: caller.name, action: 'source.remove', filter, affected: 1 })
      await added.remove(id)
      return { removed: true as const, id, url }
    },
  )

  /** Another source that is called so one day does not begin paused. */
  async function endPause(id: string, who: string) {
    const paused = { kind: 'source' as const, name: id }
    if (!(await pausing.isHeld(paused))) return
    await audit.note({ who, action: 'source.resume', filter: { name: id }, affected: 1 })
    await pausing.resume(paused)
  }

  async function tell(source: KnownSource) {
    const [told] = await tellSources(deps.database, await lookAtSources([source], deps))
    return told
  }
}

const ofSettings = (id: string) =>
  `${id} stands in stancewire.yaml: take it out there and restart the discoverer, or pause it`

function clashWith(sources: readonly KnownSource[], { id, url }: { id: string; url: string }): string | undefined {
  const named = sources.find((each) => each.id === id)
  if (named)
    return `a source is called ${id} already, ${named.from === 'settings' ? 'in stancewire.yaml' : 'added'}: take another id`
  const same = sources.find((each) => sameAddress(each.url, url))
  return same ? `${same.id} polls this address already` : undefined
}

function sameAddress(one: string, other: string): boolean {
  const plain = (url: string) => new URL(withoutLogin(url)).href.replace(/#.*$/s, '')
  return plain(one) === plain(other)
}

function refuse(reply: FastifyReply, is: 'taken' | 'full', id: string): FastifyReply {
  if (is === 'taken') return problem(reply, 409, { detail: `a source is called ${id} already: take another id` })
  const detail = `${addedSourcesMax} sources were added: remove some, or move them to stancewire.yaml`
  return problem(reply, 409, { detail })
}
