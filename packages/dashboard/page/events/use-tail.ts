import { useEffect, useRef, useState } from 'preact/hooks'
import { type Query, withQuery } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { findSession } from '../session.ts'
import { type Came, readOn, together } from './read-on.ts'

/** How the tail stands: `off` where nobody wants it, `hidden` while the tab is. */
export type TailState = 'off' | 'hidden' | 'connecting' | 'live' | 'lost'

/** What came since, and how it stands. */
export type Tail = Came & { readonly state: TailState }

type Options = {
  readonly isWanted: boolean
  /** The event behind which to begin; nothing is followed before that is known. */
  readonly after: string | null | undefined
  /** What came before is not kept any more: all has to be read anew. */
  readonly onGap: () => void
}

type Kept = Came & { readonly key: string }

// A connection that stays would be one of the six that a browser has for all of its tabs.
const everyMs = 2_000
const lostMostMs = 15_000

/** Follows events as they come, while the tab is shown; goes on behind the last one that came. */
export function useTail(query: Query, { isWanted, after, onGap }: Options): Tail {
  const key = `${withQuery('', query)} ${after ?? ''}`
  const [kept, setKept] = useState<Kept>({ key, events: [], isCut: false })
  const [connection, setConnection] = useState<'connecting' | 'live' | 'lost'>('connecting')
  const isHidden = useHidden()
  const isFollowing = isWanted && !isHidden && after !== undefined
  const latest = useRef({ query, after, onGap, last: new Map<string, string>() })
  Object.assign(latest.current, { query, after, onGap })

  useEffect(() => {
    if (!isFollowing) return
    setConnection('connecting')
    const leaving = new AbortController()
    const look = async () => {
      const { query: asked, last, after: first = null } = latest.current
      const came = await readOn(asked, last.get(key) ?? first, leaving.signal)
      if (leaving.signal.aborted) return
      setConnection('live')
      const [newest] = came.events
      if (!newest) return
      latest.current.last = new Map([[key, newest.id]])
      setKept((before) => ({ key, ...together(came, before.key === key ? before : nothing) }))
    }
    const lose = (status: number) => {
      if (status === 404) return latest.current.onGap()
      setConnection('lost')
      if (status === 401) void findSession()
    }
    void againAndAgain(look, lose, leaving.signal)
    return () => leaving.abort()
  }, [isFollowing, key])

  const state = !isWanted ? 'off' : isHidden ? 'hidden' : connection
  return kept.key === key ? { ...kept, state } : { ...nothing, state }
}

const nothing: Came = { events: [], isCut: false }

/** Does it every two seconds; less often while it fails, of which it tells by the status of the answer. */
async function againAndAgain(look: () => Promise<void>, fail: (status: number) => void, signal: AbortSignal) {
  for (let waitMs = everyMs; !signal.aborted; ) {
    try {
      await look()
      waitMs = everyMs
    } catch (error) {
      if (signal.aborted) return
      fail(asProblem(error).status)
      waitMs = Math.min(2 * waitMs, lostMostMs)
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

function useHidden(): boolean {
  const [isHidden, setHidden] = useState(document.hidden)
  useEffect(() => {
    const look = () => setHidden(document.hidden)
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isHidden
}
