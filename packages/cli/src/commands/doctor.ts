import { setTimeout as sleep } from 'node:timers/promises'
import { styleText } from 'node:util'
import { checkRedis, readQueueStates } from '@stancewire/runtime'
import { Command } from 'commander'
import { balanceOf, openRunsBy, type Standing } from '../balance.ts'
import { type CommandLine, withLine } from '../line.ts'
import { loadSettings } from '../settings.ts'
import { plural } from '../table.ts'

type Finding = { readonly is: 'ok' | 'warning' | 'wrong'; readonly text: string }

const ok = (text: string): Finding => ({ is: 'ok', text })
const warning = (text: string): Finding => ({ is: 'warning', text })
const wrong = (text: string): Finding => ({ is: 'wrong', text })

/** `doctor`: whether all is well with settings, Redis, services and accounts. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check settings, Redis, services and accounts; exit code 1 if something is wrong')
    .action(() =>
      withLine('unused', async (line) => {
        const findings = [checkSettings(), ...(await checkServer(line)), ...(await checkLine(line))]
        for (const { is, text } of findings) console.log(`${mark(is)} ${text}`)
        if (findings.some(({ is }) => is === 'wrong')) process.exitCode = 1
      }),
    )
}

function mark(is: Finding['is']): string {
  const marks = { ok: ['green', 'ok     '], warning: ['yellow', 'warning'], wrong: ['red', 'wrong  '] } as const
  const [color, text] = marks[is]
  return styleText(color, text)
}

function checkSettings(): Finding {
  try {
    const { file, topics, sources } = loadSettings()
    return ok(`settings ${file}: ${plural(topics.length, 'topic')}, ${plural(sources.length, 'source')}`)
  } catch (error) {
    return wrong(`settings: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function checkServer({ redis, redisUrl }: CommandLine): Promise<Finding[]> {
  const { refusals, warnings } = await checkRedis(redis, { isProduction: false })
  const found = [...refusals.map(wrong), ...warnings.map(warning)]
  return found.length > 0 ? found : [ok(`Redis ${new URL(redisUrl).host}: version, eviction policy, append-only file`)]
}

async function checkLine(line: CommandLine): Promise<Finding[]> {
  const idle = (await readQueueStates(line)).filter(({ workers }) => workers === 0).map(({ queue }) => queue)
  const services =
    idle.length === 0
      ? ok('services: every queue has a worker')
      : warning(`services: nobody reads ${idle.join(', ')}; start "stancewire up"`)
  return [services, await checkAccounts(line)]
}

/** A run that moves while it is counted may be missed once, never twice in a row at the same place. */
async function checkAccounts(line: CommandLine): Promise<Finding> {
  let standing = await readStanding(line)
  for (let looks = 0; looks < 3 && !balanceOf(standing).isBalanced; looks++) {
    await sleep(1_000)
    standing = await readStanding(line)
  }
  const { isBalanced, sentence } = balanceOf(standing)
  return isBalanced ? ok(`accounts: ${sentence}`) : wrong(`accounts: ${sentence}`)
}

async function readStanding(line: CommandLine): Promise<Standing> {
  const { stores } = line
  const counters = await stores.runs.counters()
  const states = await readQueueStates(line)
  const jobs = states.reduce((sum, { waiting, active, delayed }) => sum + waiting + active + delayed, 0)
  const found = (await stores.hosts.waiting()) + Math.max(jobs, (await stores.hosts.taken()).length)
  return { counters, open: openRunsBy(counters), found }
}
