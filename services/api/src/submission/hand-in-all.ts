import type { Door, HandedIn } from '@stancewire/runtime'
import type { Item, Refused } from './read-item.ts'

/** What became of an item. `full`: the line took no more; it may be sent again. */
export type Taken = { readonly is: 'accepted' | 'known' | 'running'; readonly run: number } | Full | Refused
export type Full = { readonly is: 'full' }

type Options = {
  readonly again: boolean
  /** Aborted once nobody waits for the answer: what was not begun is left. */
  readonly gone: AbortSignal
  /** Told of each run that was started, as soon as that is known. */
  readonly onAccepted?: () => void
}

// Texts are packed side by side; addresses go to Redis in one trip.
const textsAtATime = 8
const urlsAtATime = 500

/** Hands in a batch, and gives what became of each item in its order. Once the line is full, the rest is not tried. Throws what the line threw, after all that was begun has ended. */
export async function handInAll(items: readonly Item[], door: Door<HandedIn>, options: Options): Promise<Taken[]> {
  const taken: Taken[] = []
  const before = new Map<string, Promise<void>>()
  let isFull = false
  let next = 0

  async function handIn(item: Item, at: number): Promise<void> {
    if (item.is === 'refused') {
      taken[at] = item
      return
    }
    options.gone.throwIfAborted()
    const answer = isFull
      ? ({ is: 'full' } as const)
      : await door(item, { again: options.again }).catch(fullIfOutOfMemory)
    if (answer.is === 'full') isFull = true
    if (answer.is === 'accepted') options.onAccepted?.()
    taken[at] = answer.is === 'full' ? { is: 'full' } : answer
  }

  /** Two of one URL go one after the other, as they stand in the batch. */
  function inTurn(item: Item, at: number): Promise<void> {
    if (item.is === 'refused') return handIn(item, at)
    const { urlId } = item.found
    const turn = (before.get(urlId) ?? Promise.resolve()).then(() => handIn(item, at))
    before.set(urlId, turn)
    return turn
  }

  async function work(): Promise<void> {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at]
      if (item) await inTurn(item, at)
    }
  }

  const hasTexts = items.some((item) => item.is === 'good' && item.body !== null)
  const workers = Array.from({ length: hasTexts ? textsAtATime : urlsAtATime }, work)
  const ends = await Promise.allSettled(workers)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return taken
}

/** A Redis that takes no more writes is full; other errors are thrown on. */
export function fullIfOutOfMemory(error: unknown): Full {
  if (error instanceof Error && error.message.startsWith('OOM ')) return { is: 'full' }
  throw error
}
