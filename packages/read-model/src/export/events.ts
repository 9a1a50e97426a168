import type { ExportFilter } from './filter.ts'
import { pagesOf } from './pages.ts'
import type { Snapshot } from './snapshot.ts'

// An event may take 64 KB.
const pageEvents = 50

/** Events as they were announced, in their order. On a topic are those that name it. */
export async function* exportEvents(db: Snapshot, { topic, ...span }: ExportFilter) {
  const { first, last } = await ordinalsOf(db, span)
  const read = async (after: { ordinal: number } | undefined) =>
    await db
      .selectFrom('event')
      .select(['ordinal', 'timeMs', 'body'])
      .where('ordinal', '>=', after ? after.ordinal + 1 : first)
      .where('ordinal', '<=', last)
      .orderBy('ordinal')
      .limit(pageEvents)
      .execute()
  for await (const rows of pagesOf(pageEvents, read)) {
    const events = rows.filter(({ timeMs }) => isIn(span, timeMs)).map(({ body }) => JSON.parse(body) as ExportedEvent)
    yield topic === undefined ? events : events.filter(({ data }) => isOn(topic, data))
  }
}

type Span = Pick<ExportFilter, 'sinceMs' | 'untilMs'>

/** Between which ordinals the events of a span lie: times need not rise with them, but nearly do. */
async function ordinalsOf(db: Snapshot, { sinceMs, untilMs }: Span) {
  let query = db.selectFrom('event')
  if (sinceMs !== undefined) query = query.where('timeMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('timeMs', '<', untilMs)
  const { first, last } = await query
    .select(({ fn }) => [fn.min('ordinal').as('first'), fn.max('ordinal').as('last')])
    .executeTakeFirstOrThrow()
  return { first: Number(first ?? 0), last: Number(last ?? 0) }
}

function isIn({ sinceMs = Number.NEGATIVE_INFINITY, untilMs = Number.POSITIVE_INFINITY }: Span, ms: number): boolean {
  return ms >= sinceMs && ms < untilMs
}

/** A CloudEvent, of whatever version of the line. */
export type ExportedEvent = { readonly id: string; readonly data: EventContent; readonly [name: string]: unknown }

type EventContent = {
  readonly topicId?: unknown
  readonly topics?: readonly (string | { readonly id?: unknown })[]
}

function isOn(topic: string, { topicId, topics = [] }: EventContent): boolean {
  if (topicId === topic) return true
  return topics.some((one) => (typeof one === 'string' ? one : one.id) === topic)
}
