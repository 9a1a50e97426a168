import type { RunRef } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'
import { scanKeys } from './scan-keys.ts'

const strandedScript = luaScript('stranded')
const lookScript = luaScript('look-at-hosts')

/** An entry at a host: it waits, or holds a slot since an instant. */
export type AtHost = {
  readonly host: string
  /** `null` where no run can be read from it: taking such an entry stops the dispatcher. */
  readonly ref: RunRef | null
  readonly heldSinceMs: number | null
}

/** A host at which entries wait. */
export type WaitingHost = {
  readonly host: string
  readonly waiting: number
  /** Slots that are held. */
  readonly held: number
  /** For how long its own block lasts still: its delay, or what it asked for. */
  readonly blockedMs: number
}

/** The hosts at which most wait, and how many wait in all, of as many hosts as were looked at. */
export type BusiestHosts = {
  /** Hosts at which anything waits. */
  readonly count: number
  /** Of these were looked at; those whose turn is the farthest may be left out. */
  readonly looked: number
  readonly waiting: number
  /** For how long the oldest entry has waited at a host that is neither paused nor blocked for longer than usual; `null` where none waits so. */
  readonly oldestMs: number | null
  /** How long ago the turn of such a host came, without anybody taking an entry; `null` where none is that late. */
  readonly overdueMs: number | null
  readonly busiest: readonly WaitingHost[]
}

type LookAt = {
  readonly shown: number
  readonly lookedMax: number
  /** Least time between two fetches from one host: a block of up to twice as long, and of a second, is usual. */
  readonly hostDelayMs: number
}

/** All hosts of the line at once, listed or not, to be looked over and set right. */
export type HostCensus = {
  /** Everything that waits and every slot that is held, in pages. What is taken meanwhile may come twice, or not at all. */
  all(): AsyncGenerator<AtHost[]>
  /** Hosts that would be passed over for ever, since they are not listed where the dispatcher and its sweep look. */
  stranded(): Promise<string[]>
  /** Lists stranded hosts again; gives how many were. */
  relist(hosts: readonly string[]): Promise<number>
  /** The busiest hosts, of `lookedMax` at most: one command for the list, and one for each thousand of them. */
  busiest(options: LookAt): Promise<BusiestHosts>
}

/** What was found at some hosts; -1 where nothing waits. */
type Look = { readonly oldestMs: number; readonly overdueMs: number; readonly hosts: readonly WaitingHost[] }

const pageSize = 1_000

/** Opens the census of the hosts under this key prefix. */
export function openHostCensus(redis: Redis, { prefix }: { prefix: string }): HostCensus {
  const listed = `${prefix}:hosts`
  const holding = `${listed}:taken`
  const ofHost = (host: string, what: string) => `${prefix}:host:${host}:${what}`

  async function hosts(): Promise<string[]> {
    const found = new Set([...(await redis.zrange(listed, 0, -1)), ...(await redis.smembers(holding))])
    const beginning = `${prefix}:host:`
    for await (const keys of scanKeys(redis, beginning))
      for (const key of keys) found.add(key.slice(beginning.length, key.lastIndexOf(':')))
    return [...found]
  }

  /** From the end to the front: entries are taken at the front, and what is passed over must not slide into the part already read. */
  async function* waiting(host: string): AsyncGenerator<AtHost[]> {
    for (let last = -1; ; last -= pageSize) {
      const entries = await redis.lrange(ofHost(host, 'waiting'), last - pageSize + 1, last)
      if (entries.length > 0) yield entries.map((entry) => ({ host, ref: refOfEntry(entry), heldSinceMs: null }))
      if (entries.length < pageSize) return
    }
  }

  async function holdingAt(host: string): Promise<AtHost[]> {
    const slots = Object.entries(await redis.hgetall(ofHost(host, 'taken')))
    return slots.map(([name, value]) => ({ host, ref: refOfSlot(name), heldSinceMs: Number.parseInt(value, 10) || 0 }))
  }

  async function* chunks(names: readonly string[]): AsyncGenerator<string[]> {
    for (let at = 0; at < names.length; at += pageSize) yield names.slice(at, at + pageSize)
  }

  async function stranded(names: readonly string[], how: 'look' | 'relist'): Promise<string[]> {
    const found: string[] = []
    for await (const some of chunks(names))
      found.push(...((await strandedScript(redis, [listed, holding], [prefix, how, ...some])) as string[]))
    return found
  }

  async function look(names: readonly string[], usualMs: number): Promise<Look> {
    const reply = await lookScript(redis, [listed, `${prefix}:pauses`], [prefix, usualMs, ...names])
    const [[oldestMs, overdueMs], ...rows] = reply as [[number, number], ...[number, number, number][]]
    const hosts = names.map((host, at) => {
      const [waiting = 0, held = 0, blockedMs = 0] = rows[at] ?? []
      return { host, waiting, held, blockedMs }
    })
    return { oldestMs, overdueMs, hosts }
  }

  return {
    async *all() {
      const names = await hosts()
      for (const host of names) yield* waiting(host)
      // What was taken from a list meanwhile holds a slot by now.
      for await (const some of chunks(names)) yield (await Promise.all(some.map(holdingAt))).flat()
    },
    stranded: async () => stranded(await hosts(), 'look'),
    relist: async (names) => (await stranded(names, 'relist')).length,
    async busiest({ shown, lookedMax, hostDelayMs }) {
      const [count, names] = await Promise.all([redis.zcard(listed), redis.zrange(listed, 0, lookedMax - 1)])
      const looks: Look[] = []
      for await (const some of chunks(names)) looks.push(await look(some, usualBlockMs(hostDelayMs)))
      const all = looks.flatMap(({ hosts }) => hosts)
      return {
        ...{ count, looked: names.length, waiting: all.reduce((sum, { waiting }) => sum + waiting, 0) },
        oldestMs: longest(looks.map(({ oldestMs }) => oldestMs)),
        overdueMs: longest(looks.map(({ overdueMs }) => overdueMs)),
        busiest: all.toSorted((a, b) => b.waiting - a.waiting).slice(0, shown),
      }
    },
  }
}

/** A host is blocked for as long as its delay after each fetch; what is longer, it asked for itself. */
export function usualBlockMs(hostDelayMs: number): number {
  return Math.max(1_000, 2 * hostDelayMs)
}

function longest(spans: readonly number[]): number | null {
  const most = Math.max(-1, ...spans)
  return most < 0 ? null : most
}

/** As the step that takes entries reads them. */
function refOfEntry(entry: string): RunRef | null {
  const [, urlId] = /"urlId":"([A-Za-z0-9]+)"/.exec(entry) ?? []
  const [, run] = /"run":(\d+)\}$/.exec(entry) ?? []
  return urlId === undefined || run === undefined ? null : { urlId, run: Number(run) }
}

function refOfSlot(name: string): RunRef | null {
  const [, urlId, run] = /^([A-Za-z0-9]+)-(\d+)$/.exec(name) ?? []
  return urlId === undefined || run === undefined ? null : { urlId, run: Number(run) }
}
