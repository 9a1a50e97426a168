import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { type Callers, secretOf } from './callers.ts'
import type { Deps } from './server.ts'
import { addressOf } from './where-from.ts'

/**
 * Refuses what is asked more often in a minute than is allowed: of a token that is known by now, wherever it is shown, else of an address. Nobody is refused
 * who only looks whether the process lives.
 */
export async function limitRequests(
  server: FastifyInstance,
  callers: Callers,
  { requestsPerMinute }: Pick<Deps['api'], 'requestsPerMinute'>,
): Promise<void> {
  await server.register(rateLimit, {
    global: false,
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => {
      const { authorization } = request.headers
      const name = authorization === undefined ? undefined : callers.nameOf(secretOf(authorization))
      return name === undefined ? addressOf(request) : `token ${name}`
    },
    allowList: ({ routeOptions }) => routeOptions.config.role === 'none',
  })
  // Also where there is no route: a token that is shown there is looked up too.
  server.addHook('onRequest', server.rateLimit())
}
