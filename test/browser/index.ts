import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { advice, findChromium } from './find-chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser of the tests; empty where none can be had: then they are skipped, but never in CI. */
    chromium: string
  }
}

const builtPage = join(import.meta.dirname, '..', '..', 'packages', 'dashboard', 'dist', 'index.html')

/** Gives the tests the browser of this machine. */
export async function setup(project: TestProject): Promise<void> {
  const found = await findChromium((line) => process.stderr.write(`${line}\n`))
  if (!found && process.env.CI) throw new Error(advice)
  if (!found) process.stderr.write(`The tests of the dashboard are skipped. ${advice}\n`)
  if (!existsSync(builtPage)) throw new Error('the page is not built: run npm run setup')
  project.provide('chromium', found ?? '')
}
