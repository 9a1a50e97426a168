import type { GetEvent } from '../api/answers.ts'
import { get, getLines, type Query } from '../api/client.ts'

/** How many events are kept as they come; older ones are let go. */
const tailMax = 200

/** Events as they came, the last first. */
export type Came = {
  readonly events: readonly GetEvent[]
  /** More came than are kept: between these and what was read before, some are left out. */
  readonly isCut: boolean
}

/** Reads what came behind an event, or since ever, and of many the last ones. Rejects with a problem of status 404 where that event is not kept any more. */
export async function readOn(query: Query, after: string | null, signal: AbortSignal): Promise<Came> {
  const came = await getLines<GetEvent>('/v1/events', { ...query, after, limit: tailMax }, signal)
  const next: Came = { events: came.toReversed(), isCut: false }
  if (came.length < tailMax) return next
  const { items } = await get<{ items: readonly GetEvent[] }>('/v1/events/newest', { ...query, limit: tailMax }, signal)
  const last = new Set(items.map(({ id }) => id))
  return together({ events: items, isCut: false }, { ...next, events: next.events.filter(({ id }) => !last.has(id)) })
}

/** These, and those that came before them. */
export function together(these: Came, before: Came): Came {
  const events = [...these.events, ...before.events]
  return { events: events.slice(0, tailMax), isCut: these.isCut || before.isCut || events.length > tailMax }
}
