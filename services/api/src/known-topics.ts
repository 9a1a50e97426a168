import { knownTopics } from '@stancewire/read-model'
import type { FastifyInstance } from 'fastify'
import { problem } from './problem.ts'
import type { Deps } from './server.ts'

type Asked = { readonly topicId?: unknown; readonly topic?: unknown }

/** Refuses what asks for a topic that is neither watched nor in the archive: nothing on it would look like nobody having said a word. */
export function refuseUnknownTopics(server: FastifyInstance, { database, topics }: Pick<Deps, 'database' | 'topics'>) {
  const watched = new Set(topics.map(({ id }) => id))
  server.addHook('preHandler', async ({ params, query }, reply) => {
    const [{ topicId }, { topic }] = [(params ?? {}) as Asked, (query ?? {}) as Asked]
    const asked = topicId ?? topic
    if (typeof asked !== 'string' || watched.has(asked)) return
    const known = new Set([...watched, ...(await knownTopics(database))])
    if (known.has(asked)) return
    const detail = noTopic(asked, known)
    if (topicId === undefined) return problem(reply, 400, { errors: [{ at: 'querystring/topic', detail }] })
    return problem(reply, 404, { detail })
  })
}

function noTopic(asked: string, known: ReadonlySet<string>): string {
  const some = [...known].toSorted().slice(0, 50)
  return `no topic ${asked}: ${some.length === 0 ? 'there is none yet' : `they are ${some.join(', ')}`}`
}
