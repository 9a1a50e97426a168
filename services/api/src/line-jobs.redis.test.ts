import { type DiscoveredUrl, jobId, messageVersion } from '@stancewire/contracts'
import { openBullQueues, openLog } from '@stancewire/runtime'
import { openPauses } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import { openOwnRedis } from '../test/own-redis.ts'
import { openLineConnection } from './line-connection.ts'
import { openJobDesk } from './line-jobs.ts'
import { openPausing } from './pausing.ts'

const log = openLog('test', 'silent')
const urlIdOf = (at: number) => `u${at.toString(16).padStart(32, '0')}`
const idOf = (at: number) => jobId('fetch', { urlId: urlIdOf(at), run: 1 })

function aFind(at: number, host = 'paper.example'): DiscoveredUrl {
  return {
    ...{ v: messageVersion, urlId: urlIdOf(at), run: 1, url: `https://www.${host}/${at}`, host },
    ...{ sourceId: at % 2 === 0 ? 'even' : null, outlet: null, discoveredAt: '2026-03-03T09:00:00.000Z' },
    hint: { title: null, publishedAt: null },
  }
}

/** An API over a line of its own, and BullMQ's handle of its first queue. */
async function aLine() {
  const { open, redis, prefix } = openOwnRedis()
  const queues = openBullQueues({ redis, prefix })
  open.defer(async () => void (await Promise.all(queues.map((queue) => queue.close()))))
  const [fetch] = queues
  if (!fetch) throw new Error('there is a queue')
  const line = open.use(await openLineConnection(redis, log))
  const pausing = openPausing(line, { prefix })
  const { ask, as } = await aServer({ line, jobs: openJobDesk(line, { prefix }), pausing })
  const jobs = async (query: string) => (await ask(`/v1/jobs?stage=fetch&${query}`)).json()
  const numbers = async (query: string) =>
    (await jobs(query)).items.map(({ urlId }) => Number.parseInt(urlId?.slice(1) ?? '', 16))
  return { redis, prefix, fetch, ask, as, jobs, numbers, pauses: openPauses(redis, { prefix }) }
}

