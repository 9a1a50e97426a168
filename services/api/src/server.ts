import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import etag from '@fastify/etag'
import swagger from '@fastify/swagger'
import type { Config } from '@stancewire/config'
import type { RunRef } from '@stancewire/contracts'
import { builtDashboard } from '@stancewire/dashboard'
import { type Audit, type Database, openAudit, openSessions, openTokens, type Tokens } from '@stancewire/read-model'
import { type Logger, openLog, type Whereabouts } from '@stancewire/runtime'
import type { AddedSources, FeedState } from '@stancewire/storage'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { AttributionReader } from './attributions/open-reader.ts'
import { type BoardLine, serveBoard } from './board/serve-board.ts'
import { openCallers } from './callers.ts'
import type { FeedDesk } from './feeds/feed-desk.ts'
import { guardAnswers, guardingHead, keepAnswersPrivate } from './guard-answers.ts'
import { refuseUnknownTopics } from './known-topics.ts'
import { limitRequests } from './limit-requests.ts'
import type { LineConnection } from './line-connection.ts'
import type { JobDesk } from './line-jobs.ts'
import { heldForASecond, type LineSample } from './line-sample.ts'
import { liveRoutes } from './live/live-routes.ts'
import type { LineNotes } from './live/take-picture.ts'
import type { OnLine } from './on-line.ts'
import { bearer, describeRoute, session } from './openapi/describe-route.ts'
import type { FailedDesk } from './operations/failed-desk.ts'
import { servePages, showPage } from './pages/serve-pages.ts'
import type { Pausing } from './pausing.ts'
import { answerWithProblems, problem } from './problem.ts'
import { readBodies } from './read-bodies.ts'
import { articleRoutes } from './routes/articles.ts'
import { attributionRoutes } from './routes/attributions.ts'
import { auditRoutes } from './routes/audit.ts'
import { eventRoutes } from './routes/events.ts'
import { failedRoutes } from './routes/failed.ts'
import { failedExportRoutes } from './routes/failed-export.ts'
import { healthRoutes } from './routes/health.ts'
import { holderRoutes } from './routes/holders.ts'
import { jobRoutes } from './routes/jobs.ts'
import { lineExportRoutes } from './routes/line-exports.ts'
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
import { statementRoutes } from './routes/statements.ts'
import { storyRoutes } from './routes/stories.ts'
import { submissionRoutes } from './routes/submission.ts'
import { topicRoutes } from './routes/topics.ts'
import { sessionRoutes } from './session/session-routes.ts'
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
  /** The sources that were added beside those of the settings. */
  readonly added: AddedSources
  readonly feedDesk: FeedDesk
  readonly api: Config['api']
  readonly isLineThere: () => Promise<boolean>
  /** The way to Redis; it fails fast. */
  readonly line: LineConnection
  readonly pausing: Pausing
  /** How the line stands now. */
  readonly sampleLine: () => Promise<LineSample>
  readonly lineNotes: LineNotes
  /** What is remembered of polling these sources, each in its place. */
  readonly readFeeds: (sourceIds: readonly string[]) => Promise<FeedState[]>
  /** The way into the line for what is submitted. */
  readonly intake: Intake
  /** What is done about failed runs. */
  readonly failed: FailedDesk
  /** Jobs as they stand in their queues. */
  readonly jobs: JobDesk
  /** Reads kept texts for who said what. */
  readonly attributions: AttributionReader
  /** Where a run on its way stands; `undefined` where it has no job. */
  readonly whereIs: (run: RunRef) => Promise<Whereabouts | undefined>
  /** What the line itself knows of a URL. */
  readonly onLine: OnLine
  readonly log: Logger
  /** What the board of the queues looks at; without it there is no board. */
  readonly board?: BoardLine | undefined
  /** The folder of the built page. */
  readonly dashboard: URL
}

const description = `Who stands where on a topic, in whose words, and who copied whom.
Lists come in pages, the newest first: \`next\` is the cursor of the next page, \`null\` on the last. Problems are application/problem+json (RFC 9457).`

/** What the OpenAPI document says of the whole. */
const head = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Stancewire',
    version: '0.1.0',
    description,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  components: { securitySchemes: { bearer, session } },
}

/** Makes the server with all of its routes; it does not listen yet. */
export async function makeServer(given: Deps): Promise<FastifyInstance> {
  // However many ask, and by whichever route: the line is looked at once.
  const deps = { ...given, sampleLine: heldForASecond(given.sampleLine) }
  const server = fastify({
    logger: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnreadable,
    // What cannot be read as a request at all never comes to a route.
    frameworkErrors: (error, _request, reply) =>
      void problem(reply.headers({ ...guardingHead, 'cache-control': 'no-store' }), 400, { detail: error.message }),
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  guardAnswers(server)
  answerWithProblems(server, deps.log, (reply) => showPage(reply, deps.dashboard))
  const sessions = openSessions(deps.database)
  const callers = {
    tokens: openCallers(deps.tokens),
    sessions: openCallers({ find: async (secret) => (await sessions.find(secret))?.token }),
  }
  await server.register(cookie)
  await limitRequests(server, callers, deps.api)
  askWhoMay(server, callers, deps)
  refuseNul(server)
  readBodies(server)
  await server.register(compress, { threshold: 2_048 })
  await server.register(etag)
  keepAnswersPrivate(server)
  await server.register(swagger, { openapi: head, transform: describeRoute })
  metricRoutes(server.withTypeProvider<ZodTypeProvider>(), deps)
  await server.register(
    (scope, _options, done) => {
      const typed = scope.withTypeProvider<ZodTypeProvider>()
      refuseUnknownTopics(scope, deps)
      for (const routes of [
        articleRoutes,
        storyRoutes,
        topicRoutes,
        statementRoutes,
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
      lineExportRoutes(typed, deps)
      for (const routes of [pauseRoutes, queueRoutes, jobRoutes, sourceRoutes, liveRoutes]) routes(typed, deps)
      sessionRoutes(typed, deps, { callers, sessions })
      typed.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger())
      done()
    },
    { prefix: '/v1' },
  )
  healthRoutes(server.withTypeProvider<ZodTypeProvider>(), deps)
  await servePages(server, deps.dashboard)
  if (deps.board) serveBoard(server, deps.board)
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
    added: nothing as unknown as AddedSources,
    feedDesk: nothing as unknown as FeedDesk,
    pausing: nothing as unknown as Pausing,
    sampleLine: async () => nothing as unknown as LineSample,
    lineNotes: nothing as unknown as LineNotes,
    readFeeds: async () => [],
    api: { host: '127.0.0.1', port: 0, requestsPerMinute: 1 },
    isLineThere: async () => false,
    line: nothing as unknown as LineConnection,
    intake: nothing as unknown as Intake,
    failed: nothing as unknown as FailedDesk,
    jobs: nothing as unknown as JobDesk,
    attributions: nothing as unknown as AttributionReader,
    whereIs: async () => undefined,
    onLine: async () => undefined,
    log: openLog('openapi', 'silent'),
    dashboard: builtDashboard,
  })
  await server.ready()
  return server.swagger()
}
