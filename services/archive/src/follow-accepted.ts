import { acceptedTo, type Database, noteAccepted } from '@stancewire/read-model'
import type { AcceptedNotes } from '@stancewire/storage'

const batch = 500

/** Brings the notes of accepted runs into the archive, all that stand there: what is on its way can be found before it has ended. */
export function makeFollowAccepted({ database, notes }: { database: Database; notes: AcceptedNotes }) {
  return async (stopping: AbortSignal): Promise<void> => {
    for (let after = await acceptedTo(database); !stopping.aborted; ) {
      const { notes: accepted, reached } = await notes.read(after, batch)
      if (reached === after) return
      await noteAccepted(database, accepted, reached)
      await notes.forget(reached)
      after = reached
    }
  }
}
