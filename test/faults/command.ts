import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { TestLine } from '../e2e/line.ts'

const cli = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'stancewire.mjs')

/** How a `stancewire` command ended. */
export type CommandEnd = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

/** Runs a `stancewire` command on this line to its end; one that takes longer than `patienceMs` is killed. */
export function runCommand(
  { env }: Pick<TestLine, 'env'>,
  args: readonly string[],
  { env: more = {}, patienceMs = 60_000 }: { env?: Record<string, string | undefined>; patienceMs?: number } = {},
): Promise<CommandEnd> {
  const beganAtMs = performance.now()
  const child = spawn(process.execPath, [cli, ...args], { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  const told = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.stderr += text
  })
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(patience)
      resolve({ code, ...told, ms: Math.round(performance.now() - beganAtMs) })
    })
  })
}
