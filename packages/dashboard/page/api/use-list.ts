import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { get, type Query, withQuery } from './client.ts'
import { asProblem, type ProblemError } from './problem.ts'

type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }

/** A list of the API as far as it was read. */
export type Listed<Item> = {
  readonly items: readonly Item[]
  /** Whether the API was read at least once, so that none means none. */
  readonly isRead: boolean
  readonly isLoading: boolean
  readonly problem: ProblemError | undefined
  /** Whether there is a page behind. */
  readonly hasMore: boolean
  /** Reads the page behind; after a problem, the same again. */
  more(): void
  /** Reads from the start. */
  again(): void
}

type State<Item> = {
  readonly key: string
  readonly items: readonly Item[]
  readonly next: string | null | undefined
  readonly isLoading: boolean
  readonly problem?: ProblemError | undefined
}

/** Reads a list of the API page by page, from the start whenever the question changes; `null` asks nothing yet. */
export function useList<Item>(path: string | null, query: Query = {}): Listed<Item> {
  const key = path === null ? '' : withQuery(path, query)
  const [state, setState] = useState<State<Item>>(nothingOf(''))
  const asked = useRef<AbortController | undefined>(undefined)

  const read = useCallback(
    async (before: State<Item>) => {
      asked.current?.abort()
      if (key === '') return
      const stop = new AbortController()
      asked.current = stop
      setState({ ...before, isLoading: true, problem: undefined })
      try {
        const { items, next } = await get<Page<Item>>(withCursor(key, before.next), {}, stop.signal)
        if (!stop.signal.aborted) setState({ key, items: [...before.items, ...items], next, isLoading: false })
      } catch (error) {
        if (!stop.signal.aborted) setState({ ...before, isLoading: false, problem: asProblem(error) })
      }
    },
    [key],
  )
  useEffect(() => {
    void read(nothingOf(key))
    return () => asked.current?.abort()
  }, [read, key])

  const current = state.key === key ? state : nothingOf<Item>(key)
  return {
    items: current.items,
    isRead: current.next !== undefined,
    isLoading: current.isLoading,
    problem: current.problem,
    hasMore: typeof current.next === 'string',
    more: () => void read(current),
    again: () => void read(nothingOf(key)),
  }
}

function nothingOf<Item>(key: string): State<Item> {
  return { key, items: [], next: undefined, isLoading: key !== '' }
}

function withCursor(key: string, cursor: string | null | undefined): string {
  if (typeof cursor !== 'string') return key
  return `${key}${key.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
}
