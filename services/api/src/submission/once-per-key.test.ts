import { setTimeout as sleep } from 'node:timers/promises'
import type { HeldKey, KeyClaim } from '@stancewire/storage'
import type { FastifyRequest } from 'fastify'
import { expect, it } from 'vitest'
import { oncePerKey } from './once-per-key.ts'

const request = {
  headers: { 'idempotency-key': 'one' },
  caller: { name: 'desk', role: 'submit' },
  routeOptions: { url: '/v1/urls' },
  body: {},
} as unknown as FastifyRequest

/** A key whose holder is told so; what is done with it is written down. */
function aKey(claim: () => Promise<KeyClaim>, release: () => Promise<void> = async () => {}, leaseMs = 10_000) {
  const done: string[] = []
  const held: HeldKey = {
    claim,
    async renew() {
      done.push('renewed')
    },
    async keep(answer) {
      done.push(`kept ${answer}`)
    },
    async release() {
      done.push('released')
      await release()
    },
  }
  return { keys: { hold: () => held, leaseMs }, done }
}

const isNew = async () => ({ is: 'new' as const })
const isSilent = async () => {
  throw new Error('Command timed out')
}

it('lets go of a key whose claim was not answered: Redis may have heard it', async () => {
  const { keys, done } = aKey(isSilent)
  await expect(oncePerKey(request, keys, () => expect.fail('nothing is to be done'))).rejects.toThrow('timed out')
  await expect.poll(() => done).toEqual(['released'])
})

it('tries again to let go while Redis is away', async () => {
  let tries = 0
  const { keys, done } = aKey(isSilent, async () => {
    if (++tries < 3) throw new Error('Connection is closed.')
  })
  await expect(oncePerKey(request, keys, () => expect.fail('nothing is to be done'))).rejects.toThrow('timed out')
  await expect.poll(() => done, { timeout: 5_000 }).toEqual(['released', 'released', 'released'])
})

it('holds the key for as long as the work takes, and no longer', async () => {
  const { keys, done } = aKey(isNew, undefined, 90)
  const work = async () => {
    await sleep(200)
    return { result: 1, packed: 'a1' }
  }
  expect(await oncePerKey(request, keys, work)).toEqual({ is: 'done', result: 1 })
  const renewals = done.filter((each) => each === 'renewed').length
  expect(renewals).toBeGreaterThanOrEqual(2)
  expect(done.at(-1)).toBe('kept a1')
  await sleep(150)
  expect(done.at(-1)).toBe('kept a1')
})

it('lets go of the key, and holds it no longer, where the work throws', async () => {
  const { keys, done } = aKey(isNew, undefined, 60)
  await expect(oncePerKey(request, keys, isSilent)).rejects.toThrow('timed out')
  await expect.poll(() => done).toEqual(['released'])
  await sleep(100)
  expect(done).toEqual(['released'])
})

it('leaves a key alone that another request holds', async () => {
  const { keys, done } = aKey(async () => ({ is: 'busy', forMs: 4_200 }))
  expect(await oncePerKey(request, keys, () => expect.fail('another works on it'))).toEqual({
    is: 'busy',
    forMs: 4_200,
  })
  expect(done).toEqual([])
})
