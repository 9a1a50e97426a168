import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudEvent, Topic } from '@stancewire/contracts'
import { openAudit, openDatabase, openTokens, project, type Role } from '@stancewire/read-model'
import { openLog } from '@stancewire/runtime'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import type { AttributionReader } from '../src/attributions/open-reader.ts'
import type { LineConnection } from '../src/line-connection.ts'
import { type JobDesk, openJobDesk } from '../src/line-jobs.ts'
import type { FailedDesk } from '../src/operations/failed-desk.ts'
import { openPausing, type Pausing } from '../src/pausing.ts'
import { type Deps, makeServer } from '../src/server.ts'
import { awayIntake, awayLine } from './away-line.ts'
import { heldSources, noFeedDesk } from './held-sources.ts'
import { idleDesk } from './idle-desk.ts'

const examples = join(import.meta.dirname, '..', '..', '..', 'packages', 'contracts', 'examples')
const log = openLog('test', 'silent')

const topic = Topic.parse({
  ...{ id: 'tram-line', title: 'A tram line', proposition: 'The town should build a tram line to the harbour.' },
  keywords: { must: [['tram']] },
  action: { enact: ['build'], objects: ['tram line'] },
})

/** The example of every event type, in an order in which they can have come. */
function exampleEvents(): CloudEvent[] {
  const all = readdirSync(examples).map((file) =>
    CloudEvent.parse(JSON.parse(readFileSync(join(examples, file), 'utf8'))),
  )
  return all.sort((a, b) => a.time.localeCompare(b.time) || a.id.localeCompare(b.id))
}

type Item = Readonly<Record<string, string>>
/** What answers hold, as tests look at it. */
type Body = {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly statements: readonly Item[]
  readonly articles: readonly Item[]
  readonly errors: unknown
  readonly [name: string]: unknown
}

type Answer = {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly text: string
  json(): Body
}

type Options = {
  readonly requestsPerMinute?: number
  readonly host?: string
  readonly line?: LineConnection
  readonly intake?: Deps['intake']
  readonly audit?: Deps['audit']
  readonly failed?: FailedDesk
  readonly attributions?: AttributionReader
  /** The text of the articles in the examples. */
  readonly text?: string
  readonly sources?: Deps['sources']
  readonly added?: Deps['added']
  readonly feedDesk?: Deps['feedDesk']
  readonly pausing?: Pausing
  readonly onLine?: Deps['onLine']
  readonly jobs?: JobDesk
  readonly board?: Deps['board']
  readonly sampleLine?: Deps['sampleLine']
  readonly lineNotes?: Deps['lineNotes']
  readonly readFeeds?: Deps['readFeeds']
  /** The folder of the built page; one that is not there by default. */
  readonly dashboard?: URL
  readonly more?: (server: FastifyInstance) => void
}

/** A server on a port of its own, with the example events in its archive. Goes with its test. */
export async function aServer({
  requestsPerMinute = 100_000,
  host = '127.0.0.1',
  line = awayLine,
  intake = awayIntake,
  audit: givenAudit,
  failed = idleDesk,
  attributions = { read: async () => 'busy' },
  text = 'The tram line was promised to the harbour.',
  sources = [],
  added = heldSources(),
  feedDesk = noFeedDesk,
  pausing = openPausing(line, { prefix: '{t}' }),
  onLine = async () => undefined,
  jobs = openJobDesk(line, { prefix: '{t}' }),
  sampleLine = async () => line.whileThere(async () => ({}) as never),
  lineNotes = { workers: () => line.whileThere(async () => []), groups: () => line.whileThere(async () => []) },
  readFeeds = async () => line.whileThere(async () => []),
  board,
  dashboard = new URL('./nowhere/', import.meta.url),
  more = () => {},
}: Options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-api-'))
  const database = await openDatabase(join(folder, 'archive.sqlite'), { threads: 2 })
  const events = exampleEvents()
  let position = 0
  let issued = 0
  const add = (some: readonly CloudEvent[]) =>
    project(
      database,
      some.map((event) => ({ position: `${++position}-0`, event, text })),
    )
  await add(events)
  const api = { host, port: 0, requestsPerMinute }
  const tokens = openTokens(database)
  const audit = givenAudit ?? openAudit(database)
  const server = await makeServer({
    database,
    tokens,
    audit,
    topics: [topic],
    sources,
    added,
    feedDesk,
    pausing,
    sampleLine,
    lineNotes,
    readFeeds,
    api,
    isLineThere: async () => false,
    line,
    intake,
    failed,
    jobs,
    attributions,
    whereIs: async () => undefined,
    onLine,
    log,
    board,
    dashboard,
  })
  more(server)
  await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await server.close()
    await database[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  const { port } = server.server.address() as AddressInfo
  return {
    database,
    tokens,
    audit,
    events,
    add,
    server,
    port,
    ask: (path: string, options: Asked = {}) => ask(port, path, options),
    /** Headers by which a new token of this role is shown. */
    async as(role: Role) {
      const { secret } = await tokens.issue({ name: `${role}-${++issued}`, role, expiresMs: null })
      return { authorization: `Bearer ${secret}` }
    },
  }
}

type Asked = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string | Buffer }

/** One request by Node's own client, which sends whatever Host it is told to. */
function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) }),
      )
    })
    asked.once('error', reject).end(body)
  })
}
