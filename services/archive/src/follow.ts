import type { CloudEvent, SideEvent } from '@stancewire/contracts'
import { type Database, type Entry, openOutbox, project, projectedTo } from '@stancewire/read-model'
import type { Announcer, Logger } from '@stancewire/runtime'
import type { ArchiveMark, Bodies, EventLog, StreamEntry } from '@stancewire/storage'

type Deps = {
  readonly database: Database
  /** The stream, on a connection that may wait. */
  readonly stream: Pick<EventLog, 'read'>
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

  async function withText({ position, event }: StreamEntry): Promise<Entry> {
    const ref = articleRun(event)
    return { position, event, text: ref && (await bodies.read({ ...ref, kind: 'text' })) }
  }

  return async (stopping: AbortSignal): Promise<void> => {
    let position = await projectedTo(database.db)
    while (!stopping.aborted) {
      const read = await stream.read(position, { count: batch, waitMs })
      const last = read.at(-1)
      if (last) {
        const projected = await project(database, await Promise.all(read.map(withText)))
        position = last.position
        log.debug({ projected, position }, 'projected')
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
  const { urlId, run } = data as { urlId: string; run: number }
  return { urlId, run }
}
