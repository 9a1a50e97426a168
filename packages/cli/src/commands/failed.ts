import type { RunRef } from '@stancewire/contracts'
import { type FailedFilter, groupFailed, openFailedJobs } from '@stancewire/runtime'
import type { BodyKind, Stores } from '@stancewire/storage'
import { Command, Option } from 'commander'
import type { CommandLine } from '../line.ts'
import { openProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'
import { type BatchOptions, discardFailed, retryFailed } from './failed-batch.ts'
import { type ExportFailedOptions, exportFailed } from './failed-export.ts'
import { chosenFilter, filterOf, type Which, withFilter } from './failed-options.ts'
import { failedPage, type KeptBody } from './failed-page.ts'
import { failedTable } from './failed-table.ts'
import { withGatheringLine } from './gathering-line.ts'

/** `failed`: the runs that a stage gave up. */
export function failedCommand(): Command {
  const failed = new Command('failed').description('look at the runs that failed, try them again, or let them go')
  withFilter(failed.command('ls').description('group failed runs by stage, cause and message'))
    .option('--json', 'one JSON object per failed run')
    .option('--groups', 'with --json: one object per group')
    .action((options: Which & ListOptions) => {
      const filter = filterOf(options)
      return withGatheringLine('unused', (line) => list(line, filter, options))
    })
  failed
    .command('show')
    .description('show one failed run: who, when, what, where, and the input')
    .argument('<id>', 'the id of the job, or of its URL')
    .option('--json', 'as one JSON object')
    .action((id: string, { json = false }: { json?: boolean }) =>
      withGatheringLine('unused', (line) => show(line, id, json)),
    )
  batchCommand(failed, 'retry', 'start new runs for failed ones, as the line has room').action(
    (id: string | undefined, options: Which & BatchOptions & { all?: boolean }) => {
      const filter = chosenFilter(id, options)
      return withGatheringLine('needed', (line) => retryFailed(line, filter, options))
    },
  )
  batchCommand(failed, 'discard', 'let failed runs go for good, and announce it').action(
    (id: string | undefined, options: Which & BatchOptions & { all?: boolean }) => {
      const filter = chosenFilter(id, options)
      return withGatheringLine('needed', (line) => discardFailed(line, filter, options))
    },
  )
  withFilter(
    failed.command('export').description('write out the failed runs that the archive knows of, on standard output'),
  )
    .addOption(
      new Option('--format <format>', 'one JSON object a line, or a table')
        .choices(['ndjson', 'csv'])
        .default('ndjson'),
    )
    .option('--source <id>', 'only of this source')
    .option('--error <name>', 'only with an error of this class, or with this code of the system: TypeError, ENOTFOUND')
    .action((options: Which & ExportFailedOptions) => exportFailed(filterOf(options), options))
  return failed
}

function batchCommand(parent: Command, name: string, description: string): Command {
  const command = parent.command(name).description(description).argument('[id]', 'the id of the job, or of its URL')
  return withFilter(command)
    .option('--all', 'every failed run')
    .option('--dry-run', 'count them, and change nothing')
    .option('--yes', 'do not ask, however many they are')
}

type ListOptions = { json?: boolean; groups?: boolean }

const columnsElsewhere = 200

async function list(line: CommandLine, filter: FailedFilter, { json, groups: isGrouped }: ListOptions): Promise<void> {
  await using jobs = openFailedJobs(line)
  if (json && !isGrouped) {
    for await (const job of jobs.list(filter)) console.log(JSON.stringify(job))
    return
  }
  const progress = openProgress('looked at')
  const groups = await groupFailed(stepping(jobs.list(filter), progress.step))
  progress.done()
  if (json) for (const group of groups) console.log(JSON.stringify(group))
  else if (groups.length === 0)
    console.log(Object.keys(filter).length === 0 ? 'no run has failed' : 'no failed run matches')
  else console.log(failedTable(groups, { nowMs: Date.now(), columns: process.stdout.columns ?? columnsElsewhere }))
}

async function* stepping<T>(items: AsyncIterable<T>, step: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    step()
    yield item
  }
}

async function show(line: CommandLine, id: string, json: boolean): Promise<void> {
  await using jobs = openFailedJobs(line)
  const job = await jobs.find(id)
  if (!job) throw new UsageError(`no failed run has the id ${id}; see: npx stancewire failed ls --json`)
  const bodies = job.ref ? await keptBodies(line.stores, job.ref) : []
  console.log(json ? JSON.stringify({ ...job, bodies }) : failedPage(job, bodies, Date.now()))
}

/** The kinds of bodies that are kept under their run; what was handed in has a number of its own. */
const ofRun = ['page', 'fetched', 'text', 'parsed'] as const satisfies readonly BodyKind[]

async function keptBodies({ bodies, runs }: Pick<Stores, 'bodies' | 'runs'>, ref: RunRef): Promise<KeptBody[]> {
  const { urlId, run } = ref
  const submitted = (await runs.entry(urlId))?.submitted?.body ?? 0
  const kept = [...ofRun.map((kind) => ({ kind, run })), { kind: 'submitted', run: submitted } as const]
  const read = kept.map(async (each) => {
    const text = await bodies.read({ urlId, ...each })
    return text === undefined ? [] : [{ ...each, characters: text.length }]
  })
  return (await Promise.all(read)).flat()
}
