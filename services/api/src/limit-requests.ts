import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { secretOf } from './callers.ts'
import type { Deps } from './server.ts'
import { sessionSecretOf } from './session/session-cookie.ts'
import { addressOf } from './where-from.ts'
import type { Known } from './who-may.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route may be asked as often as one likes. */
    isUncounted?: boolean
  }
}

/**
 * Refuses what is asked more often in a minute than is allowed: of a token that is known by now, wherever it is shown, else of an address. Nobody is refused
 * who only looks whether the process lives.
 */
export async function limitRequests(
  server: FastifyInstance,
  callers: Known,
  { requestsPerMinute }: Pick<Deps['api'], 'requestsPerMinute'>,
): Promise<void> {
  await server.register(rateLimit, {
    global: false,
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => {
      const name = nameOf(request, callers)
      return name === undefined ? addressOf(request) : `token ${name}`
    },
    allowList: ({ routeOptions }) => routeOptions.config.isUncounted === true,
  })
  // Also where there is no route: a token that is shown there is looked up too.
  server.addHook('onRequest', server.rateLimit())
}

function nameOf(request: FastifyRequest, { tokens, sessions }: Known): string | undefined {
  const { authorization } = request.headers
  if (authorization !== undefined) return tokens.nameOf(secretOf(authorization))
  const session = sessionSecretOf(request)
  return session === undefined ? undefined : sessions.nameOf(session)
}
