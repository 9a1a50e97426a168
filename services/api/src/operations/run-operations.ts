import { DatabaseBusyError, type Operation } from '@stancewire/read-model'
import type { Logger } from '@stancewire/runtime'
import { type Working, workTurn } from './work-turn.ts'

/** Works on what is asked for, until disposed. */
export type OperationRunner = AsyncDisposable & {
  /** Looks at once whether there is something to do. */
  kick(): void
}

type Running = Working & {
  readonly log: Logger
  readonly lookEveryMs: number
  /** Told after each that has ended. */
  readonly onEnded?: () => Promise<void>
}

const triesMax = 5
const whyGivenUp = 'it failed again and again: the log of the API tells'

/** Takes the operations whose turn it is and works them off, one at a time. */
export function runOperations(running: Running): OperationRunner {
  const { turns, log, lookEveryMs, onEnded } = running
  const stopping = new AbortController()
  const faults = openFaults()
  let wake = () => {}
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function workOnce(): Promise<boolean> {
    const turn = await turns.take()
    if (!turn) return false
    try {
      await workTurn(running, turn, stopping.signal)
      await onEnded?.()
      return true
    } catch (error) {
      const { operation } = turn
      const isBusy = error instanceof DatabaseBusyError
      const isHopeless = !isBusy && !stopping.signal.aborted && faults.of(operation) >= triesMax
      await (isHopeless ? turns.end(operation.id, 'failed', whyGivenUp) : turns.giveBack(operation.id))
      throw error
    }
  }

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wasWorking = await workOnce().catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'work on failed runs failed')
        return false
      })
      if (!wasWorking && !stopping.signal.aborted) await rest()
    }
  }

  const living = live()
  return {
    kick: () => wake(),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      wake()
      await living
    },
  }
}

/** Counts how often work on an operation failed in a row. */
function openFaults() {
  let last = { id: '', settled: -1, count: 0 }
  return {
    of({ id, settled }: Operation): number {
      const isSame = last.id === id && last.settled === settled
      last = { id, settled, count: isSame ? last.count + 1 : 1 }
      return last.count
    },
  }
}
