import { DiscoveredUrl, RunRef, Stage } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { noteOf } from './accepted-notes.ts'
import { luaScript } from './lua.ts'

const requestScript = luaScript('replay-request')
const nextScript = luaScript('replay-next')
const admitScript = luaScript('replay-admit')

/** The stages that a run can be done again from. */
export const ReplayStage = Stage.exclude(['fetch'])
export type ReplayStage = 'parse' | 'deduplicate' | 'classify-stance'

const Request = DiscoveredUrl.extend({ batch: DiscoveredUrl.shape.host.regex(/^\w+$/), stage: ReplayStage })
/** Asks for a run to be done again from a stage: its own message with the number of the run whose bodies are kept, and the batch that it is asked for in (letters and digits). */
export type ReplayRequest = DiscoveredUrl & { readonly batch: string; readonly stage: ReplayStage }

/** A request whose turn it is, as it waits. */
export type ReplayTurn = { readonly request: ReplayRequest; readonly waiting: string }

/** A run that the lane started and that has not ended, as far as the lane knows; for how long by Redis' own clock. */
export type TakenReplay = { readonly request: ReplayRequest; readonly ref: RunRef; readonly heldMs: number }

/** How far a batch is. `started` counts the ended ones too; `skipped` is by reason. */
export type ReplayProgress = {
  readonly requested: number
  readonly started: number
  readonly ended: number
  readonly skipped: Readonly<Record<string, number>>
}

/** The lane in which runs wait to be done again. A request is no run yet: until its turn comes, its URL is free for live work. */
export type Replays = {
  /** Puts requests of one batch into the lane, as many as there is room for, in order; gives how many. Throws if one breaks its contract. */
  request(batch: string, requests: readonly ReplayRequest[]): Promise<number>
  /** Whose turn it is; frees the slots of runs that have ended. `busy`: no slot is free, or only those in hand are left; `idle`: there is nothing at all. */
  next(slots: number): Promise<({ readonly is: 'next' } & ReplayTurn) | { readonly is: 'busy' | 'idle' }>
  /** Starts the new run, unless the URL is `running`, ran again since (`newer`), or is `unknown` by now. `moved`: another process was faster; `full`: the line takes no more now. */
  start(
    turn: ReplayTurn,
    slots: number,
  ): Promise<
    | { readonly is: 'started'; readonly run: number }
    | { readonly is: 'skipped'; readonly why: string }
    | { readonly is: 'full' | 'moved' }
  >
  /** Lets a request go, counted under a reason. */
  skip(turn: ReplayTurn, why: string): Promise<void>
  /** Runs that hold a slot, without those that this version cannot read. */
  taken(): Promise<TakenReplay[]>
  /** How many requests wait. */
  waiting(): Promise<number>
  /** Kept for a week after the last change. */
  progress(batch: string): Promise<ReplayProgress>
  /** Lets go of what waits of a batch; what was started goes on. */
  cancel(batch: string): Promise<void>
}

// A request takes about half a kilobyte: what is asked for beyond this waits where it is asked.
const waitingMax = 10_000
const batchLifeSeconds = 7 * 86_400
const cancelledEachTurn = 1_000

/** Opens the replay lane under this key prefix. */
export function openReplays(redis: Redis, { prefix, inFlightMax }: { prefix: string; inFlightMax: number }): Replays {
  const waiting = `${prefix}:replay:waiting`
  const taken = `${prefix}:replay:taken`
  const note = noteOf(prefix)
  const batchKey = (batch: string) => `${prefix}:replay:batch:${batch}`

  async function admit(turn: ReplayTurn, slots: number, why: string): Promise<[string, (string | number)?]> {
    const { batch, stage: _, run, ...found } = turn.request
    const keys = [waiting, taken, `${prefix}:url:${found.urlId}`, `${prefix}:counters`, batchKey(batch), ...note.keys]
    const entry = JSON.stringify({ ...found, lane: 'replay' })
    const args = [turn.waiting, why, found.urlId, run, entry, slots, inFlightMax, batchLifeSeconds, note.most]
    return (await atWrite('admit', () => admitScript(redis, keys, args))) as [string, (string | number)?]
  }

  /** One that this version cannot read must not hold up those behind it. */
  async function letGo(request: string): Promise<void> {
    const batch = /^\{"batch":"(\w+)"/.exec(request)?.[1] ?? 'unknown'
    const keys = [waiting, taken, `${prefix}:url:none`, `${prefix}:counters`, batchKey(batch), ...note.keys]
    await admitScript(redis, keys, [request, 'unreadable', 'none', 0, '', 0, 0, batchLifeSeconds])
  }

  const replays: Replays = {
    async request(batch, requests) {
      const texts = requests.map((request) => textOf({ ...request, batch }))
      if (texts.length === 0) return 0
      const args = [waitingMax, batchLifeSeconds, ...texts]
      return Number(await atWrite('replay', () => requestScript(redis, [waiting, batchKey(batch)], args)))
    },
    async next(slots) {
      for (;;) {
        const args = [prefix, slots, batchLifeSeconds, cancelledEachTurn]
        const [is, text = ''] = (await nextScript(redis, [waiting, taken], args)) as ['next' | 'busy' | 'idle', string?]
        if (is !== 'next') return { is }
        const request = readRequest(text)
        if (request) return { is, request, waiting: text }
        await letGo(text)
      }
    },
    async start(turn, slots) {
      const [is, about] = await admit(turn, slots, '')
      if (is === 'started') return { is, run: Number(about) }
      if (is === 'skipped') return { is, why: String(about) }
      return { is: is === 'full' ? is : 'moved' }
    },
    async skip(turn, why) {
      await admit(turn, 0, why)
    },
    async taken() {
      const slots = await redis.hgetall(taken)
      const [seconds, microseconds] = await redis.time()
      const nowMs = Number(seconds) * 1_000 + Number(microseconds) / 1_000
      return Object.entries(slots).flatMap(([field, value]) => readTaken(field, value, nowMs))
    },
    waiting: () => redis.llen(waiting),
    async progress(batch) {
      const { requested = 0, started = 0, ended = 0, ...others } = await redis.hgetall(batchKey(batch))
      const skipped = Object.entries(others)
        .filter(([name]) => name.startsWith('skipped:'))
        .map(([name, count]) => [name.slice('skipped:'.length), Number(count)])
      const counts = { requested: Number(requested), started: Number(started), ended: Number(ended) }
      return { ...counts, skipped: Object.fromEntries(skipped) }
    },
    async cancel(batch) {
      await redis.multi().hset(batchKey(batch), 'cancelled', 1).expire(batchKey(batch), batchLifeSeconds).exec()
    },
  }
  return replays
}

/** The batch stands first: that is where the scripts look for it. */
function textOf(request: ReplayRequest): string {
  const { batch, ...rest } = Request.parse(request)
  return JSON.stringify({ batch, ...rest })
}

function readRequest(text: string): ReplayRequest | undefined {
  try {
    return Request.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function readTaken(field: string, value: string, nowMs: number): TakenReplay[] {
  const [, takenAtMs, text = ''] = /^(\d+) (.*)$/s.exec(value) ?? []
  const [urlId, run] = field.split('/')
  const ref = RunRef.safeParse({ urlId, run: Number(run) })
  const request = readRequest(text)
  return request && ref.success ? [{ request, ref: ref.data, heldMs: nowMs - Number(takenAtMs) }] : []
}
