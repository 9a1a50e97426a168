import { createHash, randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const claimScript = luaScript('claim-key')
const keepScript = luaScript('keep-answer')
const renewScript = luaScript('renew-key')

/** A request that names itself: who sends it where, under which key, and a digest of what it says. */
export type KeyedRequest = {
  readonly caller: string
  readonly route: string
  readonly key: string
  readonly digest: string
}

/**
 * A key that is not free. `kept`: its request was answered so; `other`: it was used for another request; `busy`: its request is being answered;
 * `many`: its caller has as many keys as are kept. Times in ms until that may have changed.
 */
export type UsedKey =
  | { readonly is: 'kept'; readonly answer: string }
  | { readonly is: 'other' }
  | { readonly is: 'busy' | 'many'; readonly forMs: number }

/** How a key stands: a `new` one is held now, and its request is to be answered by whoever holds it. */
export type KeyClaim = { readonly is: 'new' } | UsedKey

/**
 * The hold of one request on its key. Whatever was asked of it and not answered may have been done: `release` undoes it. One that is forgotten by a death runs
 * out with its lease of seconds; what another holds by then is left alone.
 */
export type HeldKey = {
  /** Takes hold of the key where it is free, for as long as a lease. */
  claim(): Promise<KeyClaim>
  /** Holds the key for a further lease. */
  renew(): Promise<void>
  /** Keeps the answer for a day; an answer is not empty. */
  keep(answer: string): Promise<void>
  /** Lets go of the key: the request may be sent under it again. Nothing happens where it is not held. */
  release(): Promise<void>
}

/** Answers by the key under which a request was sent: the same request gets the same answer, whichever process it comes to. */
export type AnswerKeys = {
  /** The hold of this request, which is to be claimed first. */
  hold(request: KeyedRequest): HeldKey
  /** For how long a key is held without being renewed, in ms. */
  readonly leaseMs: number
}

type Limits = { readonly prefix: string; readonly leaseMs?: number; readonly keptMs?: number; readonly most?: number }

// A key whose holder has died is free after it; whoever works for longer renews it.
const usualLeaseMs = 10_000
const usualKeptMs = 86_400_000
// Of one caller, so that answers cannot fill the Redis of the line: at most some 50 MB. The oldest answer makes room for a further one.
const usualMost = 10_000

/**
 * Opens the answers under this key prefix. They lie in the line's Redis, beside what they tell of: a Redis that comes back without its last second has lost both,
 * and a request sent again is done again.
 */
export function openAnswerKeys(redis: Redis, limits: Limits): AnswerKeys {
  const { prefix, leaseMs = usualLeaseMs, keptMs = usualKeptMs, most = usualMost } = limits
  return {
    leaseMs,
    hold({ caller, route, key, digest }) {
      const keys = [`${prefix}:answer:${hash(caller, route, key)}`, `${prefix}:answers:${hash(caller)}`]
      const owner = randomUUID()
      const settle = async (answer: string) => void (await keepScript(redis, keys, [owner, answer, keptMs]))
      return {
        async claim() {
          const reply = await claimScript(redis, keys, [digest, owner, leaseMs, most])
          const [is, more] = reply as [KeyClaim['is'], unknown]
          if (is === 'kept') return { is, answer: String(more) }
          if (is === 'other' || is === 'new') return { is }
          return { is, forMs: Math.max(1, Number(more)) }
        },
        renew: async () => void (await renewScript(redis, keys, [owner, leaseMs])),
        keep: settle,
        release: () => settle(''),
      }
    },
  }
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
