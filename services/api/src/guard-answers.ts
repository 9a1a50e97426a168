import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** The head of an answer that is no page: opened by itself it loads, runs and shows nothing, and nobody frames it. */
export const guardingHead = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

/** Puts the guarding head on every answer of a server, also where there is no route; routes that show more say so after it. */
export function guardAnswers(server: FastifyInstance): void {
  server.addHook('onRequest', async (_request, reply) => void reply.headers(guardingHead))
}

/**
 * Says of every answer that does not say it itself how it may be kept: nowhere, but for what has an `ETag`, which a browser may keep for the one who asked
 * and asks after each time. Comes after what makes the `ETag`.
 */
export function keepAnswersPrivate(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', cacheControlOf(request, reply))
  })
}

function cacheControlOf({ method }: FastifyRequest, reply: FastifyReply): string {
  const isGood = reply.statusCode < 300 || reply.statusCode === 304
  const isLook = method === 'GET' || method === 'HEAD'
  return isGood && isLook && reply.hasHeader('etag') ? 'private, no-cache' : 'no-store'
}
