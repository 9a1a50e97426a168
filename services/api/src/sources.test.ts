import { type FeedState, type Pause, untouchedFeed } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import { awayLine } from '../test/away-line.ts'
import { heldSources } from '../test/held-sources.ts'
import type { Pausing } from './pausing.ts'
import { openAddedDesk } from './sources/added-desk.ts'

const sources = ['beta', 'alpha', 'gamma'].map((id) => ({
  id,
  url: `https://ida:secret@${id}.example/rss?key=1`,
  everySeconds: 60,
}))
const polled: FeedState = {
  ...untouchedFeed,
  ...{ etag: '"x"', lastModified: null, bodyHash: 'y', failures: 2 },
  ...{ polledAt: '2026-03-03T09:00:00.000Z', readAt: '2026-03-03T08:00:00.000Z' },
  ...{ nextAt: new Date(Date.now() + 60_000).toISOString(), nextWhy: 'backing-off' },
}
const pause: Pause = {
  kind: 'source',
  name: 'beta',
  by: 'desk',
  reason: 'moving',
  since: '2026-03-03T09:00:00.000Z',
  until: null,
}

const there = {
  sources,
  readFeeds: async (ids: readonly string[]) => ids.map(() => polled),
  pausing: {
    of: async (some) => some.map(({ name }) => (name === 'beta' ? pause : undefined)),
  } as Pick<Pausing, 'of'> as Pausing,
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

async function aLine(given: Parameters<typeof aServer>[0] = there) {
  const server = await aServer(given)
  let runs = 0
  /** Ends a run of a source so long ago. */
  const end = (sourceId: string, agoMs: number, articleId: string | null) =>
    server.database.db
      .insertInto('run')
      .values({
        ...{
          urlId: `u${String(runs++).padStart(32, '0')}`,
          run: 1,
          url: `https://${sourceId}.example/${runs}`,
          host: 'x',
        },
        ...{ endedMs: Date.now() - agoMs, endedBy: articleId ? 'article.classified' : 'url.stopped', stage: null },
        ...{
          reason: articleId ? null : 'off-topic',
          detail: null,
          errorName: null,
          attempts: null,
          articleId,
          sourceId,
        },
        ...{ discoveredMs: null, discardedMs: null },
      })
      .execute()
  return { ...server, end }
}

describe('sources', () => {
  it('are told with how polling goes and what came of them, without the password of an address', async () => {
    const { ask, end } = await aLine()
    await end('alpha', 8 * 24 * hourMs, 'a1')
    await end('alpha', 2 * 24 * hourMs, 'a2')
    await end('alpha', hourMs, null)
    await end('alpha', minuteMs, 'a3')
    await end('beta', 30 * 24 * hourMs, null)
    const answer = await ask('/v1/sources')
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain('secret')
    const feed = {
      ...{ lastPolledAt: polled.polledAt, lastReadAt: polled.readAt, failures: 2, lastError: null },
      ...{ nextPollAt: polled.nextAt, nextPollWhy: 'backing-off' },
    }
    expect(answer.json()).toMatchObject({
      ...{ next: null, line: 'there', total: 3 },
      states: { paused: 1, 'backing-off': 2, failing: 0, silent: 0, new: 0, polled: 0, unknown: 0 },
    })
    expect(answer.json().items).toMatchObject([
      {
        ...{ id: 'alpha', url: 'https://alpha.example/rss?key=1', outlet: null, everySeconds: 60, feed, pause: null },
        ...{ from: 'settings', added: null, state: 'backing-off', silence: null, hostPause: null, itemsPerDay: 0.4 },
        ...{ runs: { lastDay: 2, lastWeek: 3 }, articles: { lastDay: 1, lastWeek: 2 } },
        lastRun: { url: 'https://alpha.example/4', endedBy: 'article.classified', reason: null },
      },
      {
        ...{ id: 'beta', state: 'paused' },
        pause,
        runs: { lastDay: 0, lastWeek: 0 },
        lastRun: { endedBy: 'url.stopped', reason: 'off-topic' },
      },
      { id: 'gamma', pause: null, runs: { lastDay: 0, lastWeek: 0 }, lastRun: null },
    ])
    expect((await ask('/v1/sources/beta')).json()).toMatchObject({ id: 'beta', pause, line: 'there' })
  })

  it('bring as many items a day as they did for as long as they are there, each address once', async () => {
    const { ask, end, database } = await aLine()
    for (let at = 0; at < 70; at++) await end('alpha', hourMs + at * minuteMs, null)
    const { items } = (await ask('/v1/sources')).json()
    expect(items.find(({ id }) => id === 'alpha')).toMatchObject({ itemsPerDay: 70 })
    // Half of them are retried.
    const rows = await database.db.selectFrom('run').selectAll().where('sourceId', '=', 'alpha').limit(35).execute()
    await database.db
      .insertInto('run')
      .values(rows.map((row) => ({ ...row, run: 2, endedMs: Date.now() - minuteMs })))
      .execute()
    expect((await ask('/v1/sources/alpha')).json()).toMatchObject({ itemsPerDay: 70, runs: { lastWeek: 105 } })
    // Two days ago there was one more.
    await end('alpha', 48 * hourMs, null)
    expect((await ask('/v1/sources/alpha')).json()).toMatchObject({ itemsPerDay: 35.5 })
  })

  it('come in pages, each once', async () => {
    const { ask } = await aLine()
    const first = (await ask('/v1/sources?limit=2')).json()
    expect(first.items.map(({ id }) => id)).toEqual(['alpha', 'beta'])
    const second = (await ask(`/v1/sources?limit=2&cursor=${first.next}`)).json()
    expect(second.items.map(({ id }) => id)).toEqual(['gamma'])
    expect(second.next).toBeNull()
    expect((await ask('/v1/sources?cursor=zzz')).json().items).toEqual([])
  })

  it('are told without what Redis knows while it is away', async () => {
    const { ask, end } = await aLine({ sources })
    await end('alpha', minuteMs, 'a3')
    const answer = await ask('/v1/sources')
    expect(answer.status).toBe(200)
    expect(answer.json().line).toBe('away')
    expect(answer.json().items[0]).toMatchObject({
      state: 'unknown',
      feed: null,
      pause: null,
      runs: { lastDay: 1, lastWeek: 1 },
    })
  })

  it('are found by state, id, where they come from, and words', async () => {
    const { ask } = await aLine({
      ...there,
      added: heldSources({
        ...{ id: 'added-one', url: 'https://added.example/rss', outlet: 'The Added', everySeconds: 60 },
        ...{ by: 'desk', at: '2026-03-03T09:00:00.000Z' },
      }),
    })
    const found = async (query: string) => (await ask(`/v1/sources?${query}`)).json().items.map(({ id }) => id)
    expect(await found('')).toEqual(['added-one', 'alpha', 'beta', 'gamma'])
    expect(await found('state=paused')).toEqual(['beta'])
    expect(await found('state=silent')).toEqual([])
    expect(await found('id=gamma')).toEqual(['gamma'])
    expect(await found('from=added')).toEqual(['added-one'])
    expect(await found('search=THE%20add')).toEqual(['added-one'])
    expect(await found('search=gamma.example')).toEqual(['gamma'])
    expect(await found('search=nowhere')).toEqual([])
    const first = (await ask('/v1/sources?state=backing-off&limit=2')).json()
    expect(first).toMatchObject({ next: 'alpha', total: 4, states: { 'backing-off': 3, paused: 1 } })
    expect(await found(`state=backing-off&limit=2&cursor=${first.next}`)).toEqual(['gamma'])
    expect((await ask('/v1/sources/added-one')).json()).toMatchObject({ from: 'added', added: { by: 'desk' } })
    expect((await ask('/v1/sources?state=odd')).status).toBe(400)
  })

  it('that are not known while Redis is away may have been added', async () => {
    const { ask } = await aLine({ sources, added: openAddedDesk(awayLine, { prefix: '{t}' }) })
    expect((await ask('/v1/sources/delta')).status).toBe(503)
    expect((await ask('/v1/sources/alpha')).json()).toMatchObject({ line: 'away', state: 'unknown' })
  })

  it('that are not in the settings are not found', async () => {
    const { ask } = await aLine()
    expect((await ask('/v1/sources/delta')).status).toBe(404)
  })
})
