import type { RunRef } from '@stancewire/contracts'

/** `submitted`: handed in by a person, kept under run 0; `page`: decoded, as fetched; `text`: the article's. */
export type BodyKind = 'submitted' | 'page' | 'text'

export type BodyRef = RunRef & { readonly kind: BodyKind }

/** Where bodies wait while tickets travel. Writing the same body twice leaves one. */
export type Bodies = {
  write(ref: BodyRef, text: string): Promise<void>
  /** `undefined` where it was never written, or dropped. */
  read(ref: BodyRef): Promise<string | undefined>
  /** Dropping what is not there changes nothing. */
  drop(ref: BodyRef): Promise<void>
  /** Drops bodies of a kind that were written before this instant; gives how many. */
  dropOlder(kind: BodyKind, beforeMs: number): Promise<number>
}
