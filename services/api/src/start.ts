import type { Config } from '@stancewire/config'
import { openAudit, openDatabase, openTokens, type Tokens } from '@stancewire/read-model'
import { type Logger, MisuseError, openWhereabouts, type Service } from '@stancewire/runtime'
import { openFeedStates } from '@stancewire/storage'
import type { FastifyInstance } from 'fastify'
import { openAttributionReader } from './attributions/open-reader.ts'
import { openLineConnection } from './line-connection.ts'
import { openLineSample } from './line-sample.ts'
import { openFailedDesk } from './operations/failed-desk.ts'
import { openPausing } from './pausing.ts'
import { makeServer } from './server.ts'
import { openIntake } from './submission/intake.ts'
import { isLoopback } from './where-from.ts'

// A slow question leaves room for quick ones beside it, also on two cores.
const askingThreads = 3

/** Answers questions about what the archive holds: to whoever sits at this machine, and beyond it to those who have a token. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  await using open = new AsyncDisposableStack()
  const database = open.use(await openDatabase(config.databaseUrl, { threads: askingThreads }))
  const tokens = openTokens(database)
  await refuseOpenDoor(config.api, tokens)
  const audit = openAudit(database)
  const line = open.use(await openLineConnection(redis, log))
  const failed = open.use(openFailedDesk({ config, redis, log, database, line }))
  const isLineThere = line.isThere
  const whereabouts = open.use(openWhereabouts({ redis: line.redis, prefix: config.prefix }))
  const lineSample = open.use(openLineSample(line, config))
  const feeds = openFeedStates(line.redis, config)
  const server = await makeServer({
    database,
    tokens,
    audit,
    topics: config.topics,
    sources: config.sources,
    pausing: openPausing(line, config),
    sampleLine: lineSample.read,
    readFeeds: (ids) => line.whileThere(() => feeds.readAll(ids)),
    api: config.api,
    isLineThere,
    line,
    intake: openIntake(line, config),
    failed,
    attributions: open.use(openAttributionReader()),
    whereIs: whereabouts.of,
    log,
  })
  open.defer(() => server.close())
  const url = await listen(server, config.api, log)
  log.info({ url }, 'api')
  process.send?.({ api: url })
  return open.move()
}

/** Whoever can reach it could ask, and nobody could be let in. */
async function refuseOpenDoor({ host }: Config['api'], tokens: Tokens): Promise<void> {
  if (isLoopback(host) || (await tokens.isAnyActive())) return
  throw new MisuseError(
    `api.host is ${host}, which others can reach, and there is no token: issue one with "stancewire tokens issue NAME --role admin", or leave api.host at 127.0.0.1`,
  )
}

/** On this machine, as the monitor does: an API elsewhere rather than none, for another line may have this port. Others know it by its port alone. */
async function listen(server: FastifyInstance, { host, port }: Config['api'], log: Logger): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!isLoopback(host) || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error
    log.warn({ port, code }, 'the port of the API cannot be had, a free one is taken; api.port names another')
    return await server.listen({ host, port: 0 })
  }
}
