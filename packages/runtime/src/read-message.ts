import { type MessageOf, messageVersion, type Queue as QueueSpec } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { InvalidMessageError } from './outcome.ts'

/** The version of a message that a later version of this program wrote; `undefined` for all others. */
export function newerVersion(job: Pick<Job, 'data'>): number | undefined {
  const version = (job.data as { v?: unknown } | null)?.v
  return typeof version === 'number' && version > messageVersion ? version : undefined
}

/** The message of a job; throws {@link InvalidMessageError} where it breaks the contract of its queue. */
export function readMessage<From extends QueueSpec>(from: From, job: Pick<Job, 'id' | 'data'>): MessageOf<From> {
  const read = from.message.safeParse(job.data)
  if (read.success) return read.data as MessageOf<From>
  const issues = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new InvalidMessageError(`job ${job.id} breaks the contract of queue ${from.name}: ${issues}`)
}