describe('jobs of a stage', () => {
  it('that wait come in the order in which they are taken, replays behind, page by page', async () => {
    const { fetch, jobs, numbers } = await aLine()
    await fetch.add('fetch', aFind(1), { jobId: idOf(1), priority: 10 })
    for (const at of [2, 3, 4]) await fetch.add('fetch', aFind(at), { jobId: idOf(at) })
    expect(await numbers('state=waiting')).toEqual([2, 3, 4, 1])
    const first = await jobs('state=waiting&limit=2')
    expect(first).toMatchObject({
      total: 4,
      items: [{ urlId: urlIdOf(2), is: 'waiting', source: 'even', tries: 0 }, {}],
    })
    expect(await numbers(`state=waiting&limit=3&cursor=${first.next}`)).toEqual([4, 1])
    expect((await jobs(`state=waiting&limit=2&cursor=${first.next}`)).next).toBeNull()
    expect(await jobs('state=waiting&cursor=9')).toMatchObject({ items: [], next: null, total: 4 })
  })

  it('are found by host, source and words of the URL, however far behind they stand', async () => {
    const { fetch, numbers, jobs } = await aLine()
    await fetch.addBulk(
      Array.from({ length: 250 }, (_, at) => ({
        name: 'fetch',
        data: aFind(at, at === 249 ? 'late.example' : 'paper.example'),
        opts: { jobId: idOf(at) },
      })),
    )
    expect(await numbers('state=waiting&host=late.example')).toEqual([249])
    expect(await numbers('state=waiting&host=example&source=even&match=/24')).toEqual([24, 240, 242, 244, 246, 248])
    expect(await jobs('state=waiting&host=ate.example')).toMatchObject({ items: [], next: null, total: 250 })
  })

  it('are given page by page where they are sifted, each once', async () => {
    const { fetch, jobs } = await aLine()
    await fetch.addBulk(
      Array.from({ length: 450 }, (_, at) => ({ name: 'fetch', data: aFind(at), opts: { jobId: idOf(at) } })),
    )
    const found: (string | undefined)[] = []
    let asked = 0
    for (let cursor: string | null = '0'; cursor !== null && asked < 20; asked++) {
      const page = await jobs(`state=waiting&source=even&limit=25&cursor=${cursor}`)
      expect(page.items.length).toBeLessThanOrEqual(25)
      found.push(...page.items.map(({ urlId }) => urlId))
      cursor = page.next
    }
    expect(found).toEqual(Array.from({ length: 225 }, (_, at) => urlIdOf(2 * at)))
    // The last that is asked for is followed by one that is not.
    expect(asked).toBe(10)
  })

  it('that are put off say when they come back, and why as far as the line knows', async () => {
    const { redis, prefix, fetch, jobs, pauses } = await aLine()
    const hosts = ['backoff.example', 'blocked.example', 'paused.example', 'turn.example']
    for (const [at, host] of hosts.entries())
      await fetch.add('fetch', aFind(at, host), { jobId: idOf(at), delay: (at + 1) * 60_000 })
    const set = (at: number, values: object) => redis.hset(`${prefix}:fetch:${idOf(at)}`, values)
    await set(0, { atm: 2, ats: 2, failedReason: 'no answer to Bearer abcdefghijklmnopqrstuvw' })
    await set(1, { ats: 1, progress: '1' })
    await set(3, { ats: 2, progress: '2' })
    await redis.set(`${prefix}:host:blocked.example:blocked`, '1', 'PX', 60_000)
    await pauses.pause({ kind: 'host', name: 'paused.example', by: 'ida', reason: 'they asked' })
    const { items } = await jobs('state=put-off')
    expect(items).toMatchObject([
      { putOff: { why: 'back-off', detail: 'try 2 of 4 failed: no answer to Bearer ***' }, attemptsMax: 4 },
      { putOff: { why: 'host-blocked' }, laters: 1 },
      { putOff: { why: 'host-paused', detail: 'its host is paused: they asked' } },
      { putOff: { why: 'host-turn' } },
    ])
    const [first] = items as unknown as { putOff: { until: string } }[]
    expect(Date.parse(first?.putOff.until ?? '') - Date.now()).toBeGreaterThan(50_000)
  })

  it('are told with their message and stack one at a time, to operators, without secrets; what is done is not there', async () => {
    const { redis, prefix, fetch, ask, as } = await aLine()
    const odd = { ...aFind(1), url: 'https://ida:tram@paper.example/1' }
    await fetch.add('fetch', odd, { jobId: idOf(1) })
    await redis.hset(`${prefix}:fetch:${idOf(1)}`, {
      failedReason: 'lost',
      stacktrace: JSON.stringify(['TimeoutError: lost\n at https://ida:tram@paper.example/']),
    })
    const headers = await as('operate')
    const answer = await ask(`/v1/jobs/fetch/${idOf(1)}`, { headers })
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(answer.json()).toMatchObject({
      ...{ isWithheld: false, stack: 'TimeoutError: lost\n at https://***@paper.example/' },
      ...{ is: 'waiting', url: 'https://***@paper.example/1', error: { name: 'TimeoutError', message: 'lost' } },
      input: { url: 'https://***@paper.example/1', discoveredAt: '2026-03-03T09:00:00.000Z' },
    })
    expect(answer.text).not.toContain('ida:tram')
    const { input: _, stack: __, isWithheld: ___, ...facts } = answer.json()
    for (const asked of [{}, { headers: await as('submit') }])
      expect((await ask(`/v1/jobs/fetch/${idOf(1)}`, asked)).json()).toEqual({
        ...facts,
        ...{ isWithheld: true, input: null, stack: null },
      })
    expect((await ask(`/v1/jobs/fetch/${idOf(2)}`)).status).toBe(404)
    expect((await ask(`/v1/jobs/parse/${idOf(1)}`)).status).toBe(404)
  })

  it('are no other keys of their queue', async () => {
    const { redis, prefix, fetch, ask } = await aLine()
    await fetch.add('fetch', aFind(1), { jobId: idOf(1) })
    await redis.set(`${prefix}:fetch:${idOf(1)}:lock`, 'held')
    for (const id of ['wait', 'meta', 'active', 'events', 'id', `${idOf(1)}:lock`, `${idOf(1)}0`, 'fetch-u1-1'])
      expect({ id, status: (await ask(`/v1/jobs/fetch/${id}`)).status }).toEqual({ id, status: 404 })
    expect((await ask(`/v1/jobs/fetch/${idOf(1)}`)).status).toBe(200)
  })

  it.each(['state=asleep', 'state=waiting&cursor=-1', 'state=waiting&colour=red', 'state=waiting&match=', ''])(
    'are not asked for by what nobody knows: %j',
    async (query) => {
      const { ask } = await aServer()
      expect((await ask(`/v1/jobs?stage=fetch&${query}`)).status).toBe(400)
    },
  )

  it('are not told of while Redis is away, within a second', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/jobs?stage=fetch&state=waiting')).status).toBe(503)
  })
})
