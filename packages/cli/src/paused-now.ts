import { type Line, type QueueState, readQueueStates } from '@stancewire/runtime'
import type { Pause, Stores } from '@stancewire/storage'

/** A pause as it is shown; of a queue that another tool paused nothing more is known. */
export type ShownPause = Pick<Pause, 'kind' | 'name'> & {
  readonly by: string | null
  readonly reason: string | null
  readonly since: string | null
  readonly until: string | null
}

/** All that is paused: what the line keeps, and queues that were paused past it. */
export async function pausedNow(
  line: Line & { readonly stores: Pick<Stores, 'pauses'> },
  states?: readonly QueueState[],
): Promise<ShownPause[]> {
  const [kept, queues] = await Promise.all([line.stores.pauses.all(), states ?? readQueueStates(line)])
  const isKept = (stage: string) => kept.some(({ kind, name }) => kind === 'stage' && name === stage)
  const past = queues
    .filter(({ queue, isPaused }) => isPaused && !isKept(queue))
    .map(({ queue }) => ({ kind: 'stage', name: queue, by: null, reason: null, since: null, until: null }) as const)
  return [...past, ...kept]
}

/** Who paused it, until when and why, in one line. */
export function pauseSentence({ by, since, until, reason }: ShownPause): string {
  if (by === null) return 'by another tool, which said no more'
  return `by ${by} since ${since}, until ${until ?? 'it is resumed'}: ${reason}`
}
