import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudEvent, Topic } from '@stancewire/contracts'
import { openDatabase, project } from '@stancewire/read-model'
import { openLog } from '@stancewire/runtime'
import { onTestFinished } from 'vitest'
import { makeServer } from '../src/server.ts'

const examples = join(import.meta.dirname, '..', '..', '..', 'packages', 'contracts', 'examples')
const log = openLog('test', 'silent')

const topic = Topic.parse({
  ...{ id: 'tram-line', title: 'A tram line', proposition: 'The town should build a tram line to the harbour.' },
  keywords: { must: [['tram']] },
  action: { enact: ['build'], objects: ['tram line'] },
})

/** The example of every event type, in an order in which they can have come. */
export function exampleEvents(): CloudEvent[] {
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

/** A server on a port of its own, with the example events in its archive. Goes with its test. */
export async function aServer({ requestsPerMinute = 100_000 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-api-'))
  const database = await openDatabase(join(folder, 'archive.sqlite'))
  const events = exampleEvents()
  let position = 0
  const add = (some: readonly CloudEvent[]) =>
    project(
      database,
      some.map((event) => ({ position: `${++position}-0`, event, text: 'The tram line was promised to the harbour.' })),
    )
  await add(events)
  const api = { port: 0, requestsPerMinute }
  const server = await makeServer({ database, topics: [topic], api, isLineThere: async () => false, log })
  await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await server.close()
    await database[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  const { port } = server.server.address() as AddressInfo
  return { database, events, add, server, port, ask: (path: string, options = {}) => ask(port, path, options) }
}

type Asked = { readonly method?: string; readonly headers?: Record<string, string> }

/** One request by Node's own client, which sends whatever Host it is told to. */
function ask(port: number, path: string, { method = 'GET', headers = {} }: Asked): Promise<Answer> {
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
    asked.once('error', reject).end()
  })
}
