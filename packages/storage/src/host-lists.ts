import { DiscoveredUrl, type RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { makeBatch } from './batch.ts'
import { luaScript } from './lua.ts'

const blockScript = luaScript('block')
const takeScript = luaScript('take')
const claimScript = luaScript('claim-start')
const releaseScript = luaScript('release')

const HostEntry = DiscoveredUrl.pick({ urlId: true, run: true, host: true }).loose()
/** What waits at a host: a {@link DiscoveredUrl}, or what another version of it was; only this much is relied on. */
export type HostEntry = RunRef & { readonly host: string }

/** An entry that was taken from its host's list and not released yet, and for how long it is held, by Redis' own clock. */
export type Taken = { readonly entry: HostEntry; readonly heldMs: number }

/** When a host may be asked by a further try, and whether it is that late because the host is paused: then it is to be asked again for its turn. */
export type Claim = { readonly waitMs: number; readonly isPaused: boolean }

/** Where URLs wait for their host's turn: a durable list per host, slots, and two clocks (delay, block-until). */
export type HostLists = {
  /** Takes entries that may be fetched now, at most so many; each holds a slot of its host until it is released. */
  take(most: number): Promise<HostEntry[]>
  /** Frees the slot that a run holds; a second call changes nothing. */
  release(host: string, ref: RunRef): Promise<void>
  /** No entry of this host is taken for so long, or for as long as an earlier block says. */
  block(host: string, ms: number): Promise<void>
  /** Reserves the host's next start for a further try of a run that holds a slot of it; gives how long to wait until then. Where that is longer than `withinMs`, nothing is reserved. */
  claimStart(host: string, withinMs: number): Promise<Claim>
  /** Entries that hold a slot, for the sweep that looks for forgotten ones; without those that this version cannot read. */
  taken(): Promise<Taken[]>
  /** How many entries wait. */
  waiting(): Promise<number>
}

/** Opens the host lists under this key prefix. The two clocks, delay and block-until, are Redis' own. */
export function openHostLists(
  redis: Redis,
  options: { prefix: string; hostDelayMs: number; hostConcurrency: number },
): HostLists {
  const { prefix } = options
  const hosts = `${prefix}:hosts`
  // Every fetched page frees a slot: freed together, they cost one command.
  const releasing = makeBatch<readonly string[], void>(async (freed) => {
    const keys = [hosts, `${hosts}:taken`]
    await atWrite('release', () => releaseScript(redis, keys, [prefix, options.hostDelayMs, ...freed.flat()]))
    return []
  })
  const ofHost = (host: string, what: string) => `${prefix}:host:${host}:${what}`
  return {
    async take(most) {
      const args = [prefix, most, options.hostDelayMs, options.hostConcurrency]
      const reply = await atWrite('take', () => takeScript(redis, [hosts], args))
      return (reply as string[]).map((entry) => JSON.parse(entry) as HostEntry)
    },
    release: (host, { urlId, run }) => releasing.add([host, `${urlId}-${run}`]),
    async block(host, ms) {
      await atWrite('block', () => blockScript(redis, [ofHost(host, 'blocked')], [Math.max(1, Math.round(ms))]))
    },
    async claimStart(host, withinMs) {
      const args = [host, options.hostDelayMs, withinMs]
      const [waitMs, why] = (await claimScript(redis, [hosts, ofHost(host, 'blocked'), `${prefix}:pauses`], args)) as [
        number,
        string,
      ]
      return { waitMs, isPaused: why === 'paused' }
    },
    async taken() {
      const names = await redis.smembers(`${hosts}:taken`)
      const hashes = await Promise.all(names.map((host) => redis.hvals(ofHost(host, 'taken'))))
      const [seconds, microseconds] = await redis.time()
      const nowMs = Number(seconds) * 1_000 + Number(microseconds) / 1_000
      return hashes.flat().flatMap((value) => readTaken(value, nowMs))
    },
    async waiting() {
      const names = await redis.zrange(hosts, 0, -1)
      const lengths = await Promise.all(names.map((host) => redis.llen(ofHost(host, 'waiting'))))
      return lengths.reduce((sum, length) => sum + length, 0)
    },
  }
}

/** One that cannot be read at all must not hide the others. */
function readTaken(value: string, nowMs: number): Taken[] {
  const [, takenAtMs, json = ''] = /^(\d+) (.*)$/s.exec(value) ?? []
  const entry = HostEntry.safeParse(readJson(json))
  return entry.success ? [{ heldMs: nowMs - Number(takenAtMs), entry: entry.data }] : []
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
