import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchRedis, obtainRedis, type RunningRedis, thisMachine } from '@stancewire/embedded-redis'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'

/** A Redis of one test, that may be ended and started again: same address, same data. It ends with the test run. */
export type OwnRedis = AsyncDisposable & {
  readonly url: string
  readonly port: number
  isRunning(): boolean
  /** Starts it, or starts it again; resolves when it serves, with the time that took. */
  start(): Promise<number>
  /** SIGKILL; the process is gone when this resolves. */
  kill(): Promise<void>
  /** An orderly end. */
  stop(): Promise<void>
  /** Changes a setting of the one that runs, until it is started again. */
  set(name: string, value: string): Promise<void>
  /** Cuts so many bytes off the end of the append-only file of the stopped one; gives the bytes that are left. */
  truncateAof(bytes: number): Promise<number>
}

export type OwnRedisOptions = {
  readonly maxMemoryMb?: number
  /** Eviction policy; `noeviction` where absent. */
  readonly policy?: string
  /** Append-only file, synced every second; `true` where absent. */
  readonly appendOnly?: boolean
  /** `false`: it has an address, and nobody serves there until `start`. */
  readonly starts?: boolean
}

const cacheDir = join(import.meta.dirname, '..', '..', '.stancewire', 'redis-binary')

/** Opens a Redis with a folder and a port of its own. */
export async function openOwnRedis(options: OwnRedisOptions = {}): Promise<OwnRedis> {
  const { maxMemoryMb = 256, policy = 'noeviction', appendOnly: persistent = true, starts = true } = options
  const machine = thisMachine()
  const binary = await obtainRedis({ cacheDir, machine, say: (line) => console.log(line) })
  const dir = await mkdtemp(join(tmpdir(), 'stancewire-own-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let running: RunningRedis | undefined

  const set = async (name: string, value: string) => {
    const redis = new Redis(url, { lazyConnect: true })
    await redis.config('SET', name, value)
    redis.disconnect()
  }
  const start = async () => {
    const beganAtMs = performance.now()
    const launched = await launchRedis({
      binary,
      dir,
      machine,
      maxMemoryMb,
      persistent,
      choosePort: () => Promise.resolve(port),
    })
    running = launched
    void launched.gone.then(() => {
      if (running === launched) running = undefined
    })
    if (policy !== 'noeviction') await set('maxmemory-policy', policy)
    return Math.round(performance.now() - beganAtMs)
  }
  const stop = async () => {
    await running?.stop()
    running = undefined
  }
  if (starts) await start()
  return {
    url,
    port,
    isRunning: () => running !== undefined,
    start,
    async kill() {
      if (!running) return
      const { redis, gone } = running
      process.kill(redis.pid, 'SIGKILL')
      await gone
      running = undefined
    },
    stop,
    set,
    async truncateAof(bytes) {
      if (running) throw new Error('the append-only file of a Redis that runs is not cut: stop it first')
      const file = await appendFile(dir)
      const { size } = await stat(file)
      const left = Math.max(0, size - bytes)
      await truncate(file, left)
      return left
    },
    async [Symbol.asyncDispose]() {
      await stop()
      await rm(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The file that is appended to: the newest increment since Redis 7, the one file before. */
async function appendFile(dir: string): Promise<string> {
  const folder = join(dir, 'appendonlydir')
  const names = await readdir(folder).catch(() => [])
  const increments = names.filter((name) => name.endsWith('.incr.aof'))
  const newest = increments.sort((one, other) => numberOf(one) - numberOf(other)).at(-1)
  return newest === undefined ? join(dir, 'appendonly.aof') : join(folder, newest)
}

function numberOf(name: string): number {
  return Number(/\.(\d+)\.incr\.aof$/.exec(name)?.[1] ?? 0)
}
