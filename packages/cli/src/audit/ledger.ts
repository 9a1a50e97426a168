import type { RunRef } from '@stancewire/contracts'
import type { Mark } from '@stancewire/storage'

// A letter for each run of a URL: there may be millions of marks, and single letters take no memory.
const letters: Readonly<Record<string, string>> = {
  'article.classified': 'c',
  'article.duplicated': 'd',
  'url.stopped': 's',
  'url.failed': 'f',
}
const onItsWay = '.'
// Far above any real number of runs; a broken one must not fill the memory.
const runsMax = 100_000

/** What the marks say of all runs. */
export type Ledger = {
  /** Enters a mark; a later one of the same URL replaces it. */
  enter(mark: Mark): void
  /** Whether a mark knows the run; run 0 is the URL itself. */
  knows(ref: RunRef): boolean
  /** Whether the run ended by an event of this type. */
  endedBy(ref: RunRef, type: string): boolean
  /** Runs that have not ended. */
  open(): RunRef[]
  /** Runs that have ended, one after the other. */
  ended(): Generator<RunRef>
  /** Marks, their runs, and the ends of these by event type. */
  tally(): { readonly urls: number; readonly runs: number; readonly ends: Readonly<Record<string, number>> }
  /** URLs whose mark has no number of runs, or ends beyond it. */
  broken(): string[]
}

/** Opens an empty ledger. */
export function openLedger(): Ledger {
  const runsOf = new Map<string, string>()
  const brokenUrls = new Set<string>()

  function* each(wanted: (letter: string) => boolean): Generator<RunRef> {
    for (const [packed, runs] of runsOf)
      for (let at = 0; at < runs.length; at++)
        if (wanted(runs[at] ?? onItsWay)) yield { urlId: unpackId(packed), run: at + 1 }
  }

  return {
    enter({ urlId, run, ends }) {
      const isWhole = Number.isInteger(run) && run >= 1 && run <= runsMax
      const isBroken = !isWhole || [...ends].some(([of, type]) => of < 1 || of > run || !(type in letters))
      if (isBroken) brokenUrls.add(urlId)
      else brokenUrls.delete(urlId)
      const count = isWhole ? run : 0
      const runs = Array.from({ length: count }, (_, at) => letters[ends.get(at + 1) ?? ''] ?? onItsWay)
      runsOf.set(packId(urlId), runs.join(''))
    },
    knows: ({ urlId, run }) => (runsOf.get(packId(urlId))?.length ?? -1) >= run,
    endedBy: ({ urlId, run }, type) => runsOf.get(packId(urlId))?.[run - 1] === letters[type],
    open: () => [...each((letter) => letter === onItsWay)],
    ended: () => each((letter) => letter !== onItsWay),
    tally() {
      const byLetter = new Map<string, number>()
      for (const runs of runsOf.values())
        for (const letter of runs) byLetter.set(letter, (byLetter.get(letter) ?? 0) + 1)
      const ends = Object.entries(letters).map(([type, letter]) => [type, byLetter.get(letter) ?? 0])
      const runs = [...byLetter.values()].reduce((sum, count) => sum + count, 0)
      return { urls: runsOf.size, runs, ends: Object.fromEntries(ends) }
    },
    broken: () => [...brokenUrls],
  }
}

const hexId = /^([a-z])([0-9a-f]{32})$/

/** A letter and 128 bits in hexadecimal take half the memory as bytes; what has another form stays as it is. */
export function packId(id: string): string {
  const [, letter, hex] = hexId.exec(id) ?? []
  return letter === undefined || hex === undefined ? id : `${letter}${Buffer.from(hex, 'hex').toString('latin1')}`
}

/** The id that {@link packId} packed. */
export function unpackId(packed: string): string {
  if (packed.length !== 17) return packed
  return `${packed[0]}${Buffer.from(packed.slice(1), 'latin1').toString('hex')}`
}
