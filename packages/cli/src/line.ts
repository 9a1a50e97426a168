import { defaultLimits, type Limits, loadConfig, machinePart, readEnvironment } from '@stancewire/config'
import { checkRedis, type Line, type Logger, openLog, openRedis } from '@stancewire/runtime'
import { openStores, type Stores } from '@stancewire/storage'
import { type CommandRedis, redisForCommand } from './redis-for-command.ts'
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
  const limits = settings === 'needed' ? loadConfig(environment).limits : defaultLimits
  await using server: CommandRedis = await redisForCommand(machine)
  const log = openLog('stancewire', 'warn')
  await using redis = openRedis(server.url, log)
  await answering(redis, server.url)
  const { refusals } = await checkRedis(redis, machine)
  if (refusals.length > 0) throw new UsageError(refusals.join('\n'))
  const stores = openStores(redis, { ...machine, limits })
  return await work({ redis, redisUrl: server.url, prefix: machine.prefix, limits, stores, log })
}

const answerWithinMs = 5_000

/** A command has somebody waiting for it: unlike a service it does not wait for Redis for ever. */
async function answering(redis: Line['redis'], url: string): Promise<void> {
  const timer = AbortSignal.timeout(answerWithinMs)
  const silent = new Promise<never>((_, reject) => {
    timer.addEventListener('abort', () =>
      reject(new UsageError(`no answer from Redis at ${withoutSecret(url)}: is it running?`)),
    )
  })
  try {
    await Promise.race([redis.ping(), silent])
  } catch (error) {
    redis.disconnect()
    throw error
  }
}

function withoutSecret(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return url
  parsed.password = ''
  return parsed.href
}
