import { CloudEvent, RunRef, TerminalEvent } from '@stancewire/contracts'
import type { Redis } from 'ioredis'

/** The facts of an event by which a stream is checked. */
export type EventFacts = {
  readonly position: string
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly sequence: number
  /** The run that it ends, and the counter that this end adds to; `null` for other events. */
  readonly end: (RunRef & { readonly counter: string }) | null
}

/** An entry of the stream that holds no event. */
export type BrokenEntry = { readonly position: string; readonly end: 'broken' }

/** What has become of the stream's entries. */
export type EventExtent = {
  readonly length: number
  /** Entries that were on it once, trimmed or deleted; `null` where this Redis does not say (before 7.0). */
  readonly removed: number | null
  /** The last entry that was deleted by itself, which the line never does; `null` where none was, or this Redis does not say. */
  readonly lastDeleted: string | null
}

/** All events on the stream at once, to be compared with what else is remembered. */
export type EventCensus = {
  /** Every event, oldest first, in pages. */
  all(): AsyncGenerator<(EventFacts | BrokenEntry)[]>
  extent(): Promise<EventExtent>
}

// An event may take 64 KB.
const pageSize = 500

/** Opens the census of the stream under this key prefix. */
export function openEventCensus(redis: Redis, { prefix }: { prefix: string }): EventCensus {
  const stream = `${prefix}:events`
  return {
    async *all() {
      for (let after = '-'; ; ) {
        const entries = await redis.xrange(stream, after, '+', 'COUNT', pageSize)
        const last = entries.at(-1)
        if (!last) return
        yield entries.map(([position, fields]) => readFacts(position, fields))
        after = `(${last[0]}`
      }
    },
    async extent() {
      const reply = (await redis.exists(stream)) === 1 ? ((await redis.xinfo('STREAM', stream)) as unknown[]) : []
      const of = (name: string) => (reply.includes(name) ? reply[reply.indexOf(name) + 1] : undefined)
      const length = Number(of('length') ?? 0)
      const added = reply.length > 0 ? of('entries-added') : 0
      const deleted = of('max-deleted-entry-id')
      return {
        length,
        removed: added === undefined ? null : Number(added) - length,
        lastDeleted: deleted === undefined || deleted === '0-0' ? null : String(deleted),
      }
    },
  }
}

const endTypes: ReadonlySet<string> = new Set(TerminalEvent.options.map(({ shape }) => shape.type.value))

function readFacts(position: string, fields: readonly string[]): EventFacts | BrokenEntry {
  const written = CloudEvent.safeParse(readJson(fields[fields.indexOf('event') + 1] ?? ''))
  if (!written.success) return { position, end: 'broken' }
  const { id, type, subject, sequence, data } = written.data
  const facts = { position, id, type, subject, sequence: Number(sequence) }
  if (!endTypes.has(type)) return { ...facts, end: null }
  const ref = RunRef.safeParse(data)
  if (!ref.success) return { position, end: 'broken' }
  const counter = type === 'url.stopped' ? `stop:${(data as { reason?: unknown }).reason}` : `end:${type}`
  return { ...facts, end: { ...ref.data, counter } }
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
