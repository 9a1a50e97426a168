import type { FailureCause, Stage } from '@stancewire/contracts'
import type { FailedJob } from './failed-job.ts'
import { messagePattern } from './message-pattern.ts'

/** Failed runs of one stage, with one cause, one error and one message, whatever addresses, numbers and ids stand in it. */
export type FailedGroup = {
  readonly stage: Stage
  readonly cause: FailureCause
  /** The error's name; `null` in a group that takes what differs each time. */
  readonly error: string | null
  readonly message: string
  readonly count: number
  readonly oldestAt: string
  readonly newestAt: string
  /** The id of the newest. */
  readonly example: string
}

// Messages that differ each time must not fill memory, nor a screen: beyond, only stage and cause count.
const groupsMax = 200

/** Groups failed runs by what they died of; largest group first. */
export async function groupFailed(jobs: AsyncIterable<FailedJob>): Promise<FailedGroup[]> {
  const groups = new Map<string, FailedGroup>()
  for await (const job of jobs) {
    const own = ofJob(job)
    const group = groups.size < groupsMax || groups.has(keyOf(own)) ? own : { ...own, error: null, message: 'others' }
    const before = groups.get(keyOf(group))
    groups.set(keyOf(group), before ? joined(before, group) : group)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || b.newestAt.localeCompare(a.newestAt))
}

function ofJob(job: FailedJob): FailedGroup {
  const { stage, cause, error, failedAt } = job
  const message = messagePattern(error.message, job)
  return { stage, cause, error: error.name, message, count: 1, oldestAt: failedAt, newestAt: failedAt, example: job.id }
}

function keyOf({ stage, cause, error, message }: FailedGroup): string {
  return JSON.stringify([stage, cause, error, message])
}

function joined(group: FailedGroup, one: FailedGroup): FailedGroup {
  const isNewer = one.newestAt > group.newestAt
  return {
    ...group,
    count: group.count + 1,
    oldestAt: one.oldestAt < group.oldestAt ? one.oldestAt : group.oldestAt,
    newestAt: isNewer ? one.newestAt : group.newestAt,
    example: isNewer ? one.example : group.example,
  }
}
