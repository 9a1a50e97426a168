import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { WorkPoint, Write } from '@stancewire/faults'
import { heapOptions } from '@stancewire/runtime'
import { gatherLines, type LogLines } from './log-lines.ts'

/** What shall happen where, in one life of a service: see `packages/faults`. `nth` counts from 1 and is 1 where absent. */
export type Fault = {
  readonly at: `${Write}:${'before' | 'after'}` | `work:${WorkPoint}`
  readonly does: 'die' | 'exit' | 'heap' | 'block' | 'throw'
  readonly nth?: number
  readonly always?: boolean
  readonly about?: string
  readonly ms?: number
}

/** How a process ended. */
export type Exit = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** From the signal that was sent to it, or else from its start. */
  readonly ms: number
  /** Whether it ended without a signal from here. */
  readonly byItself: boolean
}

/** A service in a process of its own. */
export type ServiceProcess = {
  readonly name: string
  readonly pid: number | undefined
  readonly log: LogLines
  /** Resolves with the time from start to ready; rejects if the process ends before. */
  readonly ready: Promise<number>
  isReady(): boolean
  readonly exit: Promise<Exit>
  isGone(): boolean
  /** Sends the signal, waits for the end and says how it came; a process that is gone already says how it went. */
  stop(signal: NodeJS.Signals): Promise<Exit>
}

export type SpawnOptions = {
  readonly env: Record<string, string | undefined>
  /** Faults that this life shall meet; none: the service runs exactly as it does elsewhere. */
  readonly faults?: readonly Fault[]
  readonly nodeArgs?: readonly string[]
  readonly onLine?: (text: string) => void
}

const root = join(import.meta.dirname, '..', '..')

/** Starts a service's own `main.ts`. It ends with this process, however that ends: it notices its channel. */
export function spawnService(
  name: string,
  { env, faults = [], nodeArgs = [], onLine = () => {} }: SpawnOptions,
): ServiceProcess {
  const startedAtMs = performance.now()
  const armed = faults.length > 0 ? ['--conditions=stancewire-faults'] : []
  const child = spawn(process.execPath, [...armed, ...nodeArgs, join(root, 'services', name, 'src', 'main.ts')], {
    env: {
      ...env,
      NODE_OPTIONS: heapOptions(env),
      ...(faults.length > 0 ? { STANCEWIRE_FAULTS: JSON.stringify(faults) } : {}),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const log = gatherLines(child.stderr ?? process.stdin, onLine)
  let askedAtMs: number | undefined
  const exit = ended(child, (code, signal) => ({
    code,
    signal,
    ms: Math.round(performance.now() - (askedAtMs ?? startedAtMs)),
    byItself: askedAtMs === undefined,
  }))
  let isReady = false
  let isGone = false
  const ready = new Promise<number>((resolve, reject) => {
    child.once('message', () => {
      isReady = true
      resolve(Math.round(performance.now() - startedAtMs))
    })
    void exit.then(({ code, signal }) => {
      isReady = false
      isGone = true
      const last = log.lines.slice(-5).map(({ text }) => text)
      reject(new Error(`${name} ended with ${signal ?? code}: ${last.join('\n')}`))
    })
  })
  // Whoever does not wait for it does not want to hear of it either.
  ready.catch(() => {})
  return {
    name,
    pid: child.pid,
    log,
    ready,
    isReady: () => isReady,
    exit,
    isGone: () => isGone,
    async stop(signal) {
      if (!isGone) {
        askedAtMs ??= performance.now()
        child.kill(signal)
      }
      return exit
    },
  }
}

/** Resolves once the process is gone and its output is read to the end. */
function ended(child: ChildProcess, tell: (code: number | null, signal: NodeJS.Signals | null) => Exit): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const exit = tell(code, signal)
      // A child of its own may hold the pipe open longer than the process lives.
      const patience = setTimeout(() => resolve(exit), 500)
      child.once('close', () => {
        clearTimeout(patience)
        resolve(exit)
      })
    })
  })
}
