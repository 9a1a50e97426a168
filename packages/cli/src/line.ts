import { defaultLimits, type Limits, machinePart, readEnvironment } from '@stancewire/config'
import { checkRedis, type Line, type Logger, openLog, openRedis } from '@stancewire/runtime'
import { openStores, type Stores } from '@stancewire/storage'
import { type CommandRedis, redisForCommand } from './redis-for-command.ts'
import { loadSettings } from './settings.ts'
import { UsageError } from './usage-error.ts'

/** The line, as a command sees it. */
export type CommandLine = {
  readonly redis: Line['redis']
  readonly redisUrl: string
  readonly prefix: string
  readonly limits: Limits
  readonly stores: Stores
  readonly log: Logger
}

/** Runs work against the line and closes everything after it. `settings`: whether `stancewire.yaml` is needed, or only looked at. */
export async function withLine<T>(settings: 'needed' | 'unused', work: (line: CommandLine) => Promise<T>): Promise<T> {
  const environment = readEnvironment()
  const machine = machinePart(environment)
  const limits = settings === 'needed' ? loadSettings(environment).limits : defaultLimits
  await using server: CommandRedis = await redisForCommand(machine)
  // Until Redis answers, its silence is told once and in words.
  const log = openLog('stancewire', 'silent')
  await using redis = openRedis(server.url, log)
  await answering(redis, server.url)
  log.level = 'warn'
  const { refusals } = await checkRedis(redis, machine)
  if (refusals.length > 0) throw new UsageError(refusals.join('\n'))
  const stores = openStores(redis, { ...machine, limits })
  return await work({ redis, redisUrl: server.url, prefix: machine.prefix, limits, stores, log })
}

const answerWithinMs = 5_000

/** A command has somebody waiting for it: unlike a service it does not wait for Redis for ever. */
async function answering(redis: Line['redis'], url: string): Promise<void> {
  let last = ''
  const remember = (error: NodeJS.ErrnoException) => {
    last = ` (${error.message || error.code})`
  }
  redis.on('error', remember)
  const silent = Promise.withResolvers<never>()
  const timer = setTimeout(() => silent.reject(new Error(`no answer${last}: is it running?`)), answerWithinMs)
  try {
    await Promise.race([redis.ping(), silent.promise])
  } catch (error) {
    redis.disconnect()
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`Redis at ${withoutSecret(url)}: ${why}`, { cause: error })
  } finally {
    clearTimeout(timer)
    redis.removeListener('error', remember)
  }
}

function withoutSecret(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return url
  parsed.password = ''
  return parsed.href
}
