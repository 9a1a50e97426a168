import { jobId, type RunRef } from '@stancewire/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AuditedTestLine, anAuditedLine, aStop, urlIdOf } from '../../test/audited-line.ts'

let line: AuditedTestLine
beforeEach(async () => {
  line = await anAuditedLine()
})
afterEach(() => line[Symbol.asyncDispose]())

const nameOf = ({ urlId, run }: RunRef) => `${urlId}/${run}`

describe('a line on which all is well', () => {
  it('is said to be well in one line for each check, with its numbers', async () => {
    await line.endOne('a')
    const failed = await line.accept('b')
    await line.toFetch()
    await line.finish(failed, 'failed')
    const error = { name: 'Error', message: 'no answer' }
    const data = { ...failed, url: '', stage: 'fetch', attempts: 4, cause: 'error', error } as const
    await line.stores.events.end({ type: 'url.failed', data })
    await line.stores.hosts.release('news.example', failed)
    const again = await line.accept('b')
    await line.accept('c')
    await line.toFetch()
    await line.accept('d', 'other.example')
    await line.stores.bodies.write({ ...again, kind: 'page' }, 'Words.')
    await line.stores.bodies.write({ urlId: urlIdOf('d'), run: 0, kind: 'submitted' }, 'Words.')
    expect((await line.audit()).map(({ is, text }) => `${is} ${text}`)).toEqual([
      'ok accounts: 5 accepted = 0 classified + 0 duplicated + 1 stopped (1 off-topic) + 1 failed + 3 in flight',
      'ok runs: 5 of 4 URLs, 3 in flight (1 at hosts, 2 in fetch), none lost',
      'ok events: 2 on the stream, 2 ends among them, none twice',
      'ok sequences: 2 subjects, no gap',
      'ok slots: 2 hosts, 1 waiting, 2 held',
      'ok bodies: 2 kept, each of a known run',
    ])
  })

  it('may have been trimmed', async () => {
    for (const name of ['a', 'b', 'c']) await line.endOne(name)
    await line.redis.xtrim(line.key('events'), 'MAXLEN', 1)
    expect(await line.wrongs()).toEqual([])
    expect((await line.audit())[2]?.text).toBe(
      'events: 1 on the stream, 1 end among them, none twice; older ones were trimmed',
    )
  })

  it('may have forgotten runs that ended long ago', async () => {
    const { urlId } = await line.endOne('a')
    await line.endOne('b')
    await line.redis.del(line.key(`url:${urlId}`))
    await line.redis.xtrim(line.key('events'), 'MAXLEN', 1)
    expect(await line.wrongs()).toEqual([])
  })
})

