import compress from '@fastify/compress'
import etag from '@fastify/etag'
import swagger from '@fastify/swagger'
import type { Config } from '@stancewire/config'
import type { RunRef } from '@stancewire/contracts'
import { type Audit, type Database, openAudit, openTokens, type Tokens } from '@stancewire/read-model'
import { type Logger, openLog, type Whereabouts } from '@stancewire/runtime'
import type { FeedState } from '@stancewire/storage'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { AttributionReader } from './attributions/open-reader.ts'
import { openCallers } from './callers.ts'
import { limitRequests } from './limit-requests.ts'
import type { LineConnection } from './line-connection.ts'
import { heldForASecond, type LineSample } from './line-sample.ts'
import { bearer, describeRoute } from './openapi/describe-route.ts'
import type { FailedDesk } from './operations/failed-desk.ts'
import type { Pausing } from './pausing.ts'
import { answerWithProblems, problem } from './problem.ts'
import { articleRoutes } from './routes/articles.ts'
import { attributionRoutes } from './routes/attributions.ts'
import { auditRoutes } from './routes/audit.ts'
import { eventRoutes } from './routes/events.ts'
import { failedRoutes } from './routes/failed.ts'
import { failedExportRoutes } from './routes/failed-export.ts'
import { healthRoutes } from './routes/health.ts'
import { holderRoutes } from './routes/holders.ts'
import { metricRoutes } from './routes/metrics.ts'
import { movingRoutes } from './routes/moving.ts'
import { operationRoutes } from './routes/operations.ts'
import { outletRoutes } from './routes/outlets.ts'
import { overTimeRoutes } from './routes/over-time.ts'
import { passageRoutes } from './routes/passages.ts'
import { pauseRoutes } from './routes/pauses.ts'
import { queueRoutes } from './routes/queues.ts'
import { revisionRoutes } from './routes/revisions.ts'
import { runRoutes } from './routes/runs.ts'
import { sourceRoutes } from './routes/sources.ts'
import { storyRoutes } from './routes/stories.ts'
import { submissionRoutes } from './routes/submission.ts'
import { topicRoutes } from './routes/topics.ts'
import type { Intake } from './submission/intake.ts'
import { answerUnreadable, refuseNul } from './unreadable.ts'
import { askWhoMay } from './who-may.ts'

/** What the routes need. */
export type Deps = {
  readonly database: Database
  readonly tokens: Tokens
  readonly audit: Audit
  readonly topics: Config['topics']
  readonly sources: Config['sources']
  readonly api: Config['api']
  readonly isLineThere: () => Promise<boolean>
  /** The way to Redis; it fails fast. */
  readonly line: LineConnection
  readonly pausing: Pausing
  /** How the line stands now. */
  readonly sampleLine: () => Promise<LineSample>
  /** What is remembered of polling these sources, each in its place. */
  readonly readFeeds: (sourceIds: readonly string[]) => Promise<FeedState[]>
  /** The way into the line for what is submitted. */
  readonly intake: Intake
  /** What is done about failed runs. */
  readonly failed: FailedDesk
  /** Reads kept texts for who said what. */
  readonly attributions: AttributionReader
  /** Where a run on its way stands; `undefined` where it has no job. */
  readonly whereIs: (run: RunRef) => Promise<Whereabouts | undefined>
  readonly log: Logger
}

const description = `Who stands where on a topic, in whose words, and who copied whom.
Lists come in pages, the newest first: \`next\` is the cursor of the next page, \`null\` on the last. Problems are application/problem+json (RFC 9457).`

/** Makes the server with all of its routes; it does not listen yet. */
export async function makeServer(given: Deps): Promise<FastifyInstance> {
  // However many ask, and by whichever route: the line is looked at once.
  const deps = { ...given, sampleLine: heldForASecond(given.sampleLine) }
  const server = fastify({
    logger: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnreadable,
    // What cannot be read as a request at all never comes to a route.
    frameworkErrors: (error, _request, reply) => void problem(reply, 400, { detail: error.message }),
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  answerWithProblems(server, deps.log)
  const callers = openCallers(deps.tokens)
  await limitRequests(server, callers, deps.api)
  askWhoMay(server, callers, deps)
  refuseNul(server)
  await server.register(compress, { threshold: 2_048 })
  await server.register(etag)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Stancewire',
        version: '0.1.0',
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { bearer } },
    },
    transform: describeRoute,
  })
  metricRoutes(server.withTypeProvider<ZodTypeProvider>(), deps)
  await server.register(
    (scope, _options, done) => {
      const typed = scope.withTypeProvider<ZodTypeProvider>()
      for (const routes of [
        articleRoutes,
        storyRoutes,
        topicRoutes,
        runRoutes,
        movingRoutes,
        eventRoutes,
        auditRoutes,
        revisionRoutes,
        passageRoutes,
        attributionRoutes,
        outletRoutes,
        overTimeRoutes,
        holderRoutes,
      ])
        routes(typed, deps)
      for (const routes of [submissionRoutes, failedRoutes, failedExportRoutes, operationRoutes]) routes(typed, deps)
      for (const routes of [pauseRoutes, queueRoutes, sourceRoutes]) routes(typed, deps)
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
    tokens: openTokens(nothing),
    audit: openAudit(nothing),
    topics: [],
    sources: [],
    pausing: nothing as unknown as Pausing,
    sampleLine: async () => nothing as unknown as LineSample,
    readFeeds: async () => [],
    api: { host: '127.0.0.1', port: 0, requestsPerMinute: 1 },
    isLineThere: async () => false,
    line: nothing as unknown as LineConnection,
    intake: nothing as unknown as Intake,
    failed: nothing as unknown as FailedDesk,
    attributions: nothing as unknown as AttributionReader,
    whereIs: async () => undefined,
    log: openLog('openapi', 'silent'),
  })
  await server.ready()
  return server.swagger()
}
