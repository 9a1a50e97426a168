import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Memory of a process as the system counts it, in MB. */
export async function rssMb(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)])
  return Math.round(Number(stdout) / 1_024)
}

const everyMs = 250

/** The most that a process takes while something is done: in the first half of that time, and in the second; what leaks grows in both. */
export async function highestRssMb(pid: number, work: Promise<unknown>): Promise<readonly [number, number]> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  const seen: number[] = []
  while (!isDone) {
    seen.push(await rssMb(pid))
    await Promise.race([done, sleep(everyMs)])
  }
  await done
  const half = Math.ceil(seen.length / 2)
  return [Math.max(...seen.slice(0, half)), Math.max(...seen.slice(-half))]
}
