import type { RunRef } from '@stancewire/contracts'
import type { JobOfRun } from '@stancewire/runtime'
import type { BodyRef, EventExtent } from '@stancewire/storage'
import type { BookedEvents } from './event-book.ts'
import type { Sample } from './sample.ts'

export type Tally = Readonly<Record<string, number>>

/** A run that has not ended, and that nobody will work on. */
export type LostRun = {
  readonly ref: RunRef
  /** It still holds a slot that no sweep would make use of. */
  readonly isHeld: boolean
  /** Whether the message that started it is kept. */
  readonly hasEntry: boolean
}

/** A slot at a host that is held by a run which has ended, or that no mark knows. */
export type ForgottenSlot = { readonly host: string; readonly ref: RunRef }

/** What was read of a line, compared where it was read; what is wrong stayed so for a few looks. */
export type Facts = {
  /** Read before the marks, between marks and stream, and after the stream. */
  readonly counters: { readonly before: Tally; readonly between: Tally; readonly after: Tally }
  readonly marks: {
    readonly urls: number
    readonly runs: number
    readonly ends: Tally
    readonly broken: readonly string[]
  }
  readonly runs: {
    readonly open: number
    /** Open runs by the place where they were found first. */
    readonly places: Tally
    readonly lost: readonly LostRun[]
    /** Jobs that failed for good a while ago, although their run has no end. */
    readonly unended: readonly JobOfRun[]
    /** Runs in the line that no mark knows. */
    readonly unknown: readonly RunRef[]
  }
  readonly hosts: {
    readonly count: number
    readonly waiting: number
    readonly held: number
    readonly forgotten: readonly ForgottenSlot[]
    readonly stranded: readonly string[]
    /** Hosts with entries that cannot be read. */
    readonly unreadable: readonly string[]
  }
  readonly events: Omit<BookedEvents, 'untold' | 'holds'> & {
    readonly extent: EventExtent
    /** Whether the stream holds every event there ever was. */
    readonly isWhole: boolean
    /** Ends on the stream that the mark of their run does not tell. */
    readonly untold: Sample
    /** Runs whose mark tells an end that is not on the stream, where it is whole. */
    readonly missing: Sample
  }
  readonly bodies: { readonly count: number; readonly orphans: readonly BodyRef[] }
}

/** A run as one reads it. */
export function nameOf({ urlId, run }: RunRef): string {
  return `${urlId}/${run}`
}
