import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Database, openDatabase, openTokens, project, type Role } from '@stancewire/read-model'
import type { entry } from '@stancewire/read-model/test'
import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'
import { openLine, type TestLine, until } from '../e2e/line.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

type Entry = ReturnType<typeof entry>

/** A dashboard as its API serves it, over a line and an archive of its own, and a browser to look at it. */
export type Dashboard = AsyncDisposable & {
  readonly line: TestLine
  readonly database: Database
  /** Where it is. */
  readonly base: string
  /** What the API answers to whoever sits at this machine. */
  ask<Answer>(path: string): Promise<Answer>
  /** Issues a token of this role; gives its secret. */
  token(role: Role): Promise<string>
  /** Adds events to the archive. */
  add(entries: readonly Entry[]): Promise<void>
  /** Opens the dashboard in a window of its own. */
  visit(path?: string, options?: VisitOptions): Promise<Visit>
}

type Options = {
  readonly line?: TestLine
  readonly entries?: readonly Entry[]
  /** The API's way to Redis, where it is another than the line's. */
  readonly redisUrl?: string
}

/** Whether there is no browser here, so that nothing can be tested. */
export const hasNoBrowser = (): boolean => inject('chromium') === ''

const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')
const calm = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
const args = [...calm, '--disable-sync', '--no-first-run', '--force-color-profile=srgb']

/** Opens a dashboard; where no line is given, over one on which nothing happens. */
export async function openDashboard({ line: given, entries = [], redisUrl }: Options = {}): Promise<Dashboard> {
  await using open = new AsyncDisposableStack()
  const line = given ?? open.use(await openIdleLine())
  const file = join(line.folder, 'archive', 'archive.sqlite')
  await mkdir(dirname(file), { recursive: true })
  const database = open.use(await openDatabase(file))
  await project(database, entries)
  await line.start('api', redisUrl === undefined ? {} : { redisUrl })
  const base = await baseOf(line)
  const browser = await chromium.launch({ executablePath: inject('chromium'), args })
  open.defer(() => browser.close())
  const kept = open.move()
  return { ...desk({ line, database, base, browser }), [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

type Parts = Pick<Dashboard, 'line' | 'database' | 'base'> & { readonly browser: Browser }

function desk({ line, database, base, browser }: Parts): Omit<Dashboard, typeof Symbol.asyncDispose> {
  const tokens = openTokens(database)
  let issued = 0
  return {
    ...{ line, database, base },
    async ask<Answer>(path: string) {
      const answer = await fetch(`${base}${path}`)
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Answer
    },
    async token(role) {
      const { secret } = await tokens.issue({ name: `${role}-${++issued}`, role, expiresMs: null })
      return secret
    },
    async add(entries) {
      await project(database, entries)
    },
    visit: (path = '/', options = {}) => openVisit({ browser, base }, path, options),
  }
}

function openIdleLine(): Promise<TestLine> {
  const source = { id: 'courier-news', url: 'http://127.0.0.1:9/feed', outlet: 'Harbour Courier' }
  return openLine({
    redisUrl: inject('redisUrl'),
    topics: [topic],
    sources: [source],
    limits: { fetch: { allowPrivate: 'loopback' } },
    api: { requestsPerMinute: 1_000_000 },
  })
}

async function baseOf(line: TestLine): Promise<string> {
  let base = ''
  await until('the API says where it is', 10_000, () => {
    base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"[^\n]*"msg":"api"/.exec(line.log())?.[1] ?? ''
    return base !== ''
  })
  return base
}
