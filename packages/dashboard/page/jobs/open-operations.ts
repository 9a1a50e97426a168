import { useEffect, useState } from 'preact/hooks'
import type { ListOperations, PostOperations } from '../api/answers.ts'
import { get } from '../api/client.ts'
import { makeStore, useStore } from '../store.ts'

export type Operation = PostOperations

const shown = 8
const everyMs = { open: 1_000, idle: 10_000 }

/** The last operations, as they were told last; what was asked for here stands there at once. */
const operations = makeStore<readonly Operation[]>([])
/** Counts how often one that was asked for here has ended: what failed is to be read again. */
export const endedOperations = makeStore(0)
/** Counts how often one has ended that was asked for elsewhere: what is shown is of before. */
export const endedElsewhere = makeStore(0)
/** What is to be told of those that were asked for here. */
const awaited = new Map<string, (ended: Operation) => void>()
// Until the list was read, all that has ended is news of before.
let hasLooked = false

/** Whether an operation goes on. */
export function isOpen({ state }: Operation): boolean {
  return state === 'waiting' || state === 'running'
}

/** Failed runs were found to be other ones than those that are shown. */
export function readFailedAgain(): void {
  endedOperations.set(endedOperations.get() + 1)
}

/** An operation as the API has just told it, and what is done once it has ended. */
export function noteOperation(operation: Operation, whenEnded?: (ended: Operation) => void): void {
  if (whenEnded) awaited.set(operation.id, whenEnded)
  tell([operation, ...operations.get().filter(({ id }) => id !== operation.id)].slice(0, shown))
}

function tell(next: readonly Operation[]): void {
  const before = new Map(operations.get().map((one) => [one.id, one]))
  const ended = next.filter((one) => {
    const known = before.get(one.id)
    // One of somebody else may begin and end between two looks.
    return !isOpen(one) && (known === undefined ? hasLooked : isOpen(known))
  })
  operations.set(next)
  if (ended.some(({ id }) => !awaited.has(id))) endedElsewhere.set(endedElsewhere.get() + 1)
  if (ended.some(({ id }) => awaited.has(id))) readFailedAgain()
  for (const one of ended) {
    awaited.get(one.id)?.(one)
    awaited.delete(one.id)
  }
}

/** The last operations: looked at each second while one is open, seldom while none is, never while nobody looks. */
export function useOperations(mayAsk: boolean): readonly Operation[] {
  const known = useStore(operations)
  const [round, setRound] = useState(0)
  const ms = known.some(isOpen) ? everyMs.open : everyMs.idle
  useEffect(
    () => () => {
      hasLooked = false
    },
    [],
  )

  useEffect(() => {
    if (!mayAsk) return
    const stop = new AbortController()
    const look = async () => {
      const { items } = await get<ListOperations>('/v1/operations', { limit: shown }, stop.signal)
      tell(items)
      hasLooked = true
    }
    // What could not be asked now is asked next time; the banner tells that the API is away.
    if (!document.hidden) void look().catch(() => {})
    const timer = setTimeout(() => setRound(round + 1), ms)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [mayAsk, ms, round])
  return known
}
