import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultLimits } from '@stancewire/config'
import { type CloudEvent, TerminalEvent } from '@stancewire/contracts'
import { openLog, openRedis } from '@stancewire/runtime'
import { openStores, type Stores } from '@stancewire/storage'
import { type Keeper, type Keeping, keep } from './keeper.ts'
import { type Exit, type Fault, type ServiceProcess, spawnService } from './service-process.ts'

export type { Keeper } from './keeper.ts'
export type { Exit, Fault, ServiceProcess } from './service-process.ts'
export { until } from './until.ts'

export const stageServices = ['discoverer', 'fetcher', 'parser', 'deduplicator', 'stance-classifier'] as const
export type StageService = (typeof stageServices)[number]
/** What a line can run: its stages, and what stands beside them. */
type LineService = StageService | 'archive' | 'api'

/** How one process of a service is started. */
type StartOptions = {
  /** Tells processes of the same service apart; `''` where absent. */
  readonly instance?: string
  /** Another way to the line's Redis, such as through a proxy. */
  readonly redisUrl?: string
  readonly faults?: readonly Fault[]
  readonly env?: Record<string, string | undefined>
  readonly nodeArgs?: readonly string[]
  /** `false`: resolve as soon as the process is started, ready or not. */
  readonly waits?: boolean
}

/** A line of its own: private prefix, private folder, and each service a process, or several. */
export type TestLine = AsyncDisposable & {
  readonly stores: Stores
  readonly prefix: string
  readonly redis: ReturnType<typeof openRedis>
  /** The folder of this line's settings and bodies. */
  readonly folder: string
  /** Environment under which services and commands work on this line. */
  readonly env: Record<string, string | undefined>
  /** Starts a process of a service and waits until it is ready; one of that name and instance must not run. */
  start(name: LineService, options?: StartOptions): Promise<ServiceProcess>
  /** Starts every service once, or those given. */
  startAll(names?: readonly StageService[], options?: StartOptions): Promise<ServiceProcess[]>
  /** As `start`, and starts it again whenever it is gone, until it is stopped. Does not wait until it is ready. */
  keep(name: LineService, options?: Omit<StartOptions, 'faults' | 'waits'> & Keeping): Keeper
  /** SIGKILL, as a machine would do it; the process is gone when this resolves. One that is kept starts again. */
  kill(name: LineService, instance?: string): Promise<void>
  /** Ends a process and says how it ended and how long that took; one that is kept stays ended. */
  stop(name: LineService, signal?: NodeJS.Signals, instance?: string): Promise<Exit>
  /** As `stop`, for every process that runs, at the same moment; by service and instance. */
  stopAll(signal?: NodeJS.Signals): Promise<Record<string, Exit>>
  /** The process of this service and instance: the one that runs, or the last one that did. */
  service(name: LineService, instance?: string): ServiceProcess | undefined
  pidOf(name: LineService, instance?: string): number | undefined
  /** All events so far. */
  events(): Promise<CloudEvent[]>
  ends(): Promise<TerminalEvent[]>
  /** What the services wrote to their logs. */
  log(): string
}

type Options = {
  redisUrl: string
  topics: readonly string[]
  sources: readonly object[]
  limits?: object
  api?: object
}

const keyOf = (name: LineService, instance = '') => (instance === '' ? name : `${name}/${instance}`)

