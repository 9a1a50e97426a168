import type { FastifyInstance } from 'fastify'

/** Reads bodies as JSON and as nothing else; a request that has none may say of any type that it is. */
export function readBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const takesNone = request.routeOptions.schema?.body === undefined
    if (body === '' && takesNone) return done(null, undefined)
    if (body === '') return done(refused('the body is empty: JSON is expected'))
    void parse(request, String(body), (error, value) => {
      if (error) done(refused(`the body is no JSON: ${error.message}`))
      else done(null, value)
    })
  })
}

function refused(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 400 })
}
