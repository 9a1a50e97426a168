import { z } from 'zod'
import { isStreamAsked, showStreamHead } from '../follow-events.ts'
import { openFollowerPlaces, refuseFollower } from '../follower-places.ts'
import { answers, problems } from '../routes/asked.ts'
import type { Deps, TypedServer } from '../server.ts'
import { type Frame, followLine, frameOf } from './follow-line.ts'
import { History, openHistories, Range } from './history.ts'
import { Picture } from './picture.ts'
import { openSampler } from './sampler.ts'
import { openPictures } from './take-picture.ts'

/** The line as it stands now: once, followed each second, and over time. */
export function liveRoutes(server: TypedServer, deps: Deps): void {
  const { log } = deps
  const take = openPictures(deps)
  const sampler = openSampler<Frame & { readonly picture: Picture }>(
    async () => {
      const picture = await take()
      return { ...frameOf(picture.at, picture), picture }
    },
    { onFailure: (error) => log.warn({ err: error }, 'the line could not be looked at') },
  )
  const histories = openHistories(deps.database)
  const closing = new AbortController()
  const places = openFollowerPlaces()
  server.addHook('preClose', async () => closing.abort())

  server.get(
    '/line',
    {
      schema: {
        summary:
          'The whole line: stages, workers, consumers, sources that are silent or fail, and what wants to be looked at; at most a second old, also while Redis is away',
        response: answers(Picture),
      },
    },
    async () => (await sampler.now()).picture,
  )
  server.get(
    '/live',
    {
      schema: {
        summary:
          'The line each second, as /v1/line tells it, in events named sample; without Accept: text/event-stream one of them',
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } }, ...problems },
      },
    },
    async (request, reply) => {
      if (!isStreamAsked(request)) {
        const { text } = await sampler.now()
        return reply.type('text/event-stream; charset=utf-8').header('cache-control', 'no-store').send(text)
      }
      if (request.method === 'HEAD') {
        showStreamHead(reply.hijack())
        return reply as never
      }
      const { name } = request.caller
      const place = places.take(name)
      if (place !== 'taken') return refuseFollower(reply, place) as never
      await followLine(reply.hijack(), { sampler, closing: closing.signal })
        .catch((error: unknown) => log.warn({ err: error }, 'a follower was lost'))
        .finally(() => places.leave(name))
      return reply as never
    },
  )
  server.get(
    '/line/history',
    {
      schema: {
        summary: 'What the stages did over time, as the archive counted it, in stretches of one length',
        querystring: z.strictObject({ range: Range.default('1h').describe('How far back') }),
        response: answers(History),
      },
    },
    async ({ query: { range } }) => histories(range),
  )
}
