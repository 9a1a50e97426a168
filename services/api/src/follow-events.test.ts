import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

type Followed = { status: number; endedMs: number | undefined; stop(): void; begun: Promise<void> }

/** Begins to follow, and notes what becomes of it. */
function begin(port: number, headers: Record<string, string>, method = 'GET'): Followed {
  const all = { accept: 'text/event-stream', ...headers }
  const asked = request({ host: '127.0.0.1', port, path: '/v1/events', method, headers: all })
  const begun = new Promise<void>((resolve) => asked.once('response', () => resolve()))
  const followed: Followed = { status: 0, endedMs: undefined, stop: () => void asked.destroy(), begun }
  asked
    .on('error', () => {})
    .once('response', (answer) => {
      followed.status = answer.statusCode ?? 0
      answer.on('error', () => {}).resume()
      answer.once('close', () => {
        followed.endedMs = performance.now()
      })
    })
  asked.end()
  return followed
}

async function beginAll(count: number, port: number, headers: Record<string, string>, method = 'GET') {
  const all = Array.from({ length: count }, () => begin(port, headers, method))
  await Promise.all(all.map(({ begun }) => begun))
  return all
}

const endsWithin = async (all: readonly Followed[], forMs: number) => {
  const sinceMs = performance.now()
  while (all.some(({ endedMs }) => endedMs === undefined) && performance.now() - sinceMs < forMs) await sleep(20)
  return all.filter(({ endedMs }) => endedMs !== undefined).length
}

