// The checks that need no Redis: `npm run check`, or `npm run check -- --only biome,tsc`.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { programPath } from './install.mjs'
import { runSupervised } from './supervised.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const hasColor = process.stdout.isTTY === true && process.stdout.hasColors()
const env = {
  ...process.env,
  PATH: programPath(root),
  ...(hasColor ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }),
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
}

const checks = [
  {
    name: 'biome',
    about: 'format, lint, imports',
    args: ['@biomejs/biome/bin/biome', 'ci', '--max-diagnostics=100', `--colors=${hasColor ? 'force' : 'off'}`, '.'],
  },
  { name: 'tsc', about: 'types', args: ['typescript/bin/tsc', '-p', '.', '--pretty', String(hasColor)] },
  {
    name: 'tsc-page',
    about: 'types of the dashboard',
    args: ['typescript/bin/tsc', '-p', 'packages/dashboard/page', '--pretty', String(hasColor)],
  },
  { name: 'boundaries', about: 'who may import whom', args: ['turbo/bin/turbo', 'boundaries'] },
  { name: 'knip', about: 'what nobody uses', args: ['knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
]

let isInterrupted = false

async function runCheck({ name, about, args: [program, ...args] }) {
  const startedAt = Date.now()
  let said = ''
  const run = runSupervised(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    env,
    hasChannel: false,
    patienceMs: 100,
    output: (chunk) => {
      said += chunk
    },
  })
  const code = await run.ended
  isInterrupted ||= run.wasAsked()
  if (isInterrupted) return [name]
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${seconds.padStart(5)} s  ${about}`)
  if (code !== 0) console.log(said.trimEnd())
  return code === 0 ? [] : [name]
}

/** Two at a time: each of these tools is busy on more than one core only for moments. */
async function runAll(chosen) {
  const waiting = [...chosen]
  const lane = async () => {
    const failed = []
    for (let check = waiting.shift(); check && !isInterrupted; check = waiting.shift())
      failed.push(...(await runCheck(check)))
    return failed
  }
  return (await Promise.all([lane(), lane()])).flat()
}

function chosenChecks() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const names = values.only?.split(',') ?? checks.map(({ name }) => name)
  const unknown = names.filter((name) => !checks.some((check) => check.name === name))
  if (unknown.length > 0)
    throw new Error(`no check named ${unknown.join(', ')}; there are ${checks.map((c) => c.name).join(', ')}`)
  return checks.filter(({ name }) => names.includes(name))
}

if (!existsSync(join(root, 'node_modules', 'turbo'))) {
  console.error('Nothing is installed yet: run `npm run setup` first.')
  process.exit(1)
}
try {
  const failed = await runAll(chosenChecks())
  if (failed.length > 0) console.log(isInterrupted ? 'Interrupted.' : `Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
