import type { RunRef } from '@stancewire/contracts'
import type { BrokenEntry, EventExtent, EventFacts } from '@stancewire/storage'
import { type Ledger, packId } from './ledger.ts'
import { openSample, type Sample } from './sample.ts'

/** An end on the stream that the marks, as they were read before it, do not tell. */
export type UntoldEnd = { readonly ref: RunRef; readonly type: string; readonly atMs: number }

/** What the events on the stream say, all read. */
export type BookedEvents = {
  readonly count: number
  readonly subjects: number
  /** Ends by the counter that they add to. */
  readonly ends: Readonly<Record<string, number>>
  /** Entries that hold no event, by position. */
  readonly broken: Sample
  /** Ids of events that stand there more than once. */
  readonly repeated: Sample
  /** Runs with more than one end. */
  readonly endedAgain: Sample
  readonly untold: readonly UntoldEnd[]
  /** Subjects whose sequences are not contiguous. */
  readonly gaps: Sample
  /** Subjects whose first sequence is not 1. */
  readonly beheaded: Sample
  /** Whether the stream holds the end of this run. */
  holds(ref: RunRef): boolean
}

// A sequence is forgotten, and begins again, when its subject has had no event for as long as URLs are remembered: at least this.
const forgottenAfterMs = 86_400_000

/** Opens an empty book for events, oldest first, beside the marks as they were read before. */
export function openEventBook(ledger: Ledger) {
  const ids = new Set<string>()
  const endedRuns = new Map<string, string>()
  const lastOf = new Map<string, { sequence: number; atMs: number }>()
  const ends: Record<string, number> = {}
  const untold: UntoldEnd[] = []
  const [broken, repeated, endedAgain, gaps, beheaded] = [
    openSample(),
    openSample(),
    openSample(),
    openSample(),
    openSample(),
  ]
  let count = 0

  const holds = ({ urlId, run }: RunRef) => (endedRuns.get(packId(urlId)) ?? '').includes(runLetter(run))

  function enterEnd({ end, type, atMs }: { end: NonNullable<EventFacts['end']>; type: string; atMs: number }): void {
    const { counter, ...ref } = end
    ends[counter] = (ends[counter] ?? 0) + 1
    if (holds(ref)) endedAgain.add(`${ref.urlId}/${ref.run}`)
    const packed = packId(ref.urlId)
    endedRuns.set(packed, (endedRuns.get(packed) ?? '') + runLetter(ref.run))
    if (!ledger.endedBy(ref, type)) untold.push({ ref, type, atMs })
  }

  function enterSequence(subject: string, sequence: number, atMs: number): void {
    const packed = packId(subject)
    const last = lastOf.get(packed)
    if (!last && sequence !== 1) beheaded.add(subject)
    const beganAgain = last !== undefined && sequence === 1 && atMs - last.atMs >= forgottenAfterMs
    if (last && !beganAgain && sequence !== last.sequence + 1) gaps.add(subject)
    lastOf.set(packed, { sequence, atMs })
  }

  return {
    enter(entry: EventFacts | BrokenEntry): void {
      count++
      if (entry.end === 'broken') {
        broken.add(entry.position)
        return
      }
      const { id, type, subject, sequence, end } = entry
      const atMs = Number.parseInt(entry.position, 10)
      const packed = packId(id)
      if (ids.has(packed)) repeated.add(id)
      ids.add(packed)
      enterSequence(subject, sequence, atMs)
      if (end) enterEnd({ end, type, atMs })
    },
    read: (): BookedEvents => ({
      count,
      subjects: lastOf.size,
      ends,
      broken: broken.taken(),
      repeated: repeated.taken(),
      endedAgain: endedAgain.taken(),
      untold,
      gaps: gaps.taken(),
      beheaded: beheaded.taken(),
      holds,
    }),
  }
}

/** One character for the number of a run: most URLs have one. */
function runLetter(run: number): string {
  return String.fromCodePoint(Math.min(run, 0x10ffff))
}

/** Whether a stream that was read holds every event there ever was. Before 7.0 Redis does not say: then one with fewer ends than were counted before, or without the first of a subject, was trimmed. */
export function isWholeStream(
  { removed }: Pick<EventExtent, 'removed'>,
  { ends, beheaded }: Pick<BookedEvents, 'ends' | 'beheaded'>,
  endedBefore: number,
): boolean {
  if (removed !== null) return removed === 0
  const ended = Object.values(ends).reduce((sum, count) => sum + count, 0)
  return beheaded.count === 0 && ended >= endedBefore
}