/** Opens a line on this Redis; no service runs yet. */
export async function openLine({ redisUrl, topics, sources, limits = {}, api = {} }: Options): Promise<TestLine> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-e2e-'))
  const prefix = `{e2e-${randomBytes(6).toString('hex')}}`
  const settings = { topics, sources, limits, monitor: { port: 0 }, api: { port: 0, ...api } }
  // JSON is YAML.
  await writeFile(join(folder, 'stancewire.yaml'), JSON.stringify(settings))
  const lineEnv = {
    ...env,
    REDIS_URL: redisUrl,
    STANCEWIRE_CONFIG: join(folder, 'stancewire.yaml'),
    STANCEWIRE_DATA: folder,
    STANCEWIRE_PREFIX: prefix,
    STANCEWIRE_LOG_LEVEL: 'info',
    // Hundreds of services start in these tests: most of their start is compiling.
    NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', '.stancewire', 'compile-cache'),
  }
  // What its own tests do to Redis is no news.
  const redis = openRedis(redisUrl, openLog('e2e', 'silent'))
  const stores = openStores(redis, { prefix, bodiesDir: join(folder, 'bodies'), limits: defaultLimits })
  const crew = openCrew(lineEnv)

  return {
    ...crew,
    stores,
    prefix,
    redis,
    folder,
    env: lineEnv,
    events: () => readAll(stores),
    async ends() {
      return (await readAll(stores)).flatMap((event) => TerminalEvent.safeParse(event).data ?? [])
    },
    async [Symbol.asyncDispose]() {
      await crew.stopAll('SIGTERM')
      // A Redis of the test's own may be gone, and its keys with it.
      await Promise.race([removeKeys(redis, prefix), sleep(5_000, undefined, { ref: false })])
      await redis[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The processes of a line. */
function openCrew(lineEnv: Record<string, string | undefined>) {
  const running = new Map<string, ServiceProcess>()
  const kept = new Map<string, Keeper>()
  const logs: string[] = []

  function spawn(name: LineService, { instance, redisUrl, faults = [], env: more = {}, nodeArgs = [] }: StartOptions) {
    const process = spawnService(name, {
      env: { ...lineEnv, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }), ...more },
      faults,
      nodeArgs,
      onLine: (text) => logs.push(`${text}\n`),
    })
    running.set(keyOf(name, instance), process)
    return process
  }

  async function stop(key: string, signal: NodeJS.Signals): Promise<Exit> {
    const exit = await (kept.get(key) ?? running.get(key))?.stop(signal)
    kept.delete(key)
    if (!exit) throw new Error(`${key} was never started`)
    return exit
  }

  const crew = {
    async start(name: LineService, options: StartOptions = {}) {
      const before = running.get(keyOf(name, options.instance))
      if (before && !before.isGone()) throw new Error(`${keyOf(name, options.instance)} runs already`)
      const process = spawn(name, options)
      if (options.waits ?? true) await process.ready
      return process
    },
    startAll: (names: readonly StageService[] = stageServices, options: StartOptions = {}) =>
      Promise.all(names.map((name) => crew.start(name, options))),
    keep(name: LineService, options: Omit<StartOptions, 'faults' | 'waits'> & Keeping = {}) {
      const keeper = keep((faults) => spawn(name, { ...options, faults }), options)
      kept.set(keyOf(name, options.instance), keeper)
      return keeper
    },
    async kill(name: LineService, instance?: string) {
      await running.get(keyOf(name, instance))?.stop('SIGKILL')
    },
    stop: (name: LineService, signal: NodeJS.Signals = 'SIGTERM', instance?: string) =>
      stop(keyOf(name, instance), signal),
    async stopAll(signal: NodeJS.Signals = 'SIGTERM') {
      const alive = [...running].filter(([key, process]) => kept.has(key) || !process.isGone())
      const exits = await Promise.all(alive.map(async ([key]) => [key, await stop(key, signal)] as const))
      return Object.fromEntries(exits)
    },
    service: (name: LineService, instance?: string) => running.get(keyOf(name, instance)),
    pidOf: (name: LineService, instance?: string) => running.get(keyOf(name, instance))?.pid,
    log: () => logs.join(''),
  }
  return crew
}

async function readAll({ events }: Stores): Promise<CloudEvent[]> {
  const found: CloudEvent[] = []
  for (let after = '0'; ; ) {
    const entries = await events.read(after, { count: 1_000 })
    const last = entries.at(-1)
    if (!last) return found
    found.push(...entries.map(({ event }) => event))
    after = last.position
  }
}

async function removeKeys(redis: ReturnType<typeof openRedis>, prefix: string): Promise<void> {
  for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
    if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
  }
}