describe('a lost run', () => {
  it('is found where it is in no list, and goes back to its host', async () => {
    const ref = await line.accept('a')
    await line.redis.del(line.key('host:news.example:waiting'), line.key('hosts'))
    expect(await line.wrongs()).toEqual([
      { check: 'runs', text: 'runs: 1 lost: not ended, not at a host, in no queue', ids: [nameOf(ref)] },
    ])
    expect(await line.mendAll()).toEqual({
      done: ["runs: 1 lost run put back where its host's turn is awaited"],
      left: [],
    })
    expect(await line.stores.hosts.take(10)).toMatchObject([ref])
  })

  it('is found where its id stands in a queue, and its job does not exist', async () => {
    const ref = await line.accept('a')
    await line.toFetch()
    await line.stores.hosts.release('news.example', ref)
    await line.redis.del(line.key(`fetch:${jobId('fetch', ref)}`))
    expect(await line.wrongs()).toMatchObject([{ check: 'runs', ids: [nameOf(ref)] }])
    await line.mendAll()
    expect(await line.wrongs()).toEqual([])
  })

  it.each(['done', 'adrift'])(
    'is found although its job is still kept (%s), and passes that stage again',
    async (how) => {
      const ref = await line.accept('a')
      await line.toFetch()
      if (how === 'done') await line.finish(ref, 'completed')
      else await line.redis.lrem(line.key('fetch:wait'), 0, jobId('fetch', ref))
      expect(await line.wrongs()).toMatchObject([{ check: 'runs', ids: [nameOf(ref)] }])
      expect((await line.mendAll()).left).toEqual([])
      await line.toFetch()
      expect(await line.redis.lrange(line.key('fetch:wait'), 0, -1)).toEqual([jobId('fetch', ref)])
    },
  )

  it('without its first message is found, and said to be beyond mending', async () => {
    const ref = await line.accept('a')
    await line.redis.del(line.key('host:news.example:waiting'), line.key('hosts'))
    await line.redis.hdel(line.key(`url:${ref.urlId}`), 'entry')
    const text =
      'runs: 1 lost: not ended, not at a host, in no queue; the message that started 1 of them is gone: cannot be mended'
    expect(await line.mendAll()).toEqual({ done: [], left: [{ check: 'runs', text, ids: [nameOf(ref)] }] })
  })

  it('is found where it is not the latest of its URL', async () => {
    const ref = await line.endOne('a')
    await line.accept('a')
    await line.redis.hdel(line.key(`url:${ref.urlId}`), 'end:1')
    const wrongs = await line.wrongs()
    expect(wrongs).toContainEqual(expect.objectContaining({ check: 'runs', ids: [nameOf(ref)] }))
    expect(wrongs.map(({ check }) => check)).toContain('accounts')
  })

  it('is not put back where it stands somewhere after all', async () => {
    const ref = await line.accept('a')
    const facts = await line.examine()
    const lost = { ...facts.runs, lost: [{ ref, isHeld: false, hasEntry: true }] }
    expect(await line.mend({ ...facts, runs: lost })).toEqual([])
    await line.toFetch()
    await line.stores.hosts.release('news.example', ref)
    expect(await line.mend({ ...facts, runs: lost })).toEqual([])
    expect(await line.stores.hosts.waiting()).toBe(0)
  })
})

it('finds a failed job whose end is missing, and publishes it', async () => {
  const ref = await line.accept('a')
  await line.toFetch()
  await line.stores.hosts.release('news.example', ref)
  await line.finish(ref, 'failed')
  expect(await line.wrongs()).toEqual([
    {
      check: 'runs',
      text: 'runs: 1 job failed for good, but the end of the run is missing',
      ids: [jobId('fetch', ref)],
    },
  ])
  expect(await line.mendAll()).toEqual({ done: ['runs: 1 end of failed jobs published'], left: [] })
  expect(await line.stores.runs.state(ref)).toEqual({ is: 'ended', by: 'url.failed' })
})

describe('a run without a mark', () => {
  it.each(['at its host', 'in a queue'])('is found %s', async (where) => {
    const ref = await line.accept('a')
    if (where === 'in a queue') await line.toFetch()
    await line.redis.del(line.key(`url:${ref.urlId}`))
    const wrongs = await line.wrongs()
    expect(wrongs).toContainEqual({ check: 'runs', text: 'runs: 1 in the line that no mark knows', ids: [nameOf(ref)] })
    expect(wrongs).toContainEqual(
      expect.objectContaining({ check: 'accounts', text: expect.stringContaining('the marks tell of 0 runs') }),
    )
  })

  it('is found where it ended all the same', async () => {
    const ref = await line.accept('a')
    await line.redis.del(line.key(`url:${ref.urlId}`))
    for (const entry of await line.stores.hosts.take(1)) await line.stores.hosts.release(entry.host, entry)
    await line.stores.events.end(aStop(ref))
    expect(await line.wrongs()).toContainEqual(expect.objectContaining({ check: 'runs', ids: [ref.urlId] }))
  })
})

