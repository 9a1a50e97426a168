import { useEffect, useRef, useState } from 'preact/hooks'
import type { GetEvent } from '../api/answers.ts'
import { type Query, withQuery } from '../api/client.ts'
import { eventTypes } from './event-types.ts'

/** How many events are kept as they come; older ones are let go. */
const tailMax = 200

/** How the tail stands: `off` where nobody wants it, `hidden` while the tab is. */
export type TailState = 'off' | 'hidden' | 'connecting' | 'live' | 'lost' | 'refused'

export type Tail = {
  /** What came since, the last first. */
  readonly events: readonly GetEvent[]
  /** More came than are kept: between these and what was read before, some are left out. */
  readonly isCut: boolean
  readonly state: TailState
}

type Options = {
  readonly isWanted: boolean
  /** The event behind which to begin; nothing is followed before that is known. */
  readonly after: string | null | undefined
  /** What came before is not kept any more: all has to be read anew. */
  readonly onGap: () => void
}

type Kept = { readonly key: string; readonly events: readonly GetEvent[]; readonly isCut: boolean }

/** Follows events as they come, while the tab is shown; goes on behind the last one that came. */
export function useTail(query: Query, { isWanted, after, onGap }: Options): Tail {
  const key = `${withQuery('', query)} ${after ?? ''}`
  const [kept, setKept] = useState<Kept>({ key, events: [], isCut: false })
  const [connection, setConnection] = useState<'connecting' | 'live' | 'lost' | 'refused'>('connecting')
  const isHidden = useHidden()
  const isFollowing = isWanted && !isHidden && after !== undefined
  const latest = useRef({ query, after, onGap, last: new Map<string, string>() })
  Object.assign(latest.current, { query, after, onGap })

  useEffect(() => {
    if (!isFollowing) return
    setConnection('connecting')
    const now = latest.current
    const source = new EventSource(withQuery('/v1/events', { ...now.query, after: now.last.get(key) ?? now.after }))
    const add = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as GetEvent
      latest.current.last = new Map([[key, event.id]])
      setKept((before) => withOne(before.key === key ? before : { key, events: [], isCut: false }, event))
    }
    for (const type of Object.keys(eventTypes)) source.addEventListener(type, add)
    source.addEventListener('open', () => setConnection('live'))
    source.addEventListener('gap', () => {
      source.close()
      latest.current.onGap()
    })
    source.addEventListener('error', () => {
      setConnection(source.readyState === EventSource.CLOSED ? 'refused' : 'lost')
    })
    return () => source.close()
  }, [isFollowing, key])

  const state = !isWanted ? 'off' : isHidden ? 'hidden' : connection
  return kept.key === key ? { ...kept, state } : { events: [], isCut: false, state }
}

function withOne({ key, events, isCut }: Kept, event: GetEvent): Kept {
  return { key, events: [event, ...events].slice(0, tailMax), isCut: isCut || events.length >= tailMax }
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
