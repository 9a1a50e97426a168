import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Consumers as they stand in the documentation. */
export const examples = join(import.meta.dirname, '..', '..', 'docs', 'examples')

/** Whether this machine has a program. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0
}

/** A program that is started again whenever it is gone, until it is stopped. */
export type Outsider = AsyncDisposable & {
  /** How many lives have ended. */
  readonly ends: number
  /** What it wrote to its standard error. */
  said(): string
  kill(): void
  /** Ends it for good. */
  stop(): Promise<void>
}

type Options = { readonly env?: Record<string, string>; readonly restMs?: number }

/** Keeps a program running. */
export function openOutsider(
  program: string,
  args: readonly string[],
  { env = {}, restMs = 20 }: Options = {},
): Outsider {
  let isKept = true
  let ends = 0
  let said = ''
  let running: ChildProcess | undefined
  const live = () =>
    new Promise<void>((resolve, reject) => {
      // A group of its own: what it started goes with it.
      running = spawn(program, args, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      })
      running.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-20_000)
      })
      running.once('error', reject).once('close', () => resolve())
    })
  const keeping = (async () => {
    while (isKept) {
      await live()
      ends++
      await sleep(restMs)
    }
  })()
  const kill = () => {
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return
    try {
      process.kill(-running.pid, 'SIGKILL')
    } catch {
      // It ended just now.
    }
  }
  const stop = async () => {
    isKept = false
    kill()
    await keeping
  }
  process.once('exit', kill)
  return {
    get ends() {
      return ends
    },
    said: () => said,
    kill,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** An event as a consumer has kept it. */
export type Kept = { readonly id: string; readonly subject: string; readonly sequence: string }

/** What stands in the store of `consumer.py`, in the order in which it was handled. */
export function readStore(file: string): { events: Kept[]; dead: { id: string; error: string }[] } {
  const store = new DatabaseSync(file)
  try {
    store.exec('pragma busy_timeout = 5000')
    return {
      events: store.prepare('select id, subject, sequence from event order by number').all() as Kept[],
      dead: store.prepare('select id, error from dead_letter').all() as { id: string; error: string }[],
    }
  } finally {
    store.close()
  }
}

/** Makes `consumer.py` believe that it has read to an event that nobody knows. */
export function forgetCursor(file: string): void {
  const store = new DatabaseSync(file)
  store.exec(`update cursor set id = 'e${'0'.repeat(32)}'`)
  store.close()
}
