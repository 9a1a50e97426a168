import { Stage } from '@stancewire/contracts'
import { type FailedJob, type FailedJobs, openEdge, openFailedJobs } from '@stancewire/runtime'
import { Command, Option } from 'commander'
import { type CommandLine, withLine } from '../line.ts'
import { openProgress } from '../progress.ts'
import { clip, renderTable } from '../table.ts'
import { UsageError } from '../usage-error.ts'

type Chosen = { stage?: Stage; all?: boolean }

const stageOption = () => new Option('--stage <stage>', 'only of this stage').choices(Stage.options)

/** `failed`: the runs that a stage gave up. */
export function failedCommand(): Command {
  const failed = new Command('failed').description('look at the runs that failed, try them again, or let them go')
  failed
    .command('ls')
    .description('group failed runs by stage and cause')
    .addOption(stageOption())
    .option('--json', 'one JSON object per failed run')
    .action((options: { stage?: Stage; json?: boolean }) => withJobs('unused', (jobs) => list(jobs, options)))
  failed
    .command('show')
    .description('show one failed run: who, when, what, where, and the input')
    .argument('<id>', 'the id of the job, or of its URL')
    .action((id: string) => withJobs('unused', (jobs) => show(jobs, id)))
  failed
    .command('retry')
    .description('start a new run for failed ones')
    .argument('[id]', 'the id of the job, or of its URL')
    .addOption(stageOption())
    .option('--all', 'every failed run, or every one of --stage')
    .action((id: string | undefined, options: Chosen) => withChosen('needed', choose(id, options), retry))
  failed
    .command('discard')
    .description('let failed runs go; their events stay')
    .argument('[id]', 'the id of the job, or of its URL')
    .addOption(stageOption())
    .option('--all', 'every failed run, or every one of --stage')
    .action((id: string | undefined, options: Chosen) => withChosen('unused', choose(id, options), discard))
  return failed
}

function withJobs(
  settings: 'needed' | 'unused',
  work: (jobs: FailedJobs, line: CommandLine) => Promise<void>,
): Promise<void> {
  return withLine(settings, async (line) => {
    await using jobs = openFailedJobs(line, line.stores.events)
    await work(jobs, line)
  })
}

type Filter = { readonly id?: string; readonly stage?: Stage }

/** As {@link withJobs}, on what was chosen. */
function withChosen(
  settings: 'needed' | 'unused',
  filter: Filter,
  work: (jobs: FailedJobs, line: CommandLine, filter: Filter) => Promise<void>,
): Promise<void> {
  return withJobs(settings, (jobs, line) => work(jobs, line, filter))
}

/** Checked before Redis is looked for: a mistake is told at once. */
function choose(id: string | undefined, { stage, all = false }: Chosen): Filter {
  if (id === undefined && !all) throw new UsageError('name one by its id, or say --all')
  if (id !== undefined && all) throw new UsageError('name one by its id, or say --all, not both')
  return { ...(id === undefined ? {} : { id }), ...(stage ? { stage } : {}) }
}

async function list(jobs: FailedJobs, { stage, json = false }: { stage?: Stage; json?: boolean }): Promise<void> {
  const groups = new Map<string, { job: FailedJob; count: number }>()
  for await (const job of jobs.list(stage ? { stage } : {})) {
    if (json) console.log(JSON.stringify(job))
    const cause = causeOf(job)
    groups.set(cause, { job, count: (groups.get(cause)?.count ?? 0) + 1 })
  }
  if (json) return
  if (groups.size === 0) return console.log('no run has failed')
  const rows = [...groups.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ job, count }) => [String(count), job.stage, job.error.name, job.id, clip(job.error.message, 70)])
  console.log(renderTable(['runs', 'stage', 'error', 'for example', 'message'], rows))
}

/** Addresses, numbers and ids differ from run to run; the cause is what stays. */
function causeOf({ stage, error }: FailedJob): string {
  return `${stage} ${error.name} ${error.message.replace(/https?:\/\/\S+/g, 'URL').replace(/[0-9a-f]{8,}|\d+/g, '#')}`
}

function noSuchRun(id: string): string {
  return `no failed run has the id ${id}; see: stancewire failed ls --json`
}

async function show(jobs: FailedJobs, id: string): Promise<void> {
  for await (const job of jobs.list({ id })) return console.log(JSON.stringify(job, null, 2))
  throw new UsageError(noSuchRun(id))
}

async function retry(jobs: FailedJobs, line: CommandLine, filter: Filter): Promise<void> {
  const offer = openEdge(line.redis, {
    runs: line.stores.runs,
    memoryShareMax: line.limits.memoryShareMax,
    log: line.log,
  })
  let started = 0
  let kept = 0
  const found = await collect(jobs, filter)
  const progress = openProgress('started again', found.length)
  for (const job of found) {
    progress.step()
    const entry = job.ref ? await line.stores.runs.entry(job.ref.urlId) : undefined
    // Without its first message nothing can be started: the input stays for inspection.
    if (!entry) {
      kept++
      continue
    }
    const { run: _, ...message } = entry
    // The old run's end comes first: a URL whose run has no end is not started again.
    await jobs.end(job.id)
    const offered = await offer(message, { again: true })
    if (offered.is !== 'accepted') {
      kept++
      continue
    }
    await jobs.remove(job.id)
    started++
  }
  console.log(
    `${started} started again${kept > 0 ? `, ${kept} kept: another run of theirs is on its way, or their first message is gone` : ''}`,
  )
}

async function discard(jobs: FailedJobs, line: CommandLine, filter: Filter): Promise<void> {
  let discarded = 0
  const found = await collect(jobs, filter)
  const progress = openProgress('discarded', found.length)
  for (const job of found) {
    progress.step()
    if (!(await jobs.remove(job.id))) continue
    if (job.ref) await line.stores.bodies.drop({ ...job.ref, kind: 'page' })
    discarded++
  }
  progress.done()
  console.log(`${discarded} discarded`)
}

/** All that match, before any is changed: removing while paging would skip some. */
async function collect(jobs: FailedJobs, filter: Filter): Promise<FailedJob[]> {
  const found: FailedJob[] = []
  for await (const job of jobs.list(filter)) found.push(job)
  if (filter.id !== undefined && found.length === 0) throw new UsageError(noSuchRun(filter.id))
  return found
}
