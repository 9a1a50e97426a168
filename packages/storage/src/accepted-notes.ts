import { DiscoveredUrl } from '@stancewire/contracts'
import type { Redis } from 'ioredis'

/** A run that was accepted, when (ms since 1970, by Redis' clock), and where the note of it stands. */
export type AcceptedNote = { readonly position: string; readonly atMs: number; readonly found: DiscoveredUrl }

/** Notes of accepted runs, written for the archive while there is one: so it knows what is on its way. */
export type AcceptedNotes = {
  /** Notes after this position, oldest first, without those that this version cannot read; `reached` is where the last one stood. `0` reads from the beginning. */
  read(after: string, count: number): Promise<{ readonly notes: AcceptedNote[]; readonly reached: string }>
  /** Lets go of what lies before this position. */
  forget(before: string): Promise<void>
}

// What an archive that is away for long misses: it shows only what is on its way, and that has ended by then.
const notesMax = 100_000

/** Keys and arguments of the scripts that accept a run: where its note goes, and how many are kept. */
export function noteOf(prefix: string) {
  return { keys: [`${prefix}:archive`, `${prefix}:accepted`], most: notesMax }
}

/** Opens the notes under this key prefix. */
export function openAcceptedNotes(redis: Redis, { prefix }: { prefix: string }): AcceptedNotes {
  const stream = `${prefix}:accepted`
  return {
    async read(after, count) {
      const reply = await redis.xread('COUNT', count, 'STREAMS', stream, after)
      const entries = reply?.[0]?.[1] ?? []
      return { notes: entries.flatMap(readNote), reached: entries.at(-1)?.[0] ?? after }
    },
    async forget(before) {
      await redis.xtrim(stream, 'MINID', '~', before)
    },
  }
}

function readNote([position, fields]: [string, string[]]): AcceptedNote[] {
  try {
    const found = DiscoveredUrl.safeParse(JSON.parse(fields[1] ?? ''))
    return found.success ? [{ position, atMs: Number(position.split('-')[0]), found: found.data }] : []
  } catch {
    return []
  }
}
