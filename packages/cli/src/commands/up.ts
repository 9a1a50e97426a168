import { env } from 'node:process'
import { loadConfig } from '@stancewire/config'
import { Argument, Command } from 'commander'
import { redisForCommand } from '../redis-for-command.ts'
import { aborted, stopSignal } from '../stop-signal.ts'
import { type ServiceName, serviceNames, supervise, type Word } from '../supervise.ts'
import { UsageError } from '../usage-error.ts'

/** `up`: runs the line, or the named services of it. */
export function upCommand(): Command {
  return new Command('up')
    .description('run the pipeline of stancewire.yaml: every service in a process of its own')
    .addArgument(new Argument('[services...]', 'only these').choices(serviceNames))
    .option('--quiet', 'do not show the logs of the services')
    .action((services: ServiceName[], { quiet = false }: { quiet?: boolean }) => up(services, quiet))
}

async function up(chosen: readonly ServiceName[], quiet: boolean): Promise<void> {
  const stopping = stopSignal()
  // Checked here, once, so that a mistake is reported once.
  const config = loadConfig()
  await using redis = await redisForCommand(config)
  const names = chosen.length > 0 ? chosen : serviceNames
  console.error(redis.isOwn ? `private Redis at ${redis.url}` : 'Redis is running already')
  const failure = Promise.withResolvers<string>()
  const waiting = new Set<ServiceName>(names)
  await using _services = supervise(names, {
    env: { ...env, REDIS_URL: redis.url },
    logs: quiet ? 'ignore' : 'inherit',
    giveUp: failure.resolve,
    tell: (word) => {
      console.error(tellOf(word))
      if (!('ready' in word)) return
      waiting.delete(word.ready)
      if (waiting.size === 0) console.error('the line is up; Ctrl-C stops it')
      process.send?.(waiting.size === 0 ? { up: true } : word)
    },
  })
  const why = await Promise.race([failure.promise, aborted(stopping)])
  if (why) throw new UsageError(why)
  console.error('stopping: jobs in hand finish first')
}

function tellOf(word: Word): string {
  if ('ready' in word) return `${word.ready} is ready`
  if ('monitor' in word) return `queue monitor at ${word.monitor}`
  return `${word.restarted} ended (${word.why}) and is started again`
}