describe('slots', () => {
  it('are found where their run has ended, and released', async () => {
    const ref = await line.accept('a')
    const [entry] = await line.stores.hosts.take(1)
    await line.stores.events.end(aStop(ref))
    expect(await line.wrongs(), 'the sweep has its time').toEqual([])
    await line.redis.hset(
      line.key('host:news.example:taken'),
      `${ref.urlId}-1`,
      `1700000000000 ${JSON.stringify(entry)}`,
    )
    expect(await line.wrongs()).toEqual([
      { check: 'slots', text: 'slots: 1 held by runs that have ended', ids: [`news.example ${nameOf(ref)}`] },
    ])
    expect(await line.mendAll()).toEqual({ done: ['slots: 1 slot of ended runs released'], left: [] })
    expect(await line.stores.hosts.taken()).toEqual([])
  })

  it('and hosts are found where nobody would look, and listed again', async () => {
    await line.accept('a', 'first.example')
    await line.stores.hosts.take(1)
    await line.redis.del(line.key('hosts:taken'))
    await line.accept('b', 'second.example')
    await line.redis.del(line.key('hosts'))
    const [wrong, ...others] = await line.wrongs()
    expect({ ...wrong, ids: wrong?.ids.toSorted() }).toEqual({
      check: 'slots',
      text: 'slots: 2 hosts that would be passed over for ever',
      ids: ['first.example', 'second.example'],
    })
    expect(others).toEqual([])
    expect(await line.mendAll()).toEqual({ done: ['slots: 2 hosts listed again'], left: [] })
    expect(await line.stores.hosts.take(5)).toMatchObject([{ host: 'second.example' }])
    expect(await line.stores.hosts.taken()).toHaveLength(2)
  })

  it('are not all: an entry that cannot be read would stop the dispatcher', async () => {
    await line.redis.rpush(line.key('host:news.example:waiting'), '{"half":')
    await line.redis.zadd(line.key('hosts'), 0, 'news.example')
    expect(await line.wrongs()).toMatchObject([{ check: 'slots', ids: ['news.example'] }])
  })
})

describe('bodies', () => {
  it('without a run are found and dropped; others stay', async () => {
    const known = await line.endOne('a')
    await line.keepOld(known, 'page')
    await line.keepOld({ ...known, run: 0 }, 'submitted')
    expect(await line.wrongs()).toEqual([])
    await line.keepOld({ ...known, run: 2 }, 'page')
    const [wrong] = await line.wrongs()
    expect(wrong).toMatchObject({ check: 'bodies', text: 'bodies: 1 without a run' })
    expect(wrong?.ids).toEqual([`${known.urlId}/2/page`])
    expect(await line.mendAll()).toEqual({ done: ['bodies: 1 without a run dropped'], left: [] })
    expect((await line.audit()).at(-1)?.text).toBe('bodies: 2 kept, each of a known run')
  })

  it('that were handed in stay where they came a moment ago, or their URL is known: the fetcher sees which run asks for them', async () => {
    const { urlId } = await line.endOne('a')
    const ofKnown = { urlId, run: 140_737_488_355_327, kind: 'submitted' } as const
    const young = { urlId: urlIdOf('b'), run: 7, kind: 'submitted' } as const
    await line.keepOld(ofKnown, 'submitted')
    await line.stores.bodies.write(young, 'Words.')
    expect(await line.mendAll()).toEqual({ done: [], left: [] })
    for (const ref of [ofKnown, young]) expect(await line.stores.bodies.read(ref)).toBeDefined()
  })

  it('that were handed in long ago for a URL that no mark knows are found and dropped', async () => {
    const left = { urlId: urlIdOf('b'), run: 7 }
    await line.keepOld(left, 'submitted')
    expect(await line.wrongs()).toEqual([
      { check: 'bodies', text: 'bodies: 1 without a run', ids: [`${nameOf(left)}/submitted`] },
    ])
    expect(await line.mendAll()).toEqual({ done: ['bodies: 1 without a run dropped'], left: [] })
  })
})
