import { createInterface } from 'node:readline/promises'
import { type Database, settleRuns } from '@stancewire/read-model'
import {
  type ChosenJob,
  type FailedBatches,
  type FailedFilter,
  type KeptReason,
  openFailedBatches,
  openFailedJobs,
  type SettledJob,
  type Tally,
} from '@stancewire/runtime'
import { auditIn } from '../cli-audit.ts'
import type { CommandLine } from '../line.ts'
import { openArchive } from '../open-archive.ts'
import { openProgress } from '../progress.ts'
import { stopSignal } from '../stop-signal.ts'
import { UsageError } from '../usage-error.ts'
import { failedRuns, thousands } from './failed-table.ts'

export type BatchOptions = { dryRun?: boolean; yes?: boolean }

type Words = { readonly verb: 'retry' | 'discard'; readonly done: string }

/** `failed retry`. */
export function retryFailed(line: CommandLine, filter: FailedFilter, options: BatchOptions): Promise<void> {
  return inBatches(line, filter, options, { verb: 'retry', done: 'started again' }, (batches) => batches.retry)
}

/** `failed discard`. */
export function discardFailed(line: CommandLine, filter: FailedFilter, options: BatchOptions): Promise<void> {
  return inBatches(line, filter, options, { verb: 'discard', done: 'discarded' }, (batches) => batches.discard)
}

// More than this is worth a question, where there is somebody to ask.
const askAbove = 100

async function inBatches(
  line: CommandLine,
  filter: FailedFilter,
  options: BatchOptions,
  words: Words,
  work: (batches: FailedBatches) => FailedBatches['retry'],
): Promise<void> {
  const signal = stopSignal()
  const chosen = await choose(line, filter, signal)
  if (filter.id !== undefined && chosen.length === 0)
    throw new UsageError(`no failed run has the id ${filter.id}; see: npx stancewire failed ls --json`)
  if (signal.aborted) return stopped('stopped while counting; nothing was changed')
  if (chosen.length === 0) return console.log('no failed run matches')
  console.error(`${failedRuns(chosen.length)} ${chosen.length === 1 ? 'matches' : 'match'}: ${stagesOf(chosen)}`)
  if (options.dryRun) return
  if (!(await isConfirmed(chosen.length, words, options, signal))) return stopped('nothing was changed')
  // Before anything is changed: what cannot be noted is not done.
  await using archive = await openArchive()
  await using batches = openFailedBatches(batchPorts(line))
  const progress = openProgress(words.done, chosen.length)
  const onProgress = (jobs: number) => {
    for (let step = 0; step < jobs; step++) progress.step()
  }
  const settled: SettledJob[] = []
  const onSettled = (some: readonly SettledJob[]) => settled.push(...some)
  const tally = await work(batches)(chosen, { signal, onProgress, onSettled })
  progress.done()
  await auditIn(archive)({ action: `failed.${words.verb}`, filter: { ...filter }, affected: tally.done })
  await noteOver(archive, settled)
  console.log(tallyText(tally, words))
  if (tally.left > 0) stopped('stopped; ask again to go on')
  if ((tally.kept.broken ?? 0) > 0) process.exitCode = 1
}

const portion = 500

/** So that the archive counts them no longer among what has failed, before it hears what became of them. */
async function noteOver(archive: Database, settled: readonly SettledJob[]): Promise<void> {
  const over = settled.flatMap(({ job, fate }) => {
    const [, urlId, run] = /-(u[0-9a-f]{32})-(\d+)$/.exec(job.id) ?? []
    return urlId && (fate === 'done' || fate === 'superseded' || fate === 'gone') ? [{ urlId, run: Number(run) }] : []
  })
  for (let at = 0; at < over.length; at += portion) await settleRuns(archive, over.slice(at, at + portion), Date.now())
}

function batchPorts({ redis, prefix, stores, limits, log }: CommandLine) {
  const { runs, bodies, events } = stores
  return { redis, prefix, runs, bodies, announcer: events, memoryShareMax: limits.memoryShareMax, log }
}

async function choose(line: CommandLine, filter: FailedFilter, signal: AbortSignal): Promise<ChosenJob[]> {
  await using jobs = openFailedJobs(line)
  const progress = openProgress('looked at')
  const onLooked = (count: number) => {
    for (let step = 0; step < count; step++) progress.step()
  }
  const chosen = await jobs.choose(filter, { signal, onLooked })
  progress.done()
  return chosen
}

/** How many of each stage. */
function stagesOf(chosen: readonly ChosenJob[]): string {
  const counts = new Map<string, number>()
  for (const { stage } of chosen) counts.set(stage, (counts.get(stage) ?? 0) + 1)
  const [only] = counts.keys()
  if (counts.size === 1) return `${chosen.length === 1 ? 'one' : 'all'} of ${only}`
  return [...counts].map(([stage, count]) => `${thousands(count)} of ${stage}`).join(', ')
}

async function isConfirmed(count: number, { verb }: Words, { yes = false }: BatchOptions, signal: AbortSignal) {
  if (yes || count <= askAbove || !process.stdin.isTTY || !process.stderr.isTTY) return true
  // Not as a terminal: Ctrl-C stays a signal.
  const asking = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  try {
    const answer = await asking.question(`${verb} ${failedRuns(count)}? [y/N] `, { signal })
    return /^y(?:es)?$/i.test(answer.trim())
  } catch {
    return false
  } finally {
    asking.close()
  }
}

function stopped(why: string): void {
  console.error(why)
  process.exitCode = 1
}

const keptWords: Readonly<Record<KeptReason, string>> = {
  replayed: 'were replays: replay them again',
  'no-entry': 'have lost the message that started them: hand them in again with npx stancewire add --again',
  'no-run': 'name no run that can be read',
  running: 'have another run on its way',
  broken: 'could not be written: see the log above',
}

/** What became of them, a line for each that needs one. */
function tallyText({ done, superseded, gone, left, kept }: Tally, { done: word }: Words): string {
  const lines = [`${thousands(done)} ${word}`]
  if (superseded > 0) lines.push(`${thousands(superseded)} let go: a later run of theirs was started before`)
  if (gone > 0) lines.push(`${thousands(gone)} were gone already`)
  for (const [reason, count] of Object.entries(kept)) {
    lines.push(`${thousands(count)} kept: they ${keptWords[reason as KeptReason]}`)
  }
  if (left > 0) lines.push(`${thousands(left)} left`)
  return lines.join('\n')
}
