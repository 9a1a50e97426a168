import { Stage } from '@stancewire/contracts'
import { type Paused, pauseKinds, pauseReasonMax } from '@stancewire/storage'
import { hostNamed, isPublicSuffix } from '@stancewire/url'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { type KnownSource, openKnownSources } from '../sources/known-sources.ts'
import { answers } from './asked.ts'

const Kind = z.enum(pauseKinds)

/** A pause as it is kept. */
export const Pause = z.object({
  kind: Kind,
  name: z.string(),
  by: z.string(),
  reason: z.string(),
  since: z.string(),
  /** It goes on by itself then; `null`: when somebody resumes it. */
  until: z.string().nullable(),
})

const secondsMax = 366 * 86_400
const Wanted = z
  .strictObject({
    reason: z.string().trim().min(1).max(pauseReasonMax),
    until: z.iso.datetime({ offset: true }).max(40).optional().describe('It goes on by itself at this instant'),
    forSeconds: z.int().min(1).max(secondsMax).optional().describe('It goes on by itself after so long'),
  })
  .refine(({ until, forSeconds }) => until === undefined || forSeconds === undefined, {
    error: 'until or forSeconds, not both',
  })

const params = z.object({
  kind: Kind.describe('What sort of thing it is'),
  name: z.string().min(1).max(253).describe('Of a stage; a domain, or a host below it; the id of a source'),
})

/** What is paused, and pausing and resuming it: by any process of the line, whether this one lives or not. */
export function pauseRoutes(server: TypedServer, { pausing, audit, sources, added }: Deps): void {
  const allSources = openKnownSources(sources, added)
  /** What is named, as it is kept; nothing where there is none. */
  async function find({ kind, name }: z.infer<typeof params>, reply: FastifyReply): Promise<Paused | undefined> {
    const found = named(kind, name, kind === 'source' ? (await allSources()).sources : [])
    if (found === undefined) problem(reply, 404, { detail: `no ${kind} ${name}` })
    return found === undefined ? undefined : { kind, name: found }
  }

  server.get(
    '/pauses',
    {
      schema: {
        summary: 'What is paused now, at most a thousand: by whom, why, until when',
        response: answers(z.object({ items: z.array(Pause) })),
      },
    },
    async () => ({ items: await pausing.all() }),
  )
  server.put(
    '/pauses/:kind/:name',
    {
      config: { role: 'operate' },
      schema: {
        summary:
          'Pauses a stage, a host or a source, or replaces its pause. What is in hand finishes, what comes waits',
        params,
        body: Wanted,
        response: answers(Pause),
      },
    },
    async ({ params: asked, body, caller }, reply) => {
      const paused = await find(asked, reply)
      if (!paused) return reply as never
      if (paused.kind === 'host' && isPublicSuffix(paused.name)) return refuse(reply, 'suffix') as never
      const ends = endOf(body)
      if (ends && 'atMs' in ends && ends.atMs <= Date.now()) return refuse(reply, 'past') as never
      // Asked first, so that nothing is noted while Redis is away; and noted before it is done: nothing is held without it.
      await pausing.of([paused])
      const filter = { name: paused.name, ...body }
      await audit.note({ who: caller.name, action: `${paused.kind}.pause`, filter, affected: 1 })
      const made = await pausing.pause({ ...paused, by: caller.name, reason: body.reason, ends })
      if (made.is === 'paused') return made.pause
      // What was noted did not come to be.
      const refused = { ...filter, refused: made.is }
      await audit.note({ who: caller.name, action: `${paused.kind}.pause`, filter: refused, affected: 0 })
      return refuse(reply, made.is) as never
    },
  )
  server.delete(
    '/pauses/:kind/:name',
    {
      config: { role: 'operate' },
      schema: {
        summary: 'Lets a stage, a host or a source go on',
        params,
        response: answers(
          z.object({
            resumed: z.boolean().describe('False where nothing was paused'),
            pause: Pause.nullable().describe('The pause that ended; null also where another tool had paused a queue'),
          }),
        ),
      },
    },
    async ({ params: asked, caller }, reply) => {
      const paused = await find(asked, reply)
      if (!paused) return reply as never
      if (!(await pausing.isHeld(paused))) return { resumed: false, pause: null }
      const filter = { name: paused.name }
      await audit.note({ who: caller.name, action: `${paused.kind}.resume`, filter, affected: 1 })
      return { resumed: true, pause: await pausing.resume(paused) }
    },
  )
}

function named(kind: Paused['kind'], name: string, sources: readonly KnownSource[]): string | undefined {
  if (kind === 'stage') return Stage.safeParse(name).data
  if (kind === 'host') return hostNamed(name) ?? undefined
  return sources.find(({ id }) => id === name)?.id
}

function endOf({ until, forSeconds }: z.infer<typeof Wanted>) {
  if (until !== undefined) return { atMs: Date.parse(until) }
  return forSeconds === undefined ? undefined : { inMs: forSeconds * 1_000 }
}

function refuse(reply: FastifyReply, why: 'past' | 'full' | 'suffix'): FastifyReply {
  if (why === 'suffix')
    return problem(reply, 400, {
      detail: 'anybody may have a name below this one: name the host that is meant, like news.example',
    })
  if (why === 'past') return problem(reply, 400, { detail: 'until lies in the past' })
  return problem(reply, 409, { detail: 'a thousand things are paused: resume some' })
}
