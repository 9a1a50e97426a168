import { type CloudEvent, RunRef, type SideEvent } from '@stancewire/contracts'
import {
  type Database,
  type DeadEntry,
  type Entry,
  openOutbox,
  projectedTo,
  projectPast,
  readEntry,
} from '@stancewire/read-model'
import type { Announcer, Logger } from '@stancewire/runtime'
import type { ArchiveMark, Bodies, EventLog, RawEntry } from '@stancewire/storage'

type Deps = {
  readonly database: Database
  /** The stream, on a connection that may wait. */
  readonly stream: Pick<EventLog, 'readRaw'>
  readonly announcer: Pick<Announcer, 'announce'>
  readonly bodies: Pick<Bodies, 'read'>
  readonly mark: ArchiveMark
  readonly log: Logger
}

const batch = 500
const waitMs = 1_000

/** Follows the stream until it is told to stop: projects what comes, announces what the projection decided, and lets the stream be trimmed. */
export function makeFollow({ database, stream, announcer, bodies, mark, log }: Deps) {
  const outbox = openOutbox(database)

  async function entryOf(raw: RawEntry): Promise<Entry | DeadEntry> {
    const entry = readEntry(raw)
    const ref = 'event' in entry ? articleRun(entry.event) : undefined
    return ref ? { ...entry, text: await bodies.read({ ...ref, kind: 'text' }) } : entry
  }

  /** Brings entries into the tables; tells of those that cannot be. */
  async function bring(raw: readonly RawEntry[], stopping: AbortSignal): Promise<void> {
    const { projected, dead } = await projectPast(database, await Promise.all(raw.map(entryOf)), stopping)
    for (const { position, error } of dead) {
      log.error({ position, reason: error }, 'an entry cannot be projected: it is kept as a dead letter')
    }
    log.debug({ projected, position: raw.at(-1)?.position }, 'projected')
  }

  return async (stopping: AbortSignal): Promise<void> => {
    let position = await projectedTo(database.db)
    while (!stopping.aborted) {
      const read = await stream.readRaw(position, { count: batch, waitMs })
      const last = read.at(-1)
      if (last) {
        await bring(read, stopping)
        position = last.position
      }
      // Announced before it is forgotten: after a death in between it is announced again, under the same id.
      for (const { id, event } of await outbox.waiting()) {
        await announcer.announce(JSON.parse(event) as SideEvent)
        await outbox.forget(id)
      }
      await mark.reached(position, { isBehind: read.length === batch })
    }
  }
}

/** The run whose text belongs to an event. */
function articleRun({ type, data }: CloudEvent): { urlId: string; run: number } | undefined {
  if (type !== 'article.classified' && type !== 'article.duplicated') return undefined
  return RunRef.safeParse(data).data
}
