import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Guard } from './guard.ts'

/** How a test went: it `passed`, it `failed`, or there is none of that name, or its file does not even load: `absent`. */
export type TestEnd = { readonly is: 'passed' | 'failed' | 'absent'; readonly why: string }

const Report = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
})

const patienceMs = 240_000

/** Runs one test of a checkout. One that does not end counts as failed: what it waits for does not come. */
export async function runTest(root: string, { file, title }: Guard['test']): Promise<TestEnd> {
  const reportFile = join(root, 'guards-report.json')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const filters = [file, '--project', projectOf(file), '--testNamePattern', literally(title)]
  const reporters = ['--reporter=json', `--outputFile.json=${reportFile}`]
  const args = [vitest, 'run', '--root', root, ...filters, ...reporters]
  await rm(reportFile, { force: true })
  const ran = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    timeout: patienceMs,
    maxBuffer: 64 * 1_048_576,
  }).catch((error: Error & { killed?: boolean }) => error)
  const report = await readFile(reportFile, 'utf8').catch(() => undefined)
  if (report === undefined) {
    const isLate = ran instanceof Error && ran.killed === true
    return isLate ? { is: 'failed', why: 'did not end' } : { is: 'absent', why: 'no report' }
  }
  return readReport(report)
}

function readReport(report: string): TestEnd {
  const { testResults } = Report.parse(JSON.parse(report))
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
  const failed = ran.find(({ status }) => status === 'failed')
  if (failed) return { is: 'failed', why: failed.failureMessages?.[0]?.split('\n')[0] ?? '' }
  if (ran.length > 0) return { is: 'passed', why: '' }
  return { is: 'absent', why: testResults[0]?.message.split('\n')[0] ?? 'no test of that name' }
}

function projectOf(file: string): string {
  return /\.(redis|e2e|db)\.test\.ts$/.exec(file)?.[1] ?? 'unit'
}

function literally(title: string): string {
  return title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
