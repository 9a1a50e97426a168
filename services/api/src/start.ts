import type { Config } from '@stancewire/config'
import { MisuseError } from '@stancewire/contracts'
import { builtDashboard } from '@stancewire/dashboard'
import { openAudit, openDatabase, openTokens, type Tokens } from '@stancewire/read-model'
import { openWhereabouts, readWorkerNotes, type Service } from '@stancewire/runtime'
import { openFeedStates } from '@stancewire/storage'
import { openAttributionReader } from './attributions/open-reader.ts'
import { openFeedDesk } from './feeds/feed-desk.ts'
import { openLineConnection } from './line-connection.ts'
import { openJobDesk } from './line-jobs.ts'
import { openLineSample } from './line-sample.ts'
import { listen } from './listen.ts'
import { readStreamGroups } from './live/stream-groups.ts'
import { openOnLine } from './on-line.ts'
import { openFailedDesk } from './operations/failed-desk.ts'
import { openPausing } from './pausing.ts'
import { makeServer } from './server.ts'
import { openAddedDesk } from './sources/added-desk.ts'
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
  const pausing = openPausing(line, config)
  const feeds = openFeedStates(line.redis, config)
  const server = await makeServer({
    database,
    tokens,
    audit,
    topics: config.topics,
    sources: config.sources,
    added: openAddedDesk(line, config),
    feedDesk: open.use(openFeedDesk(config.limits, { pausing })),
    pausing,
    sampleLine: lineSample.read,
    lineNotes: {
      workers: () => line.whileThere(() => readWorkerNotes({ redis: line.redis, prefix: config.prefix })),
      groups: () => line.whileThere(() => readStreamGroups(line.redis, config)),
    },
    readFeeds: (ids) => line.whileThere(() => feeds.readAll(ids)),
    api: config.api,
    isLineThere,
    line,
    intake: openIntake(line, config),
    failed,
    jobs: openJobDesk(line, config),
    attributions: open.use(openAttributionReader()),
    whereIs: whereabouts.of,
    onLine: openOnLine(line, config),
    log,
    board: { line, prefix: config.prefix },
    dashboard: builtDashboard,
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
    `api.host is ${host}, which others can reach, and there is no token: issue one with "npx stancewire tokens issue NAME --role admin", or leave api.host at 127.0.0.1`,
  )
}
