import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerKeys, HeldKey, UsedKey } from '@stancewire/storage'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

/** The header by which a request names itself, as draft-ietf-httpapi-idempotency-key-header has it; quotes may be left out. */
export const keyHeader = z.looseObject({
  'idempotency-key': z
    .string()
    .max(255)
    .regex(/^(?:"[\x20-\x21\x23-\x7e]+"|[\x21\x23-\x7e]+)$/, 'printable ASCII, in quotes or without spaces')
    .optional()
    .describe('Names this request for a day: sent again under it, the same request gets the same answer'),
})

/** How often a key that could not be let go is tried again: a Redis that was stopped may hear late that it was claimed. */
const releaseTries = 60
const releaseEveryMs = 1_000

type Answer<Result> = { readonly result: Result; readonly packed: string | null }
type Work<Result> = () => Promise<Answer<Result>>

/** How a request with a key ends: worked on, answered before, or not to be worked on now. */
export type Once<Result> = { readonly is: 'done'; readonly result: Result } | UsedKey

/**
 * Does the work of a request once for its key, or always where it has none. An answer that comes as `packed` is kept under the key;
 * where there is none, or the work throws, the key is free again.
 */
export async function oncePerKey<Result>(
  request: FastifyRequest,
  keys: AnswerKeys,
  work: Work<Result>,
): Promise<Once<Result>> {
  const key = keyOf(request)
  if (key === undefined) return { is: 'done', result: (await work()).result }
  const held = keys.hold({
    caller: request.caller.name,
    route: request.routeOptions.url ?? '',
    key,
    digest: createHash('sha256').update(JSON.stringify(request.body)).digest('base64url'),
  })
  try {
    const claim = await held.claim()
    if (claim.is !== 'new') return claim
    const { result, packed } = await whileHeld(held, keys.leaseMs, work)
    await (packed === null ? held.release() : held.keep(packed))
    return { is: 'done', result }
  } catch (error) {
    // Also where the claim failed: Redis may have heard it, and the answer was lost.
    void letGo(held)
    throw error
  }
}

/** Does work for which a key is held, however long it takes. */
async function whileHeld<Result>(held: HeldKey, leaseMs: number, work: () => Promise<Result>): Promise<Result> {
  // A lease that could not be renewed is renewed the next time.
  const renewing = setInterval(() => void held.renew().catch(() => {}), leaseMs / 4).unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
  }
}

/** The key of a request, without its quotes. */
export function keyOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['idempotency-key']
  return typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : undefined
}

/** Redis may be away: who sends the request again when it is back should not have to wait for the lease. */
async function letGo(held: HeldKey): Promise<void> {
  for (let tries = 0; tries < releaseTries; tries++) {
    try {
      return await held.release()
    } catch {
      await sleep(releaseEveryMs, undefined, { ref: false })
    }
  }
}
