import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyClaim } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { awayLine } from '../../test/away-line.ts'
import { LineAwayError, type LineConnection } from '../line-connection.ts'

const thereLine: LineConnection = {
  ...awayLine,
  isThere: async () => true,
  whileThere: (work) => work(new AbortController().signal),
}

/** A server whose line takes all; gives what is done with the key of a request that is sent to it. */
async function aRequest(line: LineConnection, claimed: KeyClaim, noteMs = 0) {
  const done: string[] = []
  const held = {
    claim: async () => claimed,
    renew: async () => {},
    keep: async () => void done.push('kept'),
    release: async () => void done.push('released'),
  }
  const intake = {
    door: async () => ({ is: 'accepted', run: 1 }) as const,
    keys: { hold: () => held, leaseMs: 10_000 },
    allowPrivate: 'none' as const,
  }
  const audit = { note: () => sleep(noteMs) }
  const { ask, as } = await aServer({ line, intake, audit })
  const headers = { ...(await as('submit')), 'content-type': 'application/json', 'idempotency-key': 'one' }
  const body = JSON.stringify({ urls: [{ url: 'https://news.example/a' }] })
  return { answer: await ask('/v1/urls', { method: 'POST', headers, body }), done }
}

it('says for how long a request may still be answered elsewhere', async () => {
  const { answer, done } = await aRequest(thereLine, { is: 'busy', forMs: 4_200 })
  expect(answer).toMatchObject({ status: 409, headers: { 'retry-after': '5' } })
  expect(done).toEqual([])
})

it('keeps its answer', async () => {
  const { answer, done } = await aRequest(thereLine, { is: 'new' })
  expect(answer.status).toBe(202)
  expect(done).toEqual(['kept'])
})

it('keeps no answer of work during which Redis was away: what it had accepted may be lost', async () => {
  const line: LineConnection = {
    ...thereLine,
    async whileThere(work) {
      const gone = new AbortController()
      work(gone.signal).catch(() => {})
      await sleep(50)
      gone.abort()
      throw new LineAwayError('Redis does not answer')
    },
  }
  const { answer, done } = await aRequest(line, { is: 'new' }, 150)
  expect(answer.status).toBe(503)
  await expect.poll(() => done).toEqual(['released'])
})
