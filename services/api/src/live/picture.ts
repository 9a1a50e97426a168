import { Stage } from '@stancewire/contracts'
import { z } from 'zod'
import { Pause } from '../routes/pauses.ts'

const Standing = z.enum(['there', 'away'])

const StagePicture = z.object({
  stage: Stage,
  /** Live jobs that wait; this and what else Redis knows is `null` while it is away. */
  waiting: z.int().nullable(),
  /** Jobs of the replay lane that wait. */
  waitingReplays: z.int().nullable(),
  active: z.int().nullable(),
  delayed: z.int().nullable(),
  failed: z.int().nullable(),
  /** Processes that read its queue. */
  workers: z.int().nullable(),
  oldestWaitingMs: z.int().nullable(),
  isPaused: z.boolean().nullable(),
  /** Who paused it, why, until when; `null` also where another tool did. */
  paused: Pause.nullable(),
  /** Runs a minute that came to it, over the last two or three; `null` where that is not known yet. */
  inPerMinute: z.number().nullable(),
  /** Runs a minute that it passed on or ended, over the last two or three. */
  outPerMinute: z.number().nullable(),
  /** How long it works on a run, of those that ended within 15 minutes; `null` where none did. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** Runs that it passed on within the last hour. */
  passed: z.int().nullable(),
  /** Runs that ended in it within the last hour, by how. */
  ends: z.record(z.string(), z.int()),
})

const Memory = z.object({
  usedBytes: z.int(),
  /** `null`: no cap is set. */
  maxBytes: z.int().nullable(),
  share: z.number().nullable(),
  /** At this share, what finds URLs waits. */
  shareMax: z.number(),
})

const LinePicture = z.object({
  inFlight: z.int().nullable(),
  /** At so many in flight, what finds URLs waits. */
  limit: z.int().nullable(),
  /** What finds URLs waits now: for runs in flight, or for memory. */
  isFull: z.boolean().nullable(),
  fullOf: z.enum(['runs', 'memory']).nullable(),
  /** Runs that were accepted, and ended, a minute; `null` until this process has looked twice. */
  acceptedPerMinute: z.number().nullable(),
  endedPerMinute: z.number().nullable(),
  memory: Memory.nullable(),
  /** Top to bottom. */
  stages: z.array(StagePicture),
  hosts: z
    .object({
      /** Hosts at which URLs wait. */
      count: z.int(),
      /** URLs that wait there. */
      waiting: z.int(),
      /** Of the 50 hosts at which most wait, those that are not to be asked for longer than their usual delay. */
      blocked: z.int(),
      /** Slots that are held at these. */
      inHand: z.int(),
    })
    .nullable(),
  replays: z.object({ waiting: z.int(), active: z.int() }).nullable(),
})

const Worker = z.object({
  service: z.string(),
  host: z.string(),
  pid: z.int(),
  version: z.string(),
  /** Jobs that it works on at a time; `null` for a service that works on none. */
  concurrency: z.int().nullable(),
  rssBytes: z.int(),
  /** How late 99 of 100 turns of its event loop were at most, within some five seconds. */
  lagMs: z.number(),
  startedAt: z.string(),
  seenAt: z.string(),
})

const Consumer = z.object({
  /** `archive`, or the name of a consumer group of the event stream. */
  name: z.string(),
  kind: z.enum(['archive', 'group']),
  /** How much later than what it has the last event came. */
  lagMs: z.int(),
  /** Events that it has not been given; `null` where that is not known. */
  lagEvents: z.int().nullable(),
  /** Events that it was given, and has not acknowledged. */
  pending: z.int(),
  /** Events were let go of before it was given them. */
  isLapsed: z.boolean(),
})

const SilentSource = z.object({
  id: z.string(),
  outlet: z.string().nullable(),
  /** `not-polled`: its time has come, and nobody asked; `nothing-new`: for several times as long as it ever did, nothing that it lists was new. */
  why: z.enum(['not-polled', 'nothing-new']),
  lastPolledAt: z.string().nullable(),
})

const FailingSource = z.object({
  id: z.string(),
  outlet: z.string().nullable(),
  /** Polls that failed since one that did not. */
  failures: z.int(),
  lastPolledAt: z.string().nullable(),
})

/** Something that wants to be looked at, and what to do about it. */
export const Alarm = z.object({
  /** The rule, and what it found something about: the same for as long as it stands. */
  id: z.string(),
  level: z.enum(['warning', 'critical']),
  what: z.string(),
  where: z.string(),
  remedy: z.string(),
  /** The page on which it can be looked at and dealt with. */
  href: z.string(),
  /** Since when this process has seen it. */
  since: z.string(),
})
export type Alarm = z.infer<typeof Alarm>

/** The whole line at one moment. */
export const Picture = z.object({
  at: z.string(),
  redis: Standing,
  archive: Standing,
  line: LinePicture,
  /** Processes that told of themselves within 20 s; none while Redis is away. */
  workers: z.array(Worker),
  consumers: z.array(Consumer),
  sources: z.object({
    total: z.int(),
    silentCount: z.int(),
    failingCount: z.int(),
    /** At most 50 of each. */
    silent: z.array(SilentSource),
    failing: z.array(FailingSource),
  }),
  /** What is worst comes first; at most 50. */
  alarms: z.array(Alarm),
})
export type Picture = z.infer<typeof Picture>
