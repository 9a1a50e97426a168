import { setTimeout as sleep } from 'node:timers/promises'
import { AwayError, MisuseError } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { checkRedis } from './check-redis.ts'
import { type Logger, openLog } from './log.ts'
import { openRedis, untilReady } from './redis.ts'
import { startWorkerNote } from './worker-notes.ts'

/** What every service needs to know to live. */
export type LifeConfig = {
  readonly redisUrl: string | undefined
  readonly prefix: string
  readonly logLevel: string
  readonly isProduction: boolean
  readonly limits: { readonly shutdownGraceMs: number }
}

/** A running process: its configuration, its Redis, its log. */
export type Service<Config> = { readonly config: Config; readonly redis: Redis; readonly log: Logger }

/** Exit codes: 1 the process could not trust itself, or misses what it needs; 2 it was given something that cannot work. */
const exitBroken = 1
const exitMisused = 2

// On top of the grace for jobs in hand: closing connections.
const closingMs = 2_000
// Nobody waits for a service whose parent was killed, and its Redis may be gone too.
const orphanMs = 3_000

/**
 * The life of every service: configuration, Redis with its start-up checks, the work, a signal, the end.
 * The first SIGTERM or SIGINT lets jobs in hand finish, a second one ends at once; it also ends when the process that spawned it is gone.
 */
export async function runService<Config extends LifeConfig>(
  name: string,
  load: () => Config,
  start: (service: Service<Config>) => Promise<AsyncDisposable>,
): Promise<void> {
  const config = loadOrExit(load)
  const log = openLog(name, config.logLevel)
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception')
    process.exit(exitBroken)
  })
  if (config.redisUrl === undefined)
    misused(`${name} has no Redis: start it with "npx stancewire up", or set REDIS_URL`)
  const stopping = shutdownSignal(log, config.limits.shutdownGraceMs + closingMs)

  await using redis = openRedis(config.redisUrl ?? '', log)
  if (!(await untilReady(redis, stopping))) return
  const verdict = await checkRedis(redis, config)
  for (const warning of verdict.warnings) log.warn(warning)
  if (verdict.refusals.length > 0) misused(verdict.refusals.join('\n'))

  await using _work = await start({ config, redis, log }).catch(refused)
  await using _note = startWorkerNote(name, { redis, prefix: config.prefix, log })
  log.info('ready')
  process.send?.({ ready: name })
  await new Promise<void>((resolve) => {
    if (stopping.aborted) resolve()
    stopping.addEventListener('abort', () => resolve(), { once: true })
  })
  log.info({ signal: stopping.reason }, 'stopping')
}

function loadOrExit<Config>(load: () => Config): Config {
  try {
    return load()
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error))
  }
}

function refused(error: unknown): never {
  if (error instanceof MisuseError) misused(error.message)
  if (error instanceof AwayError) endWith(exitBroken, error.message)
  throw error
}

function misused(message: string): never {
  return endWith(exitMisused, message)
}

function endWith(code: number, message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

/** Aborts at the first signal to end; what has not ended by itself after so long is ended by force. */
function shutdownSignal(log: Logger, forcedAfterMs: number): AbortSignal {
  const stopping = new AbortController()
  const stop = (why: string, withinMs = forcedAfterMs) => {
    if (stopping.signal.aborted) process.exit(exitBroken)
    stopping.abort(why)
    void sleep(withinMs, undefined, { ref: false }).then(() => {
      log.error({ withinMs }, 'did not stop in time')
      process.exit(exitBroken)
    })
    // An idle parent channel would keep the process alive.
    process.channel?.unref()
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  // Ctrl-C reaches the whole group; a process that `up` spawned waits for its word.
  process.on('SIGINT', () => {
    if (!process.connected) stop('SIGINT')
  })
  const orphaned = () => stop('parent gone', Math.min(forcedAfterMs, orphanMs))
  process.on('disconnect', orphaned)
  if (process.connected === false) orphaned()
  return stopping.signal
}
