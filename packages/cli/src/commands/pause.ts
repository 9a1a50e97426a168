import { Stage } from '@stancewire/contracts'
import { followPause, resumeQueue } from '@stancewire/runtime'
import { type Paused, type PauseKind, pauseKinds, pauseReasonMax } from '@stancewire/storage'
import { hostNamed, isPublicSuffix } from '@stancewire/url'
import { Argument, Command, InvalidArgumentError } from 'commander'
import { cliCaller, openCliAudit } from '../cli-audit.ts'
import { type CommandLine, withLine } from '../line.ts'
import { readSpan } from '../moment.ts'
import { pausedNow, pauseSentence, type ShownPause } from '../paused-now.ts'
import { clip, duration, renderTable } from '../table.ts'
import { UsageError } from '../usage-error.ts'
import { knownSources } from './sources.ts'

type PauseOptions = { readonly reason: string; readonly for?: number }

const daysMost = 366

const kind = () => new Argument('<kind>', 'what it is').choices(pauseKinds)
const name = 'a stage by its name, a host by its domain, a source by its id'

/** `pause`, `resume` and `pauses`: hold a stage, a host or a source for a while, for as many processes as there are. */
export function pauseCommands(): Command[] {
  return [
    new Command('pause')
      .description('hold a stage, a host or a source: what is in hand finishes, what comes waits, nothing is lost')
      .addArgument(kind())
      .argument('<name>', name)
      .requiredOption('--reason <text>', 'why; everybody who looks is told', readReason)
      .option('--for <time>', 'goes on by itself after so long, like 90s, 30m, 2h, 3d', readSpan(daysMost))
      .action((what: PauseKind, which: string, options: PauseOptions) =>
        withLine('unused', async (line) =>
          pause(line, { kind: what, name: await knownName(line, what, which) }, options),
        ),
      ),
    new Command('resume')
      .description('let a stage, a host or a source go on')
      .addArgument(kind())
      .argument('<name>', name)
      .action((what: PauseKind, which: string) =>
        withLine('unused', (line) => resume(line, { kind: what, name: plainName(what, which) })),
      ),
    new Command('pauses')
      .description('show what is paused, by whom, until when and why')
      .option('--json', 'one JSON object per pause')
      .action(({ json = false }: { json?: boolean }) => withLine('unused', (line) => list(line, json))),
  ]
}

async function pause(line: CommandLine, paused: Paused, { reason, for: inMs }: PauseOptions): Promise<void> {
  const { pauses } = line.stores
  await using audit = await openCliAudit()
  const ends = inMs === undefined ? undefined : { inMs }
  const made = await pauses.pause({ ...paused, by: cliCaller(), reason, ends })
  if (made.is !== 'paused') throw new UsageError('a thousand things are paused: resume some first')
  if (paused.kind === 'stage') await followPause(stageOf(paused), { ...line, pauses })
  console.log(`${nameOf(paused)} is paused ${pauseSentence(made.pause)}`)
  // The audit may have to wait for its database; who holds something for a reason does not.
  const filter = { name: paused.name, reason, forMs: inMs ?? null }
  await audit.note({ action: `${paused.kind}.pause`, filter, affected: 1 })
}

async function resume(line: CommandLine, paused: Paused): Promise<void> {
  const { pauses } = line.stores
  if (!(await pausedNow(line)).some(({ kind: what, name: which }) => what === paused.kind && which === paused.name))
    return console.log(`${nameOf(paused)} is not paused`)
  await using audit = await openCliAudit()
  const was = await pauses.resume(paused)
  if (paused.kind === 'stage') {
    if (was) await followPause(stageOf(paused), { ...line, pauses })
    else await resumeQueue(stageOf(paused), line)
  }
  console.log(`${nameOf(paused)} goes on; it was paused ${was ? pauseSentence(was) : 'by another tool'}`)
  await audit.note({ action: `${paused.kind}.resume`, filter: { name: paused.name }, affected: 1 })
}

async function list(line: CommandLine, json: boolean): Promise<void> {
  const paused = await pausedNow(line)
  if (json) for (const each of paused) console.log(JSON.stringify(each))
  else console.log(paused.length === 0 ? 'nothing is paused' : pausesTable(paused, Date.now()))
}

/** What is paused, as a table. */
function pausesTable(paused: readonly ShownPause[], nowMs: number): string {
  const rows = paused.map(({ kind: what, name: which, by, since, until, reason }) => [
    what,
    clip(which, 60),
    clip(by ?? '(another tool)', 40),
    since === null ? '' : duration(Math.max(0, nowMs - Date.parse(since))),
    until === null ? '' : duration(Math.max(0, Date.parse(until) - nowMs)),
    clip(reason ?? '', 120),
  ])
  return renderTable(['kind', 'name', 'by', 'for', 'goes on in', 'reason'], rows)
}

const nameOf = (paused: Paused) => `${paused.kind} ${paused.name}`

function stageOf({ name: stage }: Paused): Stage {
  return Stage.parse(stage)
}

/** The name by which something is paused, whether it is known to the settings or not. */
function plainName(what: PauseKind, which: string): string {
  if (what === 'source') return which
  if (what === 'stage') {
    if (Stage.safeParse(which).success) return which
    throw new UsageError(`there is no stage ${clip(which, 60)}: they are ${Stage.options.join(', ')}`)
  }
  const host = hostNamed(which)
  if (host === null) throw new UsageError(`${clip(which, 60)} names no host: say it like news.example`)
  return host
}

async function knownName(line: CommandLine, what: PauseKind, which: string): Promise<string> {
  if (what === 'source' && !(await knownSources(line)).some(({ id }) => id === which))
    throw new UsageError(`there is no source ${clip(which, 60)}: see "npx stancewire sources ls"`)
  const known = plainName(what, which)
  if (what === 'host' && isPublicSuffix(known))
    throw new UsageError(`anybody may have a name below ${known}: name the host that is meant, like news.example`)
  return known
}

function readReason(text: string): string {
  const reason = text.trim()
  if (reason.length > 0 && reason.length <= pauseReasonMax) return reason
  throw new InvalidArgumentError(`expected a reason of 1 to ${pauseReasonMax} characters`)
}
