import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { heapOptions } from '@stancewire/runtime'

/** The services of the line, in its order, and those beside it: the archive, which keeps what it announces, the API, which answers from it, and the monitor. */
export const serviceNames = [
  'discoverer',
  'fetcher',
  'parser',
  'deduplicator',
  'stance-classifier',
  'archive',
  'api',
  'queue-monitor',
] as const
export type ServiceName = (typeof serviceNames)[number]

/** What a supervised service says of itself. */
export type Word =
  | { readonly ready: ServiceName }
  | { readonly monitor: string }
  | { readonly api: string }
  | { readonly restarted: ServiceName; readonly why: string }

type Options = {
  readonly env: Record<string, string | undefined>
  /** Where the services' logs go: this process' standard error, nowhere, or an open file. */
  readonly logs: 'inherit' | 'ignore' | number
  readonly tell: (word: Word) => void
  /** Called when a service cannot work at all: exit code 2, or it dies again and again at once. */
  readonly giveUp: (why: string) => void
  /** The program of a service; by default its own `main.ts`. */
  readonly mainOf?: (name: ServiceName) => string
}

/** Services that run; disposing asks them to finish their jobs in hand and to end. */
export type Supervised = AsyncDisposable & {
  /** Ends them at once: for when there is nothing left that they could finish. */
  kill(): void
}

const restartMinMs = 500
const restartMaxMs = 30_000
const healthyAfterMs = 10_000
// A start that fails so often in a row will not work by itself.
const failuresMax = 8
const exitMisused = 2
const killAfterMs = 15_000

/** Runs services as processes of their own and starts again what dies, until it is disposed. */
export function supervise(names: readonly ServiceName[], options: Options): Supervised {
  const services = names.map((name) => superviseOne(name, options))
  return {
    kill() {
      for (const service of services) service.kill()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(services.map((service) => service[Symbol.asyncDispose]()))
    },
  }
}

function superviseOne(name: ServiceName, options: Options): Supervised {
  const { tell, giveUp } = options
  const stopping = new AbortController()
  let child: ChildProcess | undefined

  const running = (async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const startedAtMs = performance.now()
      const started = start(name, options)
      child = started.child
      const { code, why } = await started.ended
      if (stopping.signal.aborted) return
      failures = performance.now() - startedAtMs > healthyAfterMs ? 1 : failures + 1
      if (code === exitMisused) return giveUp(`${name} cannot run: ${why}`)
      if (failures > failuresMax) return giveUp(`${name} ended ${failures} times in a row, last with ${why}`)
      tell({ restarted: name, why })
      const restMs = Math.min(restartMinMs * 2 ** (failures - 1), restartMaxMs)
      await sleep(restMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()

  return {
    kill() {
      stopping.abort()
      child?.kill('SIGKILL')
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      child?.kill('SIGTERM')
      const timer = setTimeout(() => child?.kill('SIGKILL'), killAfterMs)
      await running
      clearTimeout(timer)
    },
  }
}

type Ended = { readonly code: number | null; readonly why: string }

const lastWordsMax = 2_000

function start(name: ServiceName, { env, logs, tell, mainOf = ownMain }: Options) {
  // Where nobody sees the logs, what a service says last is needed for the reason.
  const errors = logs === 'ignore' ? 'pipe' : logs
  const child = spawn(process.execPath, [mainOf(name)], {
    env: { ...env, NODE_OPTIONS: heapOptions(env) },
    stdio: ['ignore', logs, errors, 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-lastWordsMax)
  })
  child.on('message', (word) => tell(word as Word))
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ code: null, why: error.message }))
    child.once('exit', (code, signal) => {
      const last = said.trim().split('\n').at(-1) ?? ''
      resolve({ code, why: [signal ?? `exit code ${code}`, last].filter(Boolean).join(': ') })
    })
  })
  return { child, ended }
}

function ownMain(name: ServiceName): string {
  return join(import.meta.dirname, '..', '..', '..', 'services', name, 'src', 'main.ts')
}
