import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, type KnownProcess, knownProcess } from '../src/known-process.ts'
import { runProgram } from '../src/run-program.ts'

/** Where this repository's tests keep a fetched server, so that only the first run fetches. */
export const testCacheDir = join(import.meta.dirname, '..', '..', '..', '.stancewire', 'redis-binary')

/** A separate process that owns a Redis until it is killed, or ends by itself with `ending: 'at once'`. */
export interface OwnerProcess {
  child: ChildProcess
  redis: KnownProcess
  guard: KnownProcess
}

/** A folder that is removed at the end of the test. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'stancewire-redis-')))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

export async function startOwner(
  dir: string,
  ending: 'when killed' | 'at once' = 'when killed',
): Promise<OwnerProcess> {
  const door = JSON.stringify(join(import.meta.dirname, '..', 'src', 'index.ts'))
  const options = JSON.stringify({ dir, cacheDir: testCacheDir })
  const script = `
    const { startRedis } = await import(${door})
    const redis = await startRedis(${options})
    process.stdout.write(String(redis.pid))
    ${ending === 'when killed' ? 'setInterval(() => {}, 1000)' : 'setTimeout(() => {}, 300)'}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const redis = await found(Number(line))
  return { child, redis, guard: await found(await parentPid(redis.pid)) }
}

async function found(pid: number): Promise<KnownProcess> {
  const known = await knownProcess(pid)
  if (known === null) throw new Error(`process ${pid} is not running`)
  return known
}

async function parentPid(pid: number): Promise<number> {
  const run = await runProgram('/bin/ps', ['-o', 'ppid=', '-p', String(pid)], { env: {}, timeoutMs: 5_000 })
  return Number(run.stdout)
}

/** Whether the process ends within the time. */
export async function endsWithin(known: KnownProcess, timeMs: number): Promise<boolean> {
  for (const giveUpAt = Date.now() + timeMs; Date.now() < giveUpAt; await sleep(20)) {
    if (!(await isRunning(known))) return true
  }
  return false
}
