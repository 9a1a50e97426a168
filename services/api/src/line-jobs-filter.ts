import type { FailureCause, Lane, Stage } from '@stancewire/contracts'
import type { JobHead, JobStanding } from '@stancewire/runtime'
import type { PutOffReason, ToldJob } from './line-jobs.ts'

/** By what jobs are chosen, whatever stage they stand at; everything that is given must hold. */
export type JobWish = {
  /** Stands in the URL, or in the message of the last try's error. */
  readonly match?: string | undefined
  /** This host, or one below it. */
  readonly host?: string | undefined
  readonly source?: string | undefined
  readonly lane?: Lane | undefined
  /** What its message says; where nothing has read the page yet, what is known of runs of the same address before. */
  readonly topic?: TopicWish | undefined
  /** Why it is put off: holds for no other job. */
  readonly why?: PutOffReason | undefined
  /** Of the last try that failed. */
  readonly cause?: FailureCause | undefined
  readonly errorName?: string | undefined
  /** Since when it waits or is in hand, when it comes back, or when it was given up: milliseconds since 1970. */
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

/** A topic, and which of these addresses earlier runs found to be on it. */
type TopicWish = {
  readonly id: string
  readonly known: (urlIds: readonly string[]) => Promise<ReadonlySet<string>>
}

/** Which jobs of a list are asked for: of one stage, standing alike. */
export type JobFilter = JobWish & { readonly stage: Stage; readonly is: JobStanding }

/** Whether more is asked than where a job stands. */
export function isWish({ stage: _, is: __, ...wish }: JobFilter): boolean {
  return Object.values(wish).some((value) => value !== undefined)
}

/** The address that an id of a job names. */
export function urlIdOf({ id }: { readonly id: string }): string {
  return /u[0-9a-f]{32}/.exec(id)?.[0] ?? ''
}

/** Tells of the head of a job whether the job may be meant, at no cost worth naming; `known` are the addresses on the topic. */
export function mayBeMeant(filter: JobFilter, known: ReadonlySet<string>): (head: JobHead) => boolean {
  const { is, source, topic, cause, errorName } = filter
  // What else stands in a source's name may be written in several ways.
  const sourceText = source !== undefined && /^[\w.-]+$/.test(source) ? source : ''
  const isTried = cause !== undefined || errorName !== undefined
  const mayHold = holding(filter)
  const mayBeOn = (head: JobHead) => !topic || known.has(urlIdOf(head)) || head.data.includes(JSON.stringify(topic.id))
  return (head) =>
    !(isTried && head.failedReason === null) &&
    isWithinTime(momentOf(is, head), filter) &&
    head.data.includes(sourceText) &&
    mayBeOn(head) &&
    mayHold(head)
}

/** Whether the texts that are asked for stand anywhere in it. */
function holding({ match, host, lane }: JobWish): (head: JobHead) => boolean {
  const texts = [host ?? '', lane === 'replay' ? lane : ''].map(inJson)
  const words = match === undefined ? undefined : { plain: match.toLowerCase(), inJson: inJson(match) }
  if (!words && texts.every((text) => text === '')) return () => true
  return ({ data, failedReason }) => {
    const lower = data.toLowerCase()
    if (!texts.every((text) => lower.includes(text))) return false
    return !words || lower.includes(words.inJson) || (failedReason ?? '').toLowerCase().includes(words.plain)
  }
}

function inJson(text: string): string {
  return JSON.stringify(text.toLowerCase()).slice(1, -1)
}

/** Whether a job is meant. */
export function isMeant(job: ToldJob, wish: JobWish, known: ReadonlySet<string>): boolean {
  const { sourceId, lane, error, putOff } = job
  const same = [
    [wish.source, sourceId],
    [wish.lane, lane],
    [wish.cause, error?.cause],
    [wish.errorName, error?.name],
    [wish.why, putOff?.why],
  ]
  if (same.some(([wanted, own]) => wanted !== undefined && wanted !== own)) return false
  if (wish.topic && !isOn(job, wish.topic, known)) return false
  return isWithinTime(momentOf(job.is, job), wish) && isFound(job, wish)
}

function isOn({ id, topics }: ToldJob, topic: TopicWish, known: ReadonlySet<string>): boolean {
  return topics === null ? known.has(urlIdOf({ id })) : topics.includes(topic.id)
}

function isFound({ url, error }: ToldJob, { match, host }: JobWish): boolean {
  if (host !== undefined && !isWithin(URL.parse(url ?? '')?.hostname ?? '', host.toLowerCase())) return false
  return match === undefined || `${url}\n${error?.message ?? ''}`.toLowerCase().includes(match.toLowerCase())
}

type Moments = Pick<JobHead, 'queuedAt' | 'triedAt' | 'failedAt' | 'until'>

/** The moment by which a job of a list is told: of those put off it lies ahead. */
function momentOf(is: JobStanding, { queuedAt, triedAt, failedAt, until }: Moments): string | null {
  return { waiting: queuedAt, active: triedAt, failed: failedAt, 'put-off': until }[is]
}

function isWithinTime(moment: string | null, { sinceMs, untilMs }: Pick<JobWish, 'sinceMs' | 'untilMs'>): boolean {
  if (sinceMs === undefined && untilMs === undefined) return true
  const at = Date.parse(moment ?? '')
  return at >= (sinceMs ?? Number.NEGATIVE_INFINITY) && at < (untilMs ?? Number.POSITIVE_INFINITY)
}

function isWithin(hostname: string, host: string): boolean {
  return hostname === host || hostname.endsWith(`.${host}`)
}
