import type { RunRef } from '@stancewire/contracts'

/**
 * `submitted`: handed in, kept under a number of its own in place of a run, which the message names; `page`: decoded, as fetched; `text`: the article's.
 * `fetched` and `parsed` are the messages that a page and a text travel with, kept beside them so that the work can be done again.
 */
export const bodyKinds = ['submitted', 'page', 'text', 'fetched', 'parsed'] as const
export type BodyKind = (typeof bodyKinds)[number]

export type BodyRef = RunRef & { readonly kind: BodyKind }

/** Where bodies wait while tickets travel. Writing the same body twice leaves one. */
export type Bodies = {
  write(ref: BodyRef, text: string): Promise<void>
  /** `undefined` where it was never written, or dropped. */
  read(ref: BodyRef): Promise<string | undefined>
  /** Dropping what is not there changes nothing. */
  drop(ref: BodyRef): Promise<void>
  /** Drops bodies of a kind that were written before this instant, but for those that are spared; gives how many. */
  dropOlder(kind: BodyKind, beforeMs: number, spares?: Spares): Promise<number>
  /** Every body that is kept, or every one of a kind, in no order; one that is written or dropped meanwhile may be missed. */
  list(kind?: BodyKind): AsyncGenerator<KeptBody>
}

/** Tells of each of these bodies, which are old enough to go, whether it stays. */
export type Spares = (refs: readonly BodyRef[]) => Promise<readonly boolean[]>

/** A body in the store, and when it was written. */
export type KeptBody = { readonly ref: BodyRef; readonly writtenAtMs: number }
