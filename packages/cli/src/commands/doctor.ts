import { styleText } from 'node:util'
import { countDead } from '@stancewire/read-model'
import { checkRedis, readQueueStates } from '@stancewire/runtime'
import { openArchiveMark } from '@stancewire/storage'
import { Command } from 'commander'
import { examine } from '../audit/examine.ts'
import { type Finding, ok, warning, wrong } from '../audit/finding.ts'
import { judge } from '../audit/judge.ts'
import { type Mended, mend } from '../audit/mend.ts'
import { type CommandLine, withLine } from '../line.ts'
import { openArchive } from '../open-archive.ts'
import { pausedNow, pauseSentence } from '../paused-now.ts'
import { loadSettings } from '../settings.ts'
import { clip, duration, plural } from '../table.ts'

type Options = { readonly mend?: boolean; readonly json?: boolean }

/** `doctor`: whether all is well with settings, Redis, services, and everything the line remembers. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check settings, Redis, services and accounts; exit code 1 if something is wrong')
    .option('--mend', 'mend what is safe to mend, and look again')
    .option('--json', 'one JSON object per finding')
    .action((options: Options) =>
      // What mends keeps to the bounds of the settings.
      withLine(options.mend ? 'needed' : 'unused', (line) => doctor(line, options)),
    )
}

async function doctor(line: CommandLine, { mend: mends = false, json = false }: Options): Promise<void> {
  const show = (found: Finding | Mended) => console.log(json ? JSON.stringify(found) : render(found))
  const around = [
    checkSettings(),
    ...(await checkServer(line)),
    await checkServices(line),
    ...(await checkPauses(line)),
    await checkArchive(line),
  ]
  for (const finding of around) show(finding)
  const facts = await examine(line)
  let findings = judge(facts)
  if (mends && findings.some(isWrong)) {
    for (const done of await mend(line, facts)) show(done)
    findings = judge(await examine(line))
  }
  for (const finding of findings) show(finding)
  if ([...around, ...findings].some(isWrong)) process.exitCode = 1
}

function isWrong({ is }: Finding): boolean {
  return is === 'wrong'
}

const marks = {
  ok: ['green', 'ok     '],
  warning: ['yellow', 'warning'],
  wrong: ['red', 'wrong  '],
  mended: ['cyan', 'mended '],
} as const

function render(found: Finding | Mended): string {
  const [color, word] = marks[found.is]
  const ids = 'ids' in found ? (found.ids ?? []) : []
  return [`${styleText(color, word)} ${found.text}`, ...ids.map((id) => `          ${id}`)].join('\n')
}

function checkSettings(): Finding {
  try {
    const { file, topics, sources } = loadSettings()
    return ok('settings', `settings ${file}: ${plural(topics.length, 'topic')}, ${plural(sources.length, 'source')}`)
  } catch (error) {
    return wrong('settings', `settings: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function checkServer({ redis, redisUrl }: CommandLine): Promise<Finding[]> {
  const { refusals, warnings } = await checkRedis(redis, { isProduction: false })
  const found = [...refusals.map((text) => wrong('redis', text)), ...warnings.map((text) => warning('redis', text))]
  if (found.length > 0) return found
  return [ok('redis', `Redis ${new URL(redisUrl).host}: version, eviction policy, append-only file`)]
}

// Longer than an archive that runs ever takes, but for its first reading of a long stream.
const behindMaxMs = 30_000

async function checkArchive(line: CommandLine): Promise<Finding> {
  const behindMs = await openArchiveMark(line.redis, line).behindMs()
  if (behindMs === null) return warning('archive', 'archive: none reads the stream; start "npx stancewire up archive"')
  if (behindMs <= behindMaxMs) return checkDeadLetters()
  const remedy = 'start "npx stancewire up archive", or do without it: npx stancewire archive forget'
  return warning('archive', `archive: ${duration(behindMs)} behind, and the stream is not trimmed meanwhile; ${remedy}`)
}

/** Of an archive that reads the stream. */
async function checkDeadLetters(): Promise<Finding> {
  try {
    await using database = await openArchive()
    const dead = await countDead(database)
    if (dead === 0) return ok('archive', 'archive: reads the stream')
    const remedy =
      'see npx stancewire archive status, and after an upgrade try them again: npx stancewire archive retry-dead'
    return warning('archive', `archive: reads the stream, but for ${plural(dead, 'dead letter')}; ${remedy}`)
  } catch (error) {
    return warning('archive', error instanceof Error ? error.message : String(error))
  }
}

async function checkServices(line: CommandLine): Promise<Finding> {
  const idle = (await readQueueStates(line)).filter(({ workers }) => workers === 0).map(({ queue }) => queue)
  if (idle.length === 0) return ok('services', 'services: every queue has a worker')
  return warning('services', `services: nobody reads ${idle.join(', ')}; start "npx stancewire up"`)
}

// More than a person reads.
const pausesShown = 20

/** A stage, host or source that stands still because somebody said so: what waits there is no fault. */
async function checkPauses(line: CommandLine): Promise<Finding[]> {
  const states = await readQueueStates(line)
  const paused = await pausedNow(line, states)
  if (paused.length === 0) return [ok('pauses', 'pauses: nothing is paused')]
  const shown = paused.slice(0, pausesShown).map((pause) => {
    const { waiting = 0 } = states.find(({ queue }) => pause.kind === 'stage' && queue === pause.name) ?? {}
    const behind = pause.kind === 'stage' ? `, ${plural(waiting, 'job')} waiting` : ''
    const name = `${pause.kind} ${pause.name}`
    const text = `pauses: ${name} is paused${behind}, ${pauseSentence(pause)}`
    return warning('pauses', `${clip(text, 600)}; to go on: npx stancewire resume ${name}`)
  })
  const rest = paused.length - shown.length
  return rest > 0 ? [...shown, warning('pauses', `pauses: ${rest} more; see "npx stancewire pauses"`)] : shown
}
