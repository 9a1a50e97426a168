import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { defaultLimits } from '@stancewire/config'
import { type CloudEvent, PipelineEvent, type TerminalEvent } from '@stancewire/contracts'
import { openLog, openRedis } from '@stancewire/runtime'
import { openStores, type Stores } from '@stancewire/storage'

export const stageServices = ['discoverer', 'fetcher', 'parser', 'deduplicator', 'stance-classifier'] as const
export type StageService = (typeof stageServices)[number]

const root = join(import.meta.dirname, '..', '..')

/** A line of its own: private prefix, private folder, and each service a process. */
export type TestLine = AsyncDisposable & {
  readonly stores: Stores
  readonly prefix: string
  readonly redis: ReturnType<typeof openRedis>
  /** Environment under which services and commands work on this line. */
  readonly env: Record<string, string | undefined>
  start(name: StageService): Promise<void>
  /** SIGKILL, as a machine would do it; the process is gone when this resolves. */
  kill(name: StageService): Promise<void>
  pidOf(name: StageService): number | undefined
  /** All events so far. */
  events(): Promise<CloudEvent[]>
  ends(): Promise<TerminalEvent[]>
  /** What the services wrote to their logs. */
  log(): string
}

type Options = { redisUrl: string; topics: readonly string[]; sources: readonly object[]; limits?: object }

/** Opens a line on this Redis; no service runs yet. */
export async function openLine({ redisUrl, topics, sources, limits = {} }: Options): Promise<TestLine> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-e2e-'))
  const prefix = `{e2e-${randomBytes(6).toString('hex')}}`
  const settings = { topics, sources, limits, monitor: { port: 0 } }
  // JSON is YAML.
  await writeFile(join(folder, 'stancewire.yaml'), JSON.stringify(settings))
  const lineEnv = {
    ...env,
    REDIS_URL: redisUrl,
    STANCEWIRE_CONFIG: join(folder, 'stancewire.yaml'),
    STANCEWIRE_DATA: folder,
    STANCEWIRE_PREFIX: prefix,
    STANCEWIRE_LOG_LEVEL: 'info',
  }
  const redis = openRedis(redisUrl, openLog('e2e', 'warn'))
  const stores = openStores(redis, { prefix, bodiesDir: join(folder, 'bodies'), limits: defaultLimits })
  const running = new Map<StageService, ChildProcess>()
  const logs: string[] = []

  async function end(name: StageService, signal: NodeJS.Signals): Promise<void> {
    const child = running.get(name)
    running.delete(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  return {
    stores,
    prefix,
    redis,
    env: lineEnv,
    async start(name) {
      const child = spawn(process.execPath, [join(root, 'services', name, 'src', 'main.ts')], {
        env: lineEnv,
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      })
      child.stderr?.on('data', (chunk: Buffer) => logs.push(chunk.toString()))
      running.set(name, child)
      await new Promise<void>((resolve, reject) => {
        child.once('message', () => resolve())
        child.once('exit', (code, signal) =>
          reject(new Error(`${name} ended with ${signal ?? code}: ${logs.slice(-5).join('')}`)),
        )
      })
    },
    kill: (name) => end(name, 'SIGKILL'),
    pidOf: (name) => running.get(name)?.pid,
    events: () => readAll(stores),
    async ends() {
      const isEnd = (event: PipelineEvent): event is TerminalEvent => /^(?:article|url)\./.test(event.type)
      return (await readAll(stores)).map((event) => PipelineEvent.parse(event)).filter(isEnd)
    },
    log: () => logs.join(''),
    async [Symbol.asyncDispose]() {
      await Promise.all(stageServices.map((name) => end(name, 'SIGTERM')))
      await removeKeys(redis, prefix)
      await redis[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
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

/** Asks until the answer is true; throws with what was waited for when it takes too long. */
export async function until(what: string, withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const givenUpAtMs = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > givenUpAtMs) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
