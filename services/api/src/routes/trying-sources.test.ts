import { findAudit } from '@stancewire/read-model'
import { ForbiddenAddressError } from '@stancewire/web'
import { describe, expect, it } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { noFeedDesk } from '../../test/held-sources.ts'
import type { Pausing } from '../pausing.ts'

const pausing = { of: async () => [undefined], isHeld: async () => false } as unknown as Pausing

/** An API whose desk asks nobody, and sees what the audit says when it is told to. */
async function aDesk(refuse: boolean) {
  const seen: unknown[] = []
  const find = async () => {
    seen.push(...(await findAudit(server.database, {}, { limit: 20 })).items)
    if (refuse) throw new ForbiddenAddressError('it is within')
    return 'busy' as const
  }
  const server = await aServer({ pausing, feedDesk: { ...noFeedDesk, test: find, discover: find } })
  return { ...server, seen }
}

describe('looking at an address', () => {
  it.each([
    ['test', 429, false],
    ['discover', 429, false],
    ['test', 400, true],
    ['discover', 400, true],
  ] as const)('is noted before anybody is asked, whatever comes of it: %s, %d', async (look, status, refuse) => {
    const { ask, as, seen } = await aDesk(refuse)
    const headers = { ...(await as('operate')), 'content-type': 'application/json' }
    const body = JSON.stringify({ url: 'https://ida:sEcret@paper.example/rss' })
    expect((await ask(`/v1/sources/${look}`, { method: 'POST', headers, body })).status).toBe(status)
    expect(seen).toMatchObject([
      { who: 'operate-1', action: `source.${look}`, filter: { url: 'https://paper.example/rss' }, affected: null },
    ])
  })
})
