import { setTimeout as sleep } from 'node:timers/promises'
import type { Exit, Fault, ServiceProcess } from './service-process.ts'

/** Starts a service again whenever it is gone, as `stancewire up` does, with the faults of its next life. */
export type Keeper = {
  /** How its lives ended so far. */
  readonly ends: readonly Exit[]
  /** The life that runs now, or ran last. */
  current(): ServiceProcess
  /** Resolves once so many lives have ended. */
  ended(lives: number): Promise<void>
  /** Ends the service for good. */
  stop(signal?: NodeJS.Signals): Promise<Exit>
}

export type Keeping = {
  /** Faults of the first life, the second, and so on; lives beyond have none, or again the last one's with `repeats`. */
  readonly lives?: readonly (readonly Fault[])[]
  readonly repeats?: boolean
  readonly restMs?: number
}

/** Keeps what `start` starts. */
export function keep(
  start: (faults: readonly Fault[]) => ServiceProcess,
  { lives = [], repeats = false, restMs = 0 }: Keeping,
): Keeper {
  const ends: Exit[] = []
  const planOf = (life: number) => lives[life] ?? (repeats ? lives.at(-1) : undefined) ?? []
  let isKept = true
  let running = start(planOf(0))
  let changed = Promise.withResolvers<void>()
  const keeping = (async () => {
    for (;;) {
      ends.push(await running.exit)
      changed.resolve()
      changed = Promise.withResolvers()
      if (isKept) await sleep(restMs)
      if (!isKept) return
      running = start(planOf(ends.length))
    }
  })()
  return {
    ends,
    current: () => running,
    async ended(count) {
      while (ends.length < count) await changed.promise
    },
    async stop(signal = 'SIGTERM') {
      isKept = false
      const exit = await running.stop(signal)
      await keeping
      return exit
    },
  }
}
