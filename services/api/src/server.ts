import compress from '@fastify/compress'
import etag from '@fastify/etag'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { Config } from '@stancewire/config'
import type { Database } from '@stancewire/read-model'
import { type Logger, openLog } from '@stancewire/runtime'
import { isOwnHost } from '@stancewire/url'
import fastify, { type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { answerWithProblems, problem } from './problem.ts'
import { articleRoutes } from './routes/articles.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { runRoutes } from './routes/runs.ts'
import { storyRoutes } from './routes/stories.ts'
import { topicRoutes } from './routes/topics.ts'

/** What the routes need. */
export type Deps = {
  readonly database: Database
  readonly topics: Config['topics']
  readonly api: Config['api']
  readonly isLineThere: () => Promise<boolean>
  readonly log: Logger
}

const description = `Who stands where on a topic, in whose words, and who copied whom.
Lists come in pages, the newest first: \`next\` is the cursor of the next page, \`null\` on the last. Problems are application/problem+json (RFC 9457).`

/** Makes the server with all of its routes; it does not listen yet. */
export async function makeServer(deps: Deps): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    routerOptions: { maxParamLength: 200 },
    // What cannot be read as a request at all never comes to a route.
    frameworkErrors: (error, _request, reply) => void problem(reply, 400, { detail: error.message }),
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  answerWithProblems(server, deps.log)
  // A page elsewhere that makes its own name point here must not read what stands here.
  server.addHook('onRequest', async (request, reply) => {
    if (!isOwnHost(request.headers.host)) return problem(reply, 421)
    if (request.method !== 'GET' && request.method !== 'HEAD') return problem(reply, 405)
  })
  await server.register(rateLimit, { max: deps.api.requestsPerMinute, timeWindow: 60_000 })
  await server.register(compress, { threshold: 2_048 })
  await server.register(etag)
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Stancewire', version: '0.1.0', description } },
    transform: jsonSchemaTransform,
  })
  await server.register(
    (scope, _options, done) => {
      const typed = scope.withTypeProvider<ZodTypeProvider>()
      for (const routes of [articleRoutes, storyRoutes, topicRoutes, runRoutes, eventRoutes]) routes(typed, deps)
      typed.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger())
      done()
    },
    { prefix: '/v1' },
  )
  healthRoutes(server.withTypeProvider<ZodTypeProvider>(), deps)
  return server
}

/** A server whose routes are typed by their schemas. */
export type TypedServer = ReturnType<typeof typedOf>
const typedOf = (server: FastifyInstance) => server.withTypeProvider<ZodTypeProvider>()

/** The OpenAPI document, without a database behind it. */
export async function openApiDocument(): Promise<object> {
  const nothing = {} as unknown as Database
  const server = await makeServer({
    database: nothing,
    topics: [],
    api: { port: 0, requestsPerMinute: 1 },
    isLineThere: async () => false,
    log: openLog('openapi', 'silent'),
  })
  await server.ready()
  return server.swagger()
}
