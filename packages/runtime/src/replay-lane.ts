import { setTimeout as sleep } from 'node:timers/promises'
import { type DiscoveredUrl, jobId, type MessageOf, queues, type RunRef, traceLine } from '@stancewire/contracts'
import { type Line, openBullQueues, openPublisher } from './bull.ts'
import { every } from './every.ts'
import type { Logger } from './log.ts'
import type { RunLookup } from './refetch.ts'

/** A request to do a run again, ready to go: the message it starts with, and the bodies to be kept under the new run. */
export type PreparedReplay = ReplayedMessage & { readonly is: 'ready'; keep(run: number): Promise<void> }

type ReplayedMessage =
  | { readonly stage: 'parse'; readonly message: MessageOf<typeof queues.parse> }
  | { readonly stage: 'deduplicate'; readonly message: MessageOf<typeof queues.deduplicate> }
  | { readonly stage: 'classify-stance'; readonly message: MessageOf<typeof queues.classifyStance> }

/** Where requests wait for their turn, and which runs hold one of the lane's slots. */
type Lane<Request, Turn extends { readonly request: Request }> = {
  next(slots: number): Promise<({ readonly is: 'next' } & Turn) | { readonly is: 'busy' | 'idle' }>
  start(
    turn: Turn,
    slots: number,
  ): Promise<{ readonly is: 'started'; readonly run: number } | { readonly is: 'skipped' | 'full' | 'moved' }>
  skip(turn: Turn, why: string): Promise<void>
  taken(): Promise<{ readonly request: Request; readonly ref: RunRef; readonly heldMs: number }[]>
}

type LaneOptions<Request, Turn extends { readonly request: Request }> = Line & {
  readonly log: Logger
  readonly lane: Lane<Request, Turn>
  readonly runs: Pick<RunLookup, 'state'>
  /** What a request starts with, from what is kept; or why it cannot. */
  readonly prepare: (request: Request) => Promise<PreparedReplay | { readonly is: 'none'; readonly why: string }>
  /** Runs that the whole line does again at a time, with those that are put off: one that is stuck must not hold up all; 2 by default. */
  readonly slots?: number
  /** A run without a job for so long was left by a death between start and add; 10 seconds by default, before it counts as lost and is fetched again. */
  readonly forgottenAfterMs?: number
}

const lookEveryMs = 500
const busyEveryMs = 20

/**
 * Does runs again while the line has nothing else to do: nothing waits in any queue, and no stage has work in hand. Any number
 * of processes may run it side by side: slots are counted where requests wait.
 */
export function startReplayLane<Request extends DiscoveredUrl, Turn extends { readonly request: Request }>(
  options: LaneOptions<Request, Turn>,
): AsyncDisposable {
  const { lane, prepare, log, slots = 2, forgottenAfterMs = 10_000 } = options
  const open = new AsyncDisposableStack()
  const bullQueues = openBullQueues(options).map((queue) => open.adopt(queue, (each) => each.close()))
  const send = openSend(options, open)

  // Jobs with a priority, which are the lane's own, do not wait in these lists. A fetch waits for others, and takes no room.
  const active = bullQueues.filter(({ name }) => name !== queues.fetch.name).map((queue) => queue.toKey('active'))
  const lists = [...bullQueues.map((queue) => queue.toKey('wait')), ...active]

  /** Whether anything waits or is in hand, in one trip: this is asked again and again. */
  async function isLineBusy(): Promise<boolean> {
    const asked = options.redis.pipeline()
    for (const list of lists) asked.llen(list)
    const lengths = (await asked.exec()) ?? []
    return lengths.some(([error, length]) => error !== null || Number(length) > 0)
  }

  /** Gives how long to rest until the next look; `null`: there is nothing to do. */
  async function turn(): Promise<number | null> {
    const next = await lane.next(slots)
    if (next.is !== 'next') return next.is === 'idle' ? null : busyEveryMs
    if (await isLineBusy()) return busyEveryMs
    const prepared = await prepare(next.request)
    if (prepared.is === 'none') {
      await lane.skip(next, prepared.why)
      return 0
    }
    const started = await lane.start(next, slots)
    if (started.is === 'started') await send.first(prepared, next.request, started.run)
    return started.is === 'full' || started.is === 'moved' ? busyEveryMs : 0
  }

  /** Sends on what was started and then left: by a death before its job was added, or by a store that failed. */
  async function recall({ request, ref }: { request: Request; ref: RunRef }): Promise<void> {
    if ((await options.runs.state(ref)).is !== 'running') return
    // From the top down: a run that moves on meanwhile is found further down.
    for (const queue of bullQueues) if (await queue.getJob(jobId(queue.name, ref))) return
    log.warn(ref, 'replay was forgotten')
    const prepared = await prepare(request)
    if (prepared.is === 'ready') await send.first(prepared, request, ref.run)
    else await send.afresh(request, ref.run)
  }

  open.use(
    every(lookEveryMs, 'replay lane', log, async (stopping) => {
      for (let restMs: number | null = 0; restMs !== null && !stopping.aborted; ) {
        restMs = await turn()
        if (restMs) await sleep(restMs)
      }
    }),
  )
  open.use(
    every(forgottenAfterMs / 3, 'sweep of forgotten replays', log, async (stopping) => {
      for (const taken of await lane.taken()) {
        if (stopping.aborted) return
        if (taken.heldMs >= forgottenAfterMs) await recall(taken)
      }
    }),
  )
  return open
}

/** Adds the first job of a new run: its bodies first, so that it never misses them. */
function openSend(line: Line, open: AsyncDisposableStack) {
  const fetch = open.use(openPublisher(queues.fetch, line))
  const parse = open.use(openPublisher(queues.parse, line))
  const deduplicate = open.use(openPublisher(queues.deduplicate, line))
  const classify = open.use(openPublisher(queues.classifyStance, line))
  const lane = 'replay' as const
  return {
    async first(prepared: PreparedReplay, { sourceId }: DiscoveredUrl, run: number): Promise<void> {
      await prepared.keep(run)
      const begun = { run, lane, trace: traceLine({ discoveredAt: new Date().toISOString(), sourceId, steps: [] }) }
      switch (prepared.stage) {
        case 'parse':
          return parse.add({ ...prepared.message, ...begun })
        case 'deduplicate':
          return deduplicate.add({ ...prepared.message, ...begun })
        case 'classify-stance':
          return classify.add({ ...prepared.message, ...begun })
      }
    },
    /** What it began with is gone: its page is fetched again. */
    afresh(request: DiscoveredUrl, run: number): Promise<void> {
      return fetch.add({ ...request, run, lane })
    },
  }
}
