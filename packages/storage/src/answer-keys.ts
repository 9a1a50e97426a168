import { createHash, randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const claimScript = luaScript('claim-key')
const keepScript = luaScript('keep-answer')

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

/** How a key stands; with a `new` one, its request is to be answered by whoever holds the claim. */
export type KeyClaim = ({ readonly is: 'new' } & HeldKey) | UsedKey

/** A claim to answer. One that is forgotten by a death runs out with its lease; what another holds by then is left alone. */
export type HeldKey = {
  /** Keeps the answer for a day; an answer is not empty. */
  keep(answer: string): Promise<void>
  /** Lets go of the key: the request may be sent under it again. */
  release(): Promise<void>
}

/** Answers by the key under which a request was sent: the same request gets the same answer, whichever process it comes to. */
export type AnswerKeys = { claim(request: KeyedRequest): Promise<KeyClaim> }

type Limits = { readonly prefix: string; readonly leaseMs?: number; readonly keptMs?: number; readonly most?: number }

// Longer than any request takes; a key whose holder has died is free after it.
const usualLeaseMs = 60_000
const usualKeptMs = 86_400_000
// Of one caller, so that answers cannot fill the Redis of the line: at most some 50 MB.
const usualMost = 10_000

/**
 * Opens the answers under this key prefix. They lie in the line's Redis, beside what they tell of: a Redis that comes back without its last second has lost both,
 * and a request sent again is done again.
 */
export function openAnswerKeys(redis: Redis, limits: Limits): AnswerKeys {
  const { prefix, leaseMs = usualLeaseMs, keptMs = usualKeptMs, most = usualMost } = limits
  return {
    async claim({ caller, route, key, digest }) {
      const keys = [`${prefix}:answer:${hash(caller, route, key)}`, `${prefix}:answers:${hash(caller)}`]
      const owner = randomUUID()
      const [is, more] = (await claimScript(redis, keys, [digest, owner, leaseMs, most])) as [KeyClaim['is'], unknown]
      if (is === 'kept') return { is, answer: String(more) }
      if (is === 'other') return { is }
      if (is !== 'new') return { is, forMs: Math.max(1, Number(more)) }
      const settle = async (answer: string) => void (await keepScript(redis, keys, [owner, answer, keptMs]))
      return { is, keep: settle, release: () => settle('') }
    },
  }
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
