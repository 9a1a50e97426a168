import {
  CloudEvent,
  eventBytesMax,
  eventSubject,
  type Fence,
  type PipelineEvent,
  type Published,
  pipelineEventId,
  SideEvent,
  schemaUri,
  TerminalEvent,
} from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const publishScript = luaScript('publish')

/** An event on the stream, and where it stands there. */
export type StreamEntry = { readonly position: string; readonly event: CloudEvent }

/** What stands at a place of the stream: an event as JSON, or whatever somebody else has put there. */
export type RawEntry = { readonly position: string; readonly json: string }

type Reading = { count: number; waitMs?: number }

/** The stream on which the line announces what it finds. Writing throws on an event that breaks its contract, or is too large. */
export type EventLog = {
  /** Ends a run. `already`: this run had its end before, whatever its type; nothing was written. */
  end(event: TerminalEvent, fence?: Fence): Promise<Published>
  /** Announces something beside an end; the same event twice stands there once. */
  announce(event: SideEvent, fence?: Fence): Promise<Published>
  /** Events after this position, oldest first; waits up to `waitMs` where there are none. `0` reads from the beginning, `$` only what comes. Entries that hold no event are left out. */
  read(after: string, options: Reading): Promise<StreamEntry[]>
  /** As `read`, with whatever stands there: nothing is left out. */
  readRaw(after: string, options: Reading): Promise<RawEntry[]>
}

/** Opens the event stream under this key prefix. `read` with a wait needs a connection of its own. */
export function openEventLog(
  redis: Redis,
  options: { prefix: string; eventsMax: number; seenDays: number; pageKeptMinutes: number; failedKeptDays: number },
): EventLog {
  const { prefix } = options
  const stream = `${prefix}:events`
  const lifeSeconds = Math.round(options.seenDays * 86_400)

  async function publish(event: PipelineEvent, mark: string, fence: Fence | undefined, ofEnd: (string | number)[]) {
    const id = pipelineEventId(event)
    const subject = eventSubject(event)
    const open = openCloudEvent(event, { id, subject })
    const appended = await publishScript(
      redis,
      [
        stream,
        `${prefix}:counters`,
        `${prefix}:sequence:${subject}`,
        mark,
        `${prefix}:pages:due`,
        fence?.lock ?? stream,
        `${prefix}:runs:moving`,
        `${prefix}:archive`,
      ],
      [
        ofEnd.length > 0 ? 'end' : 'side',
        open,
        event.type,
        id,
        subject,
        options.eventsMax,
        lifeSeconds,
        fence?.token ?? '',
        ...ofEnd,
      ],
    )
    if (appended === -1) return 'fenced'
    return appended === 1 ? 'published' : 'already'
  }

  return {
    async end(given, fence) {
      const event = TerminalEvent.parse(given)
      const { urlId, run } = event.data
      // The input of a failed run is kept as long as its job: to be looked at, and tried again.
      const keptMs =
        event.type === 'url.failed' ? options.failedKeptDays * 86_400_000 : options.pageKeptMinutes * 60_000
      const ofEnd = [urlId, run, Math.round(Date.now() + keptMs), endCounter(event)]
      return atWrite('end', () => publish(event, `${prefix}:url:${urlId}`, fence, ofEnd))
    },
    async announce(given, fence) {
      const event = SideEvent.parse(given)
      return atWrite('announce', () => publish(event, `${prefix}:announced:${pipelineEventId(event)}`, fence, []))
    },
    ...openReader(redis, stream),
  }
}

function openReader(redis: Redis, stream: string): Pick<EventLog, 'read' | 'readRaw'> {
  async function readRaw(after: string, { count, waitMs }: Reading): Promise<RawEntry[]> {
    const reply =
      waitMs === undefined
        ? await redis.xread('COUNT', count, 'STREAMS', stream, after)
        : await redis.xread('COUNT', count, 'BLOCK', waitMs, 'STREAMS', stream, after)
    return (reply?.[0]?.[1] ?? []).map(([position, fields]) => ({ position, json: jsonOf(fields) }))
  }

  return {
    readRaw,
    async read(after, options) {
      for (let from = after; ; ) {
        const raw = await readRaw(from, options)
        const last = raw.at(-1)
        const entries = raw.flatMap(eventOf)
        // A whole reading without an event is not the end of the stream.
        if (!last || entries.length > 0) return entries
        from = last.position
      }
    },
  }
}

/** The counter that an end adds to, beside the one of its type. */
function endCounter(event: TerminalEvent): string {
  return event.type === 'url.stopped' ? `stop:${event.data.reason}` : `end:${event.type}`
}

/** The CloudEvent as JSON, without its closing brace: the publish step adds the sequence. */
function openCloudEvent(event: PipelineEvent, { id, subject }: { id: string; subject: string }): string {
  const json = JSON.stringify({
    specversion: '1.0',
    id,
    source: 'stancewire',
    type: event.type,
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: schemaUri(event.type),
    data: event.data,
  } satisfies Omit<CloudEvent, 'sequence'>)
  const bytes = Buffer.byteLength(json)
  if (bytes > eventBytesMax - 32)
    throw new Error(`event ${event.type} takes ${bytes} bytes, at most ${eventBytesMax} fit`)
  return json.slice(0, -1)
}

function jsonOf(fields: readonly string[]): string {
  const at = fields.findIndex((field, place) => place % 2 === 0 && field === 'event')
  return at < 0 ? JSON.stringify(fields) : (fields[at + 1] ?? '')
}

function eventOf({ position, json }: RawEntry): StreamEntry[] {
  try {
    const event: unknown = JSON.parse(json)
    return CloudEvent.safeParse(event).success ? [{ position, event: event as CloudEvent }] : []
  } catch {
    return []
  }
}
