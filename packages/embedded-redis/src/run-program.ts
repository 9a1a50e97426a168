import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'

export interface ProgramRun {
  succeeded: boolean
  stdout: string
  /** The last line the program complained with, or why it could not run at all. */
  complaint: string
}

interface RunOptions {
  env: Record<string, string | undefined>
  cwd?: string
  timeoutMs: number
}

/** Runs a program to its end; never throws, a failure is an answer like any other. */
export function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<ProgramRun> {
  const { timeoutMs, ...rest } = options
  return new Promise((resolve) => {
    execFile(file, args, { ...rest, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const lastLine = stderr.trim().split('\n').at(-1)
      const timedOut = error?.killed ? `no answer within ${timeoutMs / 1000} s` : ''
      resolve({ succeeded: error === null, stdout, complaint: timedOut || lastLine || error?.message || '' })
    })
  })
}

/** The first executable file of that name on the search path, or null. */
export async function findProgram(name: string, searchPath: readonly string[]): Promise<string | null> {
  for (const folder of searchPath.filter((entry) => isAbsolute(entry))) {
    const file = join(folder, name)
    const isExecutable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isExecutable) return file
  }
  return null
}