describe('following events', () => {
  /** Follows until so many bytes' worth of frames have come that `isEnough`; gives the frames. */
  async function follow(
    port: number,
    headers: Record<string, string>,
    isEnough: (text: string) => boolean,
    query = '',
  ): Promise<string> {
    const stopping = new AbortController()
    const response = await fetch(`http://127.0.0.1:${port}/v1/events${query}`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: stopping.signal,
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    let text = ''
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString()
      if (isEnough(text)) break
    }
    stopping.abort()
    return text
  }
  const idsOf = (text: string) => [...text.matchAll(/^id: (\w+)$/gm)].map(([, id]) => id)

  it('gives what was, and what comes', async () => {
    const { port, events, add } = await aServer()
    const following = follow(port, {}, (text) => idsOf(text).length > events.length)
    const late = { ...events[0], id: `e${'0'.repeat(32)}` } as (typeof events)[number]
    setTimeout(() => void add([late]), 700)
    expect(idsOf(await following)).toEqual([...events.map(({ id }) => id), late.id])
  })

  it('goes on behind the event that was seen last', async () => {
    const { port, events } = await aServer()
    const seen = events[3]?.id ?? ''
    const text = await follow(port, { 'last-event-id': seen }, (some) => idsOf(some).length >= events.length - 4)
    expect(idsOf(text)).toEqual(events.slice(4).map(({ id }) => id))
    expect(text).toContain(`event: ${events[4]?.type}\n`)
  })

  it('says that there is a gap where that event is not kept, and begins anew', async () => {
    const { port, events } = await aServer()
    const lost = `e${'9'.repeat(32)}`
    const text = await follow(port, { 'last-event-id': lost }, (some) => idsOf(some).length >= events.length)
    expect(text).toContain(`event: gap\ndata: {"after":"${lost}"}\n\n`)
    expect(idsOf(text)).toHaveLength(events.length)
  })

  it('passes over once what is not asked for', async () => {
    const { port, events, add, database } = await aServer()
    const following = follow(port, {}, (text) => idsOf(text).length > 0, '?subject=late')
    await sleep(700)
    // It stands before the place from which the next look begins.
    await database.db.updateTable('event').set({ subject: 'late' }).where('ordinal', '=', 1).execute()
    const late = { ...events[0], subject: 'late', id: `e${'0'.repeat(32)}` } as (typeof events)[number]
    await add([late])
    expect(idsOf(await following)).toEqual([late.id])
  })

  it('ends when the server closes', async () => {
    const { port, server, events } = await aServer()
    let isOpen = true
    const following = follow(port, {}, () => false).finally(() => {
      isOpen = false
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(isOpen).toBe(true)
    await server.close()
    expect(idsOf(await following)).toHaveLength(events.length)
  })

  it('ends within five seconds of the end of a token, however many follow and whatever else their address shows', async () => {
    const { port, tokens, ask } = await aServer()
    const bearer = async (name: string, expiresMs: number | null) => ({
      authorization: `Bearer ${(await tokens.issue({ name, role: 'read', expiresMs })).secret}`,
    })
    const expiring = await bearer('expiring', Date.now() + 1_000)
    const gone = await bearer('gone', null)
    const stays = await bearer('stays', null)
    const kept = await beginAll(2, port, stays)
    const ended = [...(await beginAll(18, port, gone)), ...(await beginAll(18, port, expiring))]
    await tokens.revoke('gone')
    for (let at = 0; at < 31; at++) await ask('/v1/topics', { headers: { authorization: `Bearer stw_wrong${at}` } })
    expect(await endsWithin(ended, 5_000)).toBe(36)
    // To be cut off is no wrong token shown.
    const { status } = await ask('/v1/topics', { headers: { authorization: 'Bearer stw_other' } })
    expect(status).toBe(429)
    await sleep(500)
    expect(kept.every(({ endedMs }) => endedMs === undefined)).toBe(true)
    for (const each of kept) each.stop()
  }, 20_000)

  it('that is cut off counts as no wrong token of its address', async () => {
    const { port, tokens, ask } = await aServer()
    const all: Followed[] = []
    for (const name of ['one', 'two', 'three']) {
      const { secret } = await tokens.issue({ name, role: 'read', expiresMs: null })
      all.push(...(await beginAll(15, port, { authorization: `Bearer ${secret}` })))
    }
    for (const name of ['one', 'two', 'three']) await tokens.revoke(name)
    expect(await endsWithin(all, 6_000)).toBe(45)
    expect((await ask('/v1/topics', { headers: { authorization: 'Bearer stw_other' } })).status).toBe(401)
  }, 20_000)

  it('is not what HEAD does: it answers as GET would, and holds no place', async () => {
    const { port, ask } = await aServer()
    const headers = { accept: 'text/event-stream' }
    for (let at = 0; at < 25; at++) {
      const head = await ask('/v1/events', { method: 'HEAD', headers })
      expect(head).toMatchObject({ status: 200, text: '' })
      expect(head.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    }
    const [one] = await beginAll(1, port, {})
    expect(one).toMatchObject({ status: 200, endedMs: undefined })
    one?.stop()
  })

  it('takes twenty places of a caller at most, so that a hundred are left for others', async () => {
    const { port, as, ask } = await aServer()
    const desk = await as('read')
    const all = await beginAll(22, port, desk)
    expect(all.map(({ status }) => status).toSorted()).toEqual([...Array<number>(20).fill(200), 429, 429])
    const headers = { accept: 'text/event-stream' }
    const refused = await ask('/v1/events', { headers: { ...headers, ...desk } })
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } })
    const others = await beginAll(20, port, {})
    for (let at = 0; at < 3; at++) others.push(...(await beginAll(20, port, await as('read'))))
    expect(others.every(({ status }) => status === 200)).toBe(true)
    const full = await ask('/v1/events', { headers: { ...headers, ...(await as('read')) } })
    expect(full).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } })
    // A place that is left can be had again.
    for (const each of all) each.stop()
    await sleep(300)
    const [again] = await beginAll(1, port, desk)
    expect(again?.status).toBe(200)
    for (const each of [...others, ...(again ? [again] : [])]) each.stop()
  }, 20_000)

  it('gives back its place when its connection goes, also where it waits behind another answer there', async () => {
    const { port, as } = await aServer()
    const desk = await as('read')
    const head = ['GET /v1/events HTTP/1.1', 'Host: localhost', 'Accept: text/event-stream']
    const line = [...head, `Authorization: ${desk.authorization}`, '', ''].join('\r\n')
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await new Promise<void>((resolve) => socket.once('data', () => resolve()).write(line.repeat(20)))
    await sleep(300)
    const [refused] = await beginAll(1, port, desk)
    expect(refused?.status).toBe(429)
    socket.destroy()
    await sleep(300)
    const all = await beginAll(20, port, desk)
    expect(all.every(({ status }) => status === 200)).toBe(true)
    for (const each of all) each.stop()
  })
})
