import { type JobCensus, type Line, openJobCensus } from '@stancewire/runtime'
import {
  type EventCensus,
  type HostCensus,
  type Marks,
  openEventCensus,
  openHostCensus,
  openMarks,
  openReplays,
  type Replays,
  type Stores,
} from '@stancewire/storage'

/** A line to be audited: its Redis, the prefix of its keys, its stores. */
export type AuditedLine = Line & { readonly stores: Stores }

/** Everything that knows of runs. */
export type Census = AsyncDisposable & {
  readonly marks: Marks
  readonly hosts: HostCensus
  readonly replays: Pick<Replays, 'taken'>
  readonly jobs: JobCensus
  readonly events: EventCensus
}

export function openCensus({ redis, prefix }: Line): Census {
  const jobs = openJobCensus({ redis, prefix })
  return {
    marks: openMarks(redis, { prefix }),
    hosts: openHostCensus(redis, { prefix }),
    // Nothing is admitted here.
    replays: openReplays(redis, { prefix, inFlightMax: 0 }),
    jobs,
    events: openEventCensus(redis, { prefix }),
    [Symbol.asyncDispose]: () => jobs[Symbol.asyncDispose](),
  }
}
