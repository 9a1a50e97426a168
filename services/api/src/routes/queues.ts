import { Stage } from '@stancewire/contracts'
import { z } from 'zod'
import type { LineSample } from '../line-sample.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers } from './asked.ts'
import { Pause } from './pauses.ts'

const Queue = z.object({
  queue: Stage,
  /** Live jobs that wait. */
  waiting: z.int(),
  /** Jobs of the replay lane that wait. */
  waitingReplays: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
  /** Processes that read it. */
  workers: z.int(),
  /** How long the oldest live job that waits has waited. */
  oldestWaitingMs: z.int().nullable(),
  isPaused: z.boolean(),
  /** Who paused it, why, until when; `null` also where another tool did. */
  pause: Pause.nullable(),
})

const WaitingHost = z.object({
  host: z.string(),
  waiting: z.int(),
  /** Slots that are held. */
  held: z.int(),
  /** For how long the host itself is not to be asked: its delay, or what it asked for. */
  blockedMs: z.int(),
  pause: Pause.nullable(),
})

const Queues = z.object({
  at: z.string(),
  queues: z.array(Queue),
  hosts: z.object({
    /** Hosts at which anything waits. */
    count: z.int(),
    /** Of these were looked at. */
    looked: z.int(),
    /** Entries that wait there. */
    waiting: z.int(),
    /** Those at which most wait, at most 50. */
    busiest: z.array(WaitingHost),
  }),
  replays: z.object({ waiting: z.int(), active: z.int() }),
  runs: z.object({
    accepted: z.int(),
    ended: z.int(),
    inFlight: z.int(),
    /** At so many in flight, what finds URLs waits. */
    inFlightMax: z.int(),
  }),
  memory: z.object({
    usedBytes: z.int(),
    /** `null`: no cap is set. */
    maxBytes: z.int().nullable(),
    share: z.number().nullable(),
    /** At this share, what finds URLs waits. */
    shareMax: z.number(),
  }),
})

/** How the line stands now: its queues, the hosts' lists, what is in flight. */
export function queueRoutes(server: TypedServer, { sampleLine }: Deps): void {
  server.get(
    '/queues',
    {
      schema: {
        summary:
          'How every queue stands, the hosts at which most waits, runs in flight, memory; at most a second old on a line of usual size',
        response: answers(Queues),
      },
    },
    async () => toQueues(await sampleLine()),
  )
}

function toQueues({ atMs, queues, pauses, hosts, replays, runs, memory }: LineSample): z.infer<typeof Queues> {
  const pauseOf = (kind: string, name: string) =>
    pauses.find((each) => each.kind === kind && each.name === name) ?? null
  const { usedBytes, maxBytes, shareMax } = memory
  return {
    at: new Date(atMs).toISOString(),
    queues: queues.map((state) => ({
      ...state,
      waiting: state.waiting - state.waitingReplays,
      pause: pauseOf('stage', state.queue),
    })),
    hosts: { ...hosts, busiest: hosts.busiest.map((each) => ({ ...each, pause: pauseOf('host', each.host) })) },
    replays,
    runs: { ...runs, inFlight: Math.max(0, runs.accepted - runs.ended) },
    memory: { usedBytes, maxBytes, share: maxBytes === null ? null : usedBytes / maxBytes, shareMax },
  }
}
