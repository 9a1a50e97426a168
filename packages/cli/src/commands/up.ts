import { env } from 'node:process'
import type { Config } from '@stancewire/config'
import { Argument, Command } from 'commander'
import { type CommandRedis, redisForCommand } from '../redis-for-command.ts'
import { sentenceOf } from '../sentence-of.ts'
import { loadSettings } from '../settings.ts'
import { aborted, stopSignal } from '../stop-signal.ts'
import { type ServiceName, serviceNames, supervise, type Word } from '../supervise.ts'
import { UsageError } from '../usage-error.ts'

type Line = {
  readonly config: Config
  readonly names: readonly ServiceName[]
  readonly isQuiet: boolean
  readonly stopping: AbortSignal
}

/** `up`: runs the line, or the named services of it. */
export function upCommand(): Command {
  return new Command('up')
    .description('run the pipeline of stancewire.yaml: every service in a process of its own')
    .addArgument(new Argument('[services...]', 'only these').choices(serviceNames))
    .option('--quiet', 'do not show the logs of the services')
    .action((services: ServiceName[], { quiet = false }: { quiet?: boolean }) => up(services, quiet))
}

async function up(chosen: readonly ServiceName[], isQuiet: boolean): Promise<void> {
  const stopping = stopSignal()
  // Checked here, once, so that a mistake is reported once.
  const config = loadSettings()
  const names = chosen.length > 0 ? [...new Set(chosen)] : serviceNames
  while (!stopping.aborted) await runWhileRedisLives({ config, names, isQuiet, stopping })
}

/** Runs the services until they shall stop, or until their private Redis is gone: then they start anew with another. */
async function runWhileRedisLives({ config, names, isQuiet, stopping }: Line): Promise<void> {
  await using redis = await redisForCommand(config)
  if (stopping.aborted) return
  console.error(redisTold(redis))
  const failure = Promise.withResolvers<{ failed: string }>()
  await using services = supervise(names, {
    env: { ...env, REDIS_URL: redis.url },
    logs: isQuiet ? 'ignore' : 'inherit',
    giveUp: (failed) => failure.resolve({ failed }),
    tell: teller(names),
  })
  const lost = redis.gone.then((why) => ({ lost: why }))
  const ended = await Promise.race([failure.promise, lost, aborted(stopping)])
  if (!ended) return console.error('stopping: jobs in hand finish first')
  if ('failed' in ended) throw new UsageError(ended.failed)
  console.error(`Redis is gone (${ended.lost}): the services start again with another`)
  services.kill()
}

function redisTold({ is, url }: CommandRedis): string {
  if (is === 'own') return `private Redis at ${url}`
  return is === 'lent' ? `Redis at ${url}, which another stancewire command has started` : 'Redis as REDIS_URL names it'
}

/** Tells of what the services say, and once that all are up. */
function teller(names: readonly ServiceName[]): (word: Word) => void {
  const waiting = new Set<ServiceName>(names)
  return (word) => {
    console.error(sentenceOf(word))
    if (!('ready' in word)) return
    const wasUp = waiting.size === 0
    waiting.delete(word.ready)
    if (waiting.size === 0 && !wasUp) console.error('the line is up; Ctrl-C stops it')
    process.send?.(waiting.size === 0 ? { up: true } : word)
  }
}
