import { env } from 'node:process'
import { readEnvironment } from '@stancewire/config'
import type { RunRef } from '@stancewire/contracts'
import { readQueueStates } from '@stancewire/runtime'
import { Command } from 'commander'
import { eventSentence } from '../event-sentence.ts'
import { openWaitingHandOver } from '../hand-over.ts'
import { type CommandLine, withLine } from '../line.ts'
import { handIn, type Named } from '../local-text.ts'
import { stopSignal } from '../stop-signal.ts'
import { serviceNames, supervise } from '../supervise.ts'
import { UsageError } from '../usage-error.ts'

type Options = { wait?: boolean; again?: boolean }

/** `add`: hands addresses and files to the line. */
export function addCommand(): Command {
  return new Command('add')
    .description('put addresses and files (text or HTML) on the line')
    .argument('<what...>', 'http(s) addresses, or paths of files')
    .option('--wait', 'wait until each has ended, and run the line for that long if it is not running')
    .option('--again', 'start a new run of what ended before')
    .action(async (what: string[], options: Options) => {
      // All are read before any is handed in: a mistake costs nothing.
      const handed: Named[] = []
      for (const argument of what) handed.push(await handIn(argument, new Date().toISOString()))
      await withLine('needed', (line) => add(line, handed, options))
    })
}

async function add(
  line: CommandLine,
  handed: readonly Named[],
  { wait = false, again = false }: Options,
): Promise<void> {
  const stopping = stopSignal()
  const isRunning = (await readQueueStates(line)).every(({ workers }) => workers > 0)
  await using _services = wait && !isRunning ? startLine(line) : nothingToStop
  const since = await newestPosition(line)
  const open = await accept(line, handed, { again, signal: stopping })
  if (!isRunning && !wait) console.error('the line is not running: start it with "npx stancewire up", or use --wait')
  if (wait) await untilEnded(line, open, since, stopping)
}

const nothingToStop: AsyncDisposable = { [Symbol.asyncDispose]: async () => {} }

// What is handed in is discovered, and an archive reads it up when it runs again.
const notNeeded: ReadonlySet<string> = new Set(['discoverer', 'archive', 'api', 'queue-monitor'])

function startLine({ redisUrl }: CommandLine): AsyncDisposable {
  console.error('the line is not running: it is started for this command')
  const names = serviceNames.filter((name) => !notNeeded.has(name))
  return supervise(names, {
    env: { ...env, REDIS_URL: redisUrl, STANCEWIRE_LOG_LEVEL: quieter(readEnvironment().STANCEWIRE_LOG_LEVEL) },
    logs: 'inherit',
    tell: () => {},
    giveUp: (why) => {
      console.error(why)
      process.exit(1)
    },
  })
}

/** One line per job belongs to a line that stays up. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level
}

/** Hands all in and tells of each; gives the runs that have not ended. */
async function accept(
  line: CommandLine,
  handed: readonly Named[],
  options: { again: boolean; signal: AbortSignal },
): Promise<RunRef[]> {
  const handOver = openWaitingHandOver(line)
  const open: RunRef[] = []
  for (const each of handed) {
    const { found, name } = each
    const offered = await handOver(each, options)
    if (offered.is === 'stopped') throw new UsageError(`stopped before ${name} was taken`)
    console.error(
      `${offered.is.padEnd(10)}${name}${offered.is === 'known' ? ': it ended before; --again starts a new run' : ''}`,
    )
    if (offered.is !== 'known') open.push({ urlId: found.urlId, run: offered.run })
  }
  return open
}

async function newestPosition({ redis, prefix }: CommandLine): Promise<string> {
  const [newest] = await redis.xrevrange(`${prefix}:events`, '+', '-', 'COUNT', 1)
  return newest?.[0] ?? '0'
}

/** Tells of everything that happens until each of these runs has its end. */
async function untilEnded(
  { stores }: CommandLine,
  open: readonly RunRef[],
  since: string,
  stopping: AbortSignal,
): Promise<void> {
  const left = new Set(open.map(({ urlId, run }) => `${urlId}/${run}`))
  for (let after = since; left.size > 0 && !stopping.aborted; ) {
    const entries = await stores.events.read(after, { count: 100, waitMs: 500 })
    for (const { event } of entries) {
      // Sentences for a person, NDJSON for a program.
      console.log(process.stdout.isTTY ? eventSentence(event) : JSON.stringify(event))
      const { urlId, run } = event.data as Partial<RunRef>
      const isOurs = left.delete(`${urlId}/${run}`)
      if (isOurs && event.type === 'url.failed') process.exitCode = 1
    }
    after = entries.at(-1)?.position ?? after
  }
}
