import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runSupervised } from './processes.ts'
import { closingLine, countTests } from './test-counts.ts'

/** `npm test`: the checks, then every test; with arguments, only the tests whose file names match one of them. */

const root = join(import.meta.dirname, '..')
const reportFile = join(tmpdir(), `stancewire-tests-${process.pid}.json`)
const filters = process.argv.slice(2)

async function run(file: string, args: string[]): Promise<number> {
  // Less patient than the set-up above, so that this process is still there to clear up.
  const child = runSupervised(process.execPath, [join(root, file), ...args], { cwd: root, patienceMs: 10_000 })
  const code = await child.ended
  if (child.wasAsked()) process.exit(code || 130)
  return code
}

async function runTests(): Promise<{ code: number; report: string }> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const code = await run('node_modules/vitest/vitest.mjs', ['run', '--root', root, ...reporters, ...filters])
  return { code, report: await readFile(reportFile, 'utf8').catch(() => '') }
}

process.once('exit', () => rmSync(reportFile, { force: true }))
if (filters.length === 0) console.log('Checks (npm run check), then all tests against a real Redis.')
const checkCode = filters.length === 0 ? await run('infra/check.mjs', []) : 0
const { code, report } = await runTests()
const counts = countTests(report, code)
if (checkCode !== 0) console.log('The checks before the tests failed too; they count as one failure.')
console.log(closingLine({ ...counts, failed: counts.failed + (checkCode === 0 ? 0 : 1) }))
process.exitCode = checkCode || code
