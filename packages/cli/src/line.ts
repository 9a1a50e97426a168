import { defaultLimits, type Limits, machinePart, readEnvironment } from '@stancewire/config'
import { checkRedis, type Line, type Logger, openLog, openRedis } from '@stancewire/runtime'
import { openStores, type Stores } from '@stancewire/storage'
import { untilAnswering, whileAnswering } from './answering.ts'
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

/** Runs work against the line for as long as its Redis answers, and closes everything after it. `settings`: whether `stancewire.yaml` is needed, or only looked at. */
export async function withLine<T>(settings: 'needed' | 'unused', work: (line: CommandLine) => Promise<T>): Promise<T> {
  const environment = readEnvironment()
  const machine = machinePart(environment)
  const limits = settings === 'needed' ? loadSettings(environment).limits : defaultLimits
  await using server: CommandRedis = await redisForCommand(machine)
  // Until Redis answers, its silence is told once and in words.
  const log = openLog('stancewire', 'silent')
  await using redis = openRedis(server.url, log)
  await untilAnswering(redis, server.url)
  log.level = 'warn'
  const { refusals } = await checkRedis(redis, machine)
  if (refusals.length > 0) throw new UsageError(refusals.join('\n'))
  const stores = openStores(redis, { ...machine, limits })
  const line = { redis, redisUrl: server.url, prefix: machine.prefix, limits, stores, log }
  return await whileAnswering(redis, server.url, () => work(line))
}
