import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { keepLength, lengthBefore } from '../address/places.ts'
import { get, type Query, withQuery } from './client.ts'
import { asProblem, type ProblemError } from './problem.ts'
import { type Page, type Reading, readOn, restCalmly } from './read-on.ts'

/** A list of the API as far as it was read. */
export type Listed<Item> = {
  readonly items: readonly Item[]
  /** Whether the API was read at least once, so that none means none. */
  readonly isRead: boolean
  readonly isLoading: boolean
  readonly problem: ProblemError | undefined
  /** Whether there is a page behind. */
  readonly hasMore: boolean
  /** Where rows are looked through: at how many it was looked so far, of how many, and whether it goes on by itself. */
  readonly looked: { readonly count: number; readonly of: number | undefined; readonly goesOn: boolean } | undefined
  /** Reads the page behind; after a problem, the same again. */
  more(): void
  /** Reads on no more. */
  stop(): void
  /** Reads from the start. */
  again(): void
}

type State<Item> = Reading<Item> & {
  readonly key: string
  readonly isLoading: boolean
  readonly goesOn?: boolean
  readonly problem?: ProblemError | undefined
}

// Empty pages follow one another this calmly: some requests in a second, of one who waits.
const restMs = 350
const usualLimit = 50

/**
 * Reads a list of the API page by page, from the start whenever the question changes; `null` asks nothing yet. Pages that are short or empty are
 * followed by the next one, until there is a page of rows, or it is stopped.
 */
export function useList<Item>(path: string | null, query: Query = {}): Listed<Item> {
  const key = path === null ? '' : withQuery(path, query)
  const pageSize = typeof query.limit === 'number' ? query.limit : usualLimit
  const [state, setState] = useState<State<Item>>(nothingOf(''))
  const asked = useRef<AbortController | undefined>(undefined)

  const read = useCallback(
    async (before: State<Item>, wanted = pageSize) => {
      asked.current?.abort()
      if (key === '') return
      const stop = new AbortController()
      asked.current = stop
      const { signal } = stop
      let now: State<Item> = { ...before, isLoading: true, goesOn: false, problem: undefined }
      setState(now)
      const ask = (cursor: string | null | undefined) => get<Page<Item>>(withCursor(key, cursor), {}, signal)
      const rest = () => restCalmly(restMs, signal)
      try {
        for await (const reading of readOn(before, { ask, wanted, pageSize, rest, signal })) {
          if (signal.aborted) return
          now = { key, ...reading, isLoading: reading.goesOn }
          setState(now)
          keepLength(key, now.items.length)
        }
      } catch (error) {
        if (!signal.aborted) setState({ ...now, isLoading: false, goesOn: false, problem: asProblem(error) })
      }
    },
    [key, pageSize],
  )
  useEffect(() => {
    // Who comes back finds it as long as they left it.
    void read(nothingOf(key), Math.max(pageSize, lengthBefore(key)))
    return () => asked.current?.abort()
  }, [read, key, pageSize])

  const current = state.key === key ? state : nothingOf<Item>(key)
  return {
    items: current.items,
    isRead: current.next !== undefined,
    isLoading: current.isLoading,
    problem: current.problem,
    hasMore: typeof current.next === 'string',
    looked: lookedOf(current),
    more: () => void read(current),
    stop: () => {
      asked.current?.abort()
      setState({ ...current, isLoading: false, goesOn: false })
    },
    again: () => void read(nothingOf(key)),
  }
}

function nothingOf<Item>(key: string): State<Item> {
  return { key, items: [], next: undefined, isLoading: key !== '' }
}

/** Where no more was looked at than was found, there is nothing to tell. */
function lookedOf<Item>({ looked, total, items, goesOn = false }: State<Item>): Listed<Item>['looked'] {
  if (looked === undefined || looked <= items.length) return undefined
  return { count: looked, of: total === undefined ? undefined : Math.max(total, looked), goesOn }
}

function withCursor(key: string, cursor: string | null | undefined): string {
  if (typeof cursor !== 'string') return key
  return `${key}${key.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
}
