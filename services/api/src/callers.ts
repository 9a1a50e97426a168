import { hashSecret, type Role, type Tokens } from '@stancewire/read-model'

/** Who asks. `name` is that of a token, or `loopback`. */
export type Caller = { readonly name: string; readonly role: Role }

/** What a secret is worth: its caller, nothing, or nothing from an address that should wait for so many seconds. */
type Known = Caller | 'wrong' | { readonly retryAfterS: number }

export type Callers = {
  /** Who shows this secret from this address. */
  of(secret: string, address: string): Promise<Known>
  /** Who shows it now, however lately it was looked up; `undefined` for nobody. It counts as no wrong secret of anybody. */
  now(secret: string): Promise<Caller | undefined>
  /** What the caller was called who was last known by this secret; nothing is looked up. */
  nameOf(secret: string): string | undefined
  /** Nobody is known by this secret from now on, whatever is being looked up: it was ended here. */
  forget(secret: string): void
}

// A token that was revoked is taken for so long at most.
const heldMs = 2_000
const heldMax = 1_000
const failuresPerMinute = 30
const minuteMs = 60_000
const addressesMax = 10_000

/**
 * Knows callers by their tokens. What it looked up it takes for 2 s, so a token that was revoked is refused 2 s later at the latest. After 30 wrong secrets
 * from one address within a minute further wrong ones from there are asked to wait until the minute is over; right ones are not.
 */
export function openCallers(tokens: Pick<Tokens, 'find'>, now: () => number = Date.now): Callers {
  const held = new Map<string, { caller: Caller; untilMs: number }>()
  const failures = new Map<string, { count: number; endMs: number }>()
  const ended = new Map<string, true>()

  function failed(address: string): void {
    const known = failures.get(address)
    const isOver = !known || known.endMs <= now()
    const next = isOver ? { count: 1, endMs: now() + minuteMs } : { ...known, count: known.count + 1 }
    remember(failures, address, next, addressesMax)
  }

  function waitS(address: string): number {
    const known = failures.get(address)
    if (!known || known.count < failuresPerMinute) return 0
    return Math.max(0, Math.ceil((known.endMs - now()) / 1_000))
  }

  async function lookUp(secret: string, hash: string): Promise<Caller | undefined> {
    const token = ended.has(hash) ? undefined : await tokens.find(secret)
    // It may have been ended while it was looked up.
    if (!token || ended.has(hash)) {
      held.delete(hash)
      return undefined
    }
    const caller = { name: token.name, role: token.role }
    remember(held, hash, { caller, untilMs: now() + heldMs }, heldMax)
    return caller
  }

  return {
    async of(secret, address) {
      const hash = hashSecret(secret)
      const known = held.get(hash)
      if (known && known.untilMs > now()) return known.caller
      const caller = await lookUp(secret, hash)
      if (caller) return caller
      const retryAfterS = waitS(address)
      if (retryAfterS > 0) return { retryAfterS }
      failed(address)
      return 'wrong'
    },
    now: (secret) => lookUp(secret, hashSecret(secret)),
    nameOf: (secret) => held.get(hashSecret(secret))?.caller.name,
    forget(secret) {
      const hash = hashSecret(secret)
      held.delete(hash)
      remember(ended, hash, true, heldMax)
    },
  }
}

/** The secret that an `Authorization` header shows; nothing that is one where it shows none. */
export function secretOf(authorization: string): string {
  return /^bearer +(\S{1,200}) *$/i.exec(authorization)?.[1] ?? ''
}

/** Sets an entry as the latest one, and forgets the oldest where there are too many. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
