import type { RunRef } from '@stancewire/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AuditedTestLine, aFind, anAuditedLine, urlIdOf } from '../../test/audited-line.ts'
import { mend } from './mend.ts'

let line: AuditedTestLine
beforeEach(async () => {
  line = await anAuditedLine()
})
afterEach(() => line[Symbol.asyncDispose]())

const nameOf = ({ urlId, run }: RunRef) => `${urlId}/${run}`

describe('events', () => {
  /** Appends a copy of the last event, changed. */
  async function appendCopy(change: (event: Record<string, unknown>) => unknown): Promise<void> {
    const [last] = await line.redis.xrevrange(line.key('events'), '+', '-', 'COUNT', 1)
    const event = change(JSON.parse(last?.[1].at(-1) ?? '')) as Record<string, unknown>
    const { id, type, subject } = event
    await line.redis.xadd(
      line.key('events'),
      '*',
      'id',
      String(id),
      'type',
      String(type),
      'subject',
      String(subject),
      'event',
      JSON.stringify(event),
    )
  }

  it('are found where one stands there twice, and its run has a second end', async () => {
    const ref = await line.endOne('a')
    await appendCopy((event) => ({ ...event, sequence: '0000000002' }))
    const wrongs = await line.wrongs()
    expect(wrongs).toContainEqual({
      check: 'events',
      text: 'events: 1 stand on the stream more than once',
      ids: [expect.stringMatching(/^e/)],
    })
    expect(wrongs).toContainEqual({ check: 'events', text: 'events: 1 run with more than one end', ids: [nameOf(ref)] })
    expect(wrongs.map(({ check }) => check)).toContain('accounts')
  })

  it('are found where a run has two ends of different types', async () => {
    const ref = await line.endOne('a')
    await appendCopy((event) => ({ ...event, id: `e${'1'.repeat(32)}`, type: 'url.failed', sequence: '0000000002' }))
    const texts = (await line.wrongs()).map(({ text, ids }) => `${text} ${ids.join()}`)
    expect(texts).toContain(`events: 1 run with more than one end ${nameOf(ref)}`)
    expect(texts).toContain(`events: 1 end on the stream that the mark of the run does not tell ${nameOf(ref)}`)
  })

  it('are found where the mark of their run tells another end, or is gone', async () => {
    const [other, gone] = [await line.endOne('a'), await line.endOne('b')]
    await line.redis.hset(line.key(`url:${other.urlId}`), 'end:1', 'url.failed')
    await line.redis.del(line.key(`url:${gone.urlId}`))
    const wrongs = await line.wrongs()
    expect(wrongs).toContainEqual({
      check: 'events',
      text: 'events: 2 ends on the stream that the mark of the run does not tell',
      ids: [nameOf(other), nameOf(gone)],
    })
  })

  it('are found missing where a mark tells an end', async () => {
    const ref = await line.accept('a')
    await line.redis.hset(line.key(`url:${ref.urlId}`), 'end:1', 'url.stopped')
    expect(await line.wrongs()).toContainEqual({
      check: 'events',
      text: 'events: 1 end missing on the stream',
      ids: [nameOf(ref)],
    })
  })

  it('are found deleted', async () => {
    for (const name of ['a', 'b', 'c']) await line.endOne(name)
    const [, second] = await line.redis.xrange(line.key('events'), '-', '+')
    await line.redis.xdel(line.key('events'), second?.[0] ?? '')
    expect(await line.wrongs()).toMatchObject([{ check: 'events', text: expect.stringMatching(/were deleted/) }])
  })

  it('are found broken', async () => {
    await line.redis.xadd(line.key('events'), '*', 'event', '{"half":')
    expect(await line.wrongs()).toMatchObject([
      { check: 'events', text: 'events: 1 entry on the stream hold no event' },
    ])
  })

  it('are found with a gap in the sequence of their subject, and without its beginning', async () => {
    const [first, second] = [await line.endOne('a'), await line.endOne('b')]
    await line.redis.set(line.key(`sequence:${first.urlId}`), 5)
    await line.endOne('a')
    await line.redis.set(line.key(`sequence:${urlIdOf('c')}`), 5)
    await line.endOne('c')
    expect(second.run).toBe(1)
    expect(await line.wrongs()).toEqual([
      { check: 'sequences', text: 'sequences: 1 subject with a gap', ids: [first.urlId] },
      { check: 'sequences', text: 'sequences: 1 subject without what came first', ids: [urlIdOf('c')] },
    ])
  })
})

describe('counters', () => {
  it.each([
    ['accepted', 3, /the marks tell of 3 runs, 1 of them in flight/],
    ['ended', 1, /ends by kind add up to 2, all ends to 3.*the marks tell of 3 runs, 1 of them in flight/],
    ['stop:off-topic', -1, /ends by kind add up to 1.*the marks tell of 2 stopped.*the stream holds 2 off-topic/],
    ['end:article.classified', 7, /ends by kind add up to 9.*the stream holds 0 classified/],
  ])('are found wrong (%s), and set right', async (name, by, text) => {
    for (const each of ['a', 'b']) await line.endOne(each)
    await line.accept('c')
    const right = await line.stores.runs.counters()
    await line.redis.hincrby(line.key('counters'), name, by)
    expect(await line.wrongs()).toEqual([{ check: 'accounts', text: expect.stringMatching(text), ids: [] }])
    expect(await line.mendAll()).toEqual({ done: ['accounts: counters set right'], left: [] })
    expect(await line.stores.runs.counters()).toMatchObject(right)
  })

  it('are found wrong by kind alone', async () => {
    await line.endOne('a')
    await line.redis.hincrby(line.key('counters'), 'stop:off-topic', -1)
    await line.redis.hincrby(line.key('counters'), 'stop:gone', 1)
    expect(await line.wrongs()).toMatchObject([
      { check: 'accounts', text: expect.stringMatching(/holds 1 off-topic.*holds 0 gone/) },
    ])
    expect((await line.mendAll()).left).toEqual([])
  })

  it('are set right also where the stream was trimmed', async () => {
    for (const name of ['a', 'b', 'c']) await line.endOne(name)
    await line.redis.xtrim(line.key('events'), 'MAXLEN', 1)
    await line.redis.hincrby(line.key('counters'), 'accepted', 4)
    expect(await line.mendAll()).toEqual({ done: ['accounts: counters set right'], left: [] })
    expect(await line.stores.runs.counters()).toEqual({ accepted: 3, ended: 3, 'stop:off-topic': 3 })
  })

  it('are left alone while runs move', async () => {
    await line.endOne('a')
    await line.redis.hincrby(line.key('counters'), 'accepted', 3)
    let at = 0
    const moving = setInterval(() => void line.stores.runs.accept(aFind(`more-${at++}`)), 50)
    try {
      expect(await mend(line, await line.examine())).toEqual([])
    } finally {
      clearInterval(moving)
    }
    expect(await line.wrongs()).toMatchObject([{ check: 'accounts' }])
  })
})
