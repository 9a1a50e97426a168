import type { Write } from '@stancewire/faults'
import type { Fault, StageService } from '../e2e/line.ts'

/** A death that somebody shall die, and what else must happen to them in that life. */
export type Death = {
  readonly who: StageService | 'command'
  readonly at: Fault['at']
  readonly nth?: number
  readonly also?: readonly Fault[]
}

/** Just before a write and just after it. */
function around(who: Death['who'], write: Write, nth = 1): Death[] {
  return [
    { who, at: `${write}:before`, nth },
    { who, at: `${write}:after`, nth },
  ]
}

// A job whose process died comes again first, and alone: three deaths of its own would be its end. So those behind it die the next ones.
const nth = 4
const readsNothing: Fault = { at: 'work:classify-stance', does: 'throw', always: true }

/** Every write, by the two things that a death there would part. Each service dies its deaths in this order, one life after the other. */
export const stories: Readonly<Record<string, readonly Death[]>> = {
  'a busy host and the job that comes back to it': around('fetcher', 'block'),
  'a job and its mark': [
    ...around('discoverer', 'accept', 20),
    ...around('fetcher', 'take'),
    ...around('fetcher', 'add'),
  ],
  'a feed and what is remembered of it': around('discoverer', 'feed-state'),
  'a job and its slot at a host': around('fetcher', 'release', nth),
  'a lost page and the fetch that brings it again': [...around('parser', 'refetch'), ...around('parser', 'put-off')],
  'a run that has lost its job and the list it waits in': around('fetcher', 'recover'),
  'a body and its job': [...around('parser', 'body', nth), ...around('parser', 'add', nth)],
  'check and append': [...around('stance-classifier', 'end', nth), ...around('deduplicator', 'announce', nth)],
  // The job of the last of these deaths comes again, alone.
  'publish and complete': around('stance-classifier', 'complete', nth).reverse(),
  'a job that is alone and the next one': around('stance-classifier', 'suspect'),
  // A life that waits for a sweep works through all that comes: whoever needs jobs to die at comes before.
  'a failed job and its event': [{ who: 'stance-classifier', at: 'end:before', also: [readsNothing] }],
  'a sweep and its event': around('stance-classifier', 'sweep'),
  'index, group and story': [
    ...around('deduplicator', 'index', nth),
    ...around('deduplicator', 'carrier', nth),
    ...around('deduplicator', 'story', nth),
    ...around('deduplicator', 'original', nth),
  ],
  'a page that is let go and the note of it': [...around('fetcher', 'drop-body'), ...around('fetcher', 'page-done')],
  'a failed run and the next one of its url': [...around('command', 'retry'), ...around('deduplicator', 'hand')],
  'a failed run that is given up and its job': around('command', 'discard'),
  'a run that is asked for again and its job': [...around('command', 'replay'), ...around('deduplicator', 'admit')],
  'what is kept of a pause and the queue of its stage': [
    ...around('command', 'pause'),
    ...around('parser', 'halt'),
    ...around('command', 'resume'),
  ],
}

/** All of them. */
export const deaths: readonly Death[] = Object.values(stories).flat()

/** Those of one, in the order in which they are died. */
export function deathsOf(who: Death['who']): readonly Death[] {
  return deaths.filter((death) => death.who === who)
}

/** How many lives a service has before the one that ends there. */
export function livesBefore(who: StageService, at: Death['at']): number {
  return deathsOf(who).findIndex((death) => death.at === at)
}

/** The faults of a life that ends so. */
export function faultsOf({ at, nth: passing = 1, also = [] }: Death): Fault[] {
  return [...also, { at, does: 'die', nth: passing }]
}
