import type { RunRef } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'
import { scanKeys } from './scan-keys.ts'

const strandedScript = luaScript('stranded')

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
  readonly busiest: readonly WaitingHost[]
}

/** All hosts of the line at once, listed or not, to be looked over and set right. */
export type HostCensus = {
  /** Everything that waits and every slot that is held, in pages. What is taken meanwhile may come twice, or not at all. */
  all(): AsyncGenerator<AtHost[]>
  /** Hosts that would be passed over for ever, since they are not listed where the dispatcher and its sweep look. */
  stranded(): Promise<string[]>
  /** Lists stranded hosts again; gives how many were. */
  relist(hosts: readonly string[]): Promise<number>
  /** The busiest hosts, of `lookedMax` at most: what it costs has a bound. */
  busiest(options: { readonly shown: number; readonly lookedMax: number }): Promise<BusiestHosts>
}

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

  return {
    async *all() {
      const names = await hosts()
      for (const host of names) yield* waiting(host)
      // What was taken from a list meanwhile holds a slot by now.
      for await (const some of chunks(names)) yield (await Promise.all(some.map(holdingAt))).flat()
    },
    stranded: async () => stranded(await hosts(), 'look'),
    relist: async (names) => (await stranded(names, 'relist')).length,
    async busiest({ shown, lookedMax }) {
      const [count, names] = await Promise.all([redis.zcard(listed), redis.zrange(listed, 0, lookedMax - 1)])
      const lengths: { host: string; waiting: number }[] = []
      for await (const some of chunks(names)) {
        const read = await Promise.all(some.map((host) => redis.llen(ofHost(host, 'waiting'))))
        lengths.push(...some.map((host, at) => ({ host, waiting: read[at] ?? 0 })))
      }
      const waiting = lengths.reduce((sum, each) => sum + each.waiting, 0)
      const first = lengths.sort((a, b) => b.waiting - a.waiting).slice(0, shown)
      const busiest = await Promise.all(
        first.map(async (each) => {
          const [held, blockedMs] = await Promise.all([
            redis.hlen(ofHost(each.host, 'taken')),
            redis.pttl(ofHost(each.host, 'blocked')),
          ])
          return { ...each, held, blockedMs: Math.max(0, blockedMs) }
        }),
      )
      return { count, looked: names.length, waiting, busiest }
    },
  }
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
