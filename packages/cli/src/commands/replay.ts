import { readQueueStates } from '@stancewire/runtime'
import { Command, InvalidArgumentError, Option } from 'commander'
import { openCliAudit } from '../cli-audit.ts'
import { keptRuns } from '../kept-runs.ts'
import { type CommandLine, withLine } from '../line.ts'
import { readMoment } from '../moment.ts'
import { type Asked, askAgain, type Batch, untilOver } from '../replay-batch.ts'
import { addSkipped, skippedInWords, totalSkipped } from '../skipped.ts'
import { stopSignal } from '../stop-signal.ts'
import { plural } from '../table.ts'
import { UsageError } from '../usage-error.ts'

type Options = {
  stage?: keyof typeof stages
  since?: number
  limit?: number
  dryRun?: boolean
  wait?: boolean
  cancel?: string
}

const stages = { parse: 'parse', deduplicate: 'deduplicate', classify: 'classify-stance' } as const

const help = `
A replay is a new run of the same URL, from what is kept of its last one, with the code, rules and topics of today. It has an
end of its own: consumers see a new event about the same article. It takes the room that live work leaves.

  parse        reads the page again, and goes on from there
  deduplicate  judges the text again, among those before it
  classify     reads the positions again; articles on a topic that is new need parse`

/** `replay`: does runs again from one of their stages, from kept pages and texts. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('do runs again from a stage, from kept pages and texts, without slowing live work')
    .addOption(new Option('--stage <stage>', 'where to begin').choices(Object.keys(stages)))
    .option('--since <when>', 'pages fetched since: an instant, a date, or an age like 90m, 2h, 3d', readMoment)
    .option('--limit <count>', 'at most so many runs, oldest first', readCount)
    .option('--dry-run', 'only count')
    .option('--wait', 'wait until all have ended; Ctrl-C lets go of those that have not begun')
    .option('--cancel <replay>', 'let go of what waits of an earlier replay, by its name')
    .addHelpText('after', help)
    .action(async ({ cancel: name, ...options }: Options) => {
      if (name !== undefined) return withLine('unused', (line) => cancel(line, name))
      // Checked before Redis is looked for: a mistake is told at once.
      if (!options.stage || options.since === undefined)
        throw new UsageError('say where to begin and since when: --stage and --since')
      const { stage, since: sinceMs, limit = Number.POSITIVE_INFINITY } = options
      await withLine('needed', (line) => replay(line, { stage: stages[stage], sinceMs, limit }, options))
    })
}

function readCount(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('expected a number from 1')
  return Number(value)
}

async function cancel({ stores }: CommandLine, name: string): Promise<void> {
  const { requested, started, skipped } = await stores.replays.progress(name)
  if (requested === 0) throw new UsageError(`no replay has the name ${name}, or it is over a week ago`)
  const waiting = requested - started - totalSkipped(skipped)
  await using audit = await openCliAudit()
  await stores.replays.cancel(name)
  await audit.note({ action: 'replay.cancel', filter: { replay: name }, affected: waiting })
  console.log(`${waiting} let go; what had begun goes on`)
}

async function replay(line: CommandLine, asked: Asked, { dryRun = false, wait = false }: Options): Promise<void> {
  const stopping = stopSignal()
  const isRunning = (await readQueueStates(line)).every(({ workers }) => workers > 0)
  if (wait && !isRunning) throw new UsageError('the line is not running: start it with "npx stancewire up"')
  const kept = await keptRuns(line.stores.bodies, asked.stage, asked.sinceMs)
  console.error(`${plural(kept.length, 'kept run')} to look at${reach(line, asked)}`)
  await using audit = dryRun ? undefined : await openCliAudit()
  const batch = await askAgain(line, kept, asked, { dry: dryRun, stopping })
  await audit?.note({ action: 'replay.ask', filter: inWords(asked, batch.name), affected: batch.requested })
  if (dryRun)
    return console.log(`${plural(batch.requested, 'run')} would be done again${skippedInWords(batch.skipped)}`)
  if (wait) return finish(line, batch, stopping)
  if (stopping.aborted) await line.stores.replays.cancel(batch.name)
  const what = stopping.aborted ? 'asked for and let go' : `asked for, as replay ${batch.name}`
  console.log(`${plural(batch.requested, 'run')} ${what}${skippedInWords(batch.skipped)}`)
  if (!isRunning) console.error('the line is not running: start it with "npx stancewire up"')
}

function inWords({ stage, sinceMs, limit }: Asked, replay: string): Record<string, unknown> {
  return { replay, stage, since: new Date(sinceMs).toISOString(), limit: Number.isFinite(limit) ? limit : null }
}

/** Waits for the batch; when it is stopped, lets go of the rest. */
async function finish(line: CommandLine, batch: Batch, stopping: AbortSignal): Promise<void> {
  const { started, ended, skipped } = await untilOver(line, batch, stopping)
  const left = batch.requested - started - totalSkipped(skipped)
  if (left > 0) await line.stores.replays.cancel(batch.name)
  const rest = [
    ...(started > ended ? [`${started - ended} on their way`] : []),
    ...(left > 0 ? [`${left} let go`] : []),
  ]
  const why = skippedInWords(addSkipped(batch.skipped, skipped))
  console.log(`${[`${plural(ended, 'run')} done again`, ...rest].join(', ')}${why}`)
}

/** How far back can be reached, where that is less than what was asked for. */
function reach({ limits }: CommandLine, { stage, sinceMs }: Asked): string {
  const keptMs = stage === 'parse' ? limits.pageKeptMinutes * 60_000 : limits.textKeptDays * 86_400_000
  if (sinceMs > Date.now() - keptMs) return ''
  return stage === 'parse'
    ? `; pages are kept for ${limits.pageKeptMinutes} minutes after their run ended (limits.pageKeptMinutes)`
    : `; texts are kept for ${limits.textKeptDays} days (limits.textKeptDays)`
}
