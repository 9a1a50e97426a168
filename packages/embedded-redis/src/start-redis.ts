import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Machine, thisMachine } from './config.ts'
import { claimFolder, type FolderClaim } from './folder-claim.ts'
import { launchRedis, type RunningRedis } from './launch-redis.ts'
import { obtainRedis } from './obtain-redis.ts'
import { removeAddress, writeAddress } from './redis-address.ts'

export interface StartRedisOptions {
  /** Folder for the Redis's data, log and address; one running Redis per folder. */
  dir: string
  /** Keeps a fetched server for later runs; by default `redis-binary` beside `dir`. */
  cacheDir?: string
  /** Hears about what takes long, such as fetching a server. */
  say?: (line: string) => void
  /** Writes are refused above this; 512 by default. */
  maxMemoryMb?: number
  /** Whether writes survive a restart, at most the last second lost; true by default. */
  persistent?: boolean
  /** The machine to look at; by default the one this runs on. */
  machine?: Machine
}

/** A private Redis that belongs to this process and ends with it, however it ends. */
export interface EmbeddedRedis extends AsyncDisposable {
  url: string
  pid: number
  /** Resolves with the reason once the Redis is gone, be it stopped or lost. */
  gone: Promise<string>
  /** Ends the Redis and resolves when it is gone; may be called again. */
  stop(): Promise<void>
}

/**
 * Starts a private Redis on a free port of 127.0.0.1, fetching a server first where the machine has none, and resolves
 * when it serves. Rejects with RedisNotFoundError, RedisInUseError or RedisStartError.
 */
export async function startRedis(options: StartRedisOptions): Promise<EmbeddedRedis> {
  const dir = resolve(options.dir)
  const { maxMemoryMb = 512, persistent = true, machine = thisMachine(), say = () => {} } = options
  const cacheDir = resolve(options.cacheDir ?? join(dir, '..', 'redis-binary'))
  await mkdir(dir, { recursive: true })
  const claim = await claimFolder(dir)
  const onSpawn = claim.record
  try {
    const binary = await obtainRedis({ cacheDir, machine, say })
    const running = await launchRedis({ binary, dir, maxMemoryMb, persistent, machine, onSpawn })
    return await published(dir, running, claim)
  } catch (error) {
    await claim.release()
    throw error
  }
}

async function published(dir: string, running: RunningRedis, claim: FolderClaim): Promise<EmbeddedRedis> {
  const { url, gone } = running
  const { pid } = running.redis
  const end = async () => {
    await running.stop()
    await removeAddress(dir)
    await claim.release()
  }
  let ended: Promise<void> | undefined
  const stop = () => {
    ended ??= end()
    return ended
  }
  try {
    await writeAddress(dir, { url, pid, startedAt: new Date().toISOString(), ownerPid: process.pid })
  } catch (error) {
    await stop()
    throw error
  }
  return { url, pid, gone, stop, [Symbol.asyncDispose]: stop }
}
