import { withoutSecrets } from '@stancewire/contracts'
import { BadCursorError, DatabaseBusyError } from '@stancewire/read-model'
import type { Logger } from '@stancewire/runtime'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { BackwardsError } from './backwards-error.ts'
import { LineAwayError } from './line-connection.ts'
import { watchMethods } from './other-methods.ts'
import { isLostInPages } from './pages/lost-page.ts'
import { faultsOf } from './plain-words.ts'

/** What went wrong, as RFC 9457 has it. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  status: z.int(),
  title: z.string(),
  detail: z.string().optional(),
  /** Where a request breaks its contract: a part of it, and what was expected there. */
  errors: z.array(z.object({ at: z.string(), detail: z.string() })).optional(),
  /** What became of each item of a batch that was taken in part. */
  items: z.array(z.unknown()).optional(),
})
type Problem = z.infer<typeof Problem>
type More = Pick<Problem, 'detail' | 'errors' | 'items'>

const titles: Readonly<Record<number, string>> = {
  400: 'The request breaks its contract',
  401: 'A token is needed',
  403: 'This is not yours to do',
  404: 'There is nothing here',
  405: 'This cannot be done here',
  408: 'The request took too long',
  409: 'This does not fit what is there',
  413: 'The request is too large',
  415: 'This kind of content is not read here',
  421: 'This API is for the machine it runs on',
  422: 'This does not fit what was sent before',
  429: 'Too many requests',
  431: 'The request has too long a head',
  503: 'Not ready',
}

/** A problem as it is sent. */
export function problemText(status: number, more: More = {}): string {
  const title = titles[status] ?? 'Something went wrong here'
  return withoutSecrets(JSON.stringify({ type: 'about:blank', status, title, ...more } satisfies Problem))
}

/** Answers with a problem. */
export function problem(reply: FastifyReply, status: number, more: More = {}): FastifyReply {
  // Sent as text: it is no answer that a route promises.
  const body = problemText(status, more)
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(String)
    .send(body)
}

const contract = 'no such path: /v1/openapi.json tells of all that can be asked here'
const isOfContract = (url: string) => /^\/v1(?:[/?]|$)/.test(url)

type Lost = (reply: FastifyReply) => Promise<FastifyReply>

/** Makes every error of a server a problem; those of its own making are logged, and told to nobody. Who is lost among the pages is shown one. */
export function answerWithProblems(server: FastifyInstance, log: Logger, showLost: Lost): void {
  const methodsOf = watchMethods(server)
  server.setNotFoundHandler((request, reply) => {
    const { url } = request
    if (isLostInPages(request)) return showLost(reply.code(404))
    const methods = methodsOf(url.split('?')[0] ?? '')
    if (methods.length === 0) return problem(reply, 404, isOfContract(url) ? { detail: contract } : {})
    return problem(reply.header('allow', methods.join(', ')), 405)
  })
  server.setErrorHandler((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      return problem(reply, 400, { errors: toldFaults(error, request) })
    }
    if (error instanceof DatabaseBusyError)
      return problem(reply.header('retry-after', '1'), 503, { detail: error.message })
    if (error instanceof LineAwayError)
      return problem(reply.header('retry-after', '1'), 503, { detail: `${error.message}: ask again` })
    if (holdsNul(error)) return problem(reply, 400, { detail: 'a text in it holds a NUL character' })
    if (error instanceof BadCursorError || error instanceof BackwardsError)
      return problem(reply, 400, { detail: error.message })
    const { statusCode = 500, message } = error as { statusCode?: number; message: string }
    if (statusCode < 500)
      return problem(reply, statusCode, { detail: inWords[statusCode]?.(request.routeOptions) ?? message })
    log.error({ err: error, path: request.url.split('?')[0] }, 'request failed')
    return problem(reply, 500)
  })
}

/** What the server's own words leave open. */
const inWords: Readonly<Record<number, (route: FastifyRequest['routeOptions']) => string>> = {
  413: ({ bodyLimit }) => `the body may have ${bodyLimit.toLocaleString('en')} bytes at most, unpacked`,
  415: () => 'bodies are read as JSON alone: Content-Type: application/json',
}

type Invalid = Pick<FastifyError, 'validation' | 'validationContext'>

function toldFaults({ validation = [], validationContext: part = 'body' }: Invalid, request: FastifyRequest) {
  const issues = validation.map(({ instancePath, keyword, message, params }) => ({
    ...{ ...params, code: keyword, message },
    path: instancePath.split('/').filter((name) => name !== ''),
  }))
  const asked = { body: request.body, querystring: request.query, params: request.params, headers: request.headers }
  return faultsOf(issues, asked[part as keyof typeof asked]).map(({ path, what }) => ({
    at: [part, ...path].join('/'),
    detail: what,
  }))
}

/** PostgreSQL keeps and compares no text with a NUL; SQLite does, and finds nothing. */
function holdsNul(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === '22021' || code === '22P05'
}
