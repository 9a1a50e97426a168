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
  inPerMinute: z
    .number()
    .nullable()
    .describe(
      'Runs a minute that came to it, over the last minute: those that the stage before it passed on, and for fetch those that the line accepted; null where that is not known',
    ),
  outPerMinute: z
    .number()
    .nullable()
    .describe(
      'Runs a minute that it was done with (passed on, ended or gave up), over the last minute, as those who work on it told within five seconds; null where nobody does who tells',
    ),
  p50Ms: z
    .number()
    .nullable()
    .describe(
      'How long work on a run took at most for half of those it was done with in the last five minutes, to within five per cent; null where there were none',
    ),
  p95Ms: z.number().nullable().describe('The same for 95 of 100'),
  passed: z
    .int()
    .nullable()
    .describe(
      'Runs that it passed on within the last hour, at least: after a restart of those who work on it, what the archive knows since these runs ended',
    ),
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
  acceptedPerMinute: z
    .number()
    .nullable()
    .describe(
      'Runs that were accepted a minute, over the last minute, or since this process began to look; null until it has looked twice',
    ),
  endedPerMinute: z.number().nullable().describe('Runs that ended a minute, over the same time'),
  eventsPerMinute: z
    .number()
    .nullable()
    .describe(
      'Events a minute that all stages published, over the last minute; null where those who work on one do not tell',
    ),
  memory: Memory.nullable(),
  /** Top to bottom. */
  stages: z.array(StagePicture),
  hosts: z
    .object({
      /** Hosts at which URLs wait. */
      count: z.int(),
      /** URLs that wait there. */
      waiting: z.int(),
      oldestWaitingMs: z
        .int()
        .nullable()
        .describe(
          'For how long the oldest of these has waited, since it was accepted; null where each is put off on purpose: its host is paused or asked for patience, or fetch is paused',
        ),
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
