import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { aFind } from '../test/messages.ts'
import { aLog } from '../test/test-line.ts'
import { openDoor, openEdge } from './edge.ts'

const { run: _, ...found } = aFind('a')

type Memory = { used: number; cap: number }

/** An edge of a line that is full so many times, on a Redis whose memory is as said. */
function anEdge(fullTimes: number, memory: Memory = { used: 0, cap: 0 }, inFlight = 0) {
  const log = aLog()
  let asked = 0
  const accept = vi.fn(async () => {
    asked++
    return asked > fullTimes ? ({ is: 'accepted', run: 1 } as const) : ({ is: 'full', inFlight: 7 } as const)
  })
  const counters = async () => ({ accepted: 1_000 + inFlight, ended: 1_000 })
  const info = vi.fn(async () => `# Memory\r\nused_memory:${memory.used}\r\nmaxmemory:${memory.cap}\r\n`)
  return { offer: openEdge({ info }, { runs: { accept, counters }, memoryShareMax: 0.5, log }), accept, log, info }
}

const mebibyte = 1_048_576
const complaints = ({ said }: { said: readonly string[] }) => said.filter((line) => line.includes('line is full'))

describe('the edge', () => {
  it('hands in at once where there is room', async () => {
    const { offer, accept } = anEdge(0)
    expect(await offer(found, { again: true })).toEqual({ is: 'accepted', run: 1 })
    expect(accept).toHaveBeenCalledExactlyOnceWith(found, { again: true })
  })

  it('waits while the line is full, says so once, and goes on when there is room', async () => {
    const { offer, accept, log } = anEdge(1)
    expect(await offer(found)).toEqual({ is: 'accepted', run: 1 })
    expect(accept).toHaveBeenCalledTimes(2)
    expect(complaints(log)).toHaveLength(1)
  })

  it('says once that many wait, again and again', async () => {
    const { offer, log } = anEdge(30)
    await Promise.all(Array.from({ length: 20 }, () => offer(found)))
    expect(complaints(log)).toHaveLength(1)
  })

  it('gives up waiting when it is told to, at once', async () => {
    const { offer } = anEdge(1_000)
    const stopping = new AbortController()
    const offered = offer(found, { signal: stopping.signal })
    await sleep(50)
    stopping.abort()
    expect(await Promise.race([offered, sleep(500, 'waits')])).toEqual({ is: 'stopped' })
    expect(await offer(found, { signal: stopping.signal })).toEqual({ is: 'stopped' })
  })
})

describe('the door', () => {
  const info = (used: number) => async () => `# Memory\r\nused_memory:${used}\r\nmaxmemory:${100 * mebibyte}\r\n`

  it('hands in once, and tells at once that the line is full', async () => {
    const full = { is: 'full', inFlight: 7 } as const
    const accept = vi.fn(async () => full)
    const door = openDoor({ info: info(0) }, { runs: { accept }, memoryShareMax: 0.5 })
    expect(await door(found, { again: true })).toEqual(full)
    expect(accept).toHaveBeenCalledExactlyOnceWith(found, { again: true })
  })

  it('asks nobody at the memory mark', async () => {
    const accept = vi.fn()
    const door = openDoor({ info: info(51 * mebibyte) }, { runs: { accept }, memoryShareMax: 0.5 })
    expect(await door(found)).toEqual({ is: 'full', of: 'memory' })
    expect(accept).not.toHaveBeenCalled()
  })
})

describe('the memory mark', () => {
  it('is waited at, and nobody is asked then, though many come at once', async () => {
    const memory = { used: 51 * mebibyte, cap: 100 * mebibyte }
    const { offer, accept, info } = anEdge(0, memory)
    const offered = Array.from({ length: 5 }, () => offer(found))
    await sleep(500)
    expect(accept).not.toHaveBeenCalled()
    expect(info).toHaveBeenCalledTimes(1)
    memory.used = 0
    expect(await Promise.all(offered)).toEqual(offered.map(() => ({ is: 'accepted', run: 1 })))
  })

  it('is far away without a cap', async () => {
    const { offer, info } = anEdge(0, { used: 51 * mebibyte, cap: 0 })
    for (let at = 0; at < 100; at++) expect(await offer(found)).toMatchObject({ is: 'accepted' })
    expect(info).toHaveBeenCalledTimes(1)
  })

  it('counts what is in flight with what it will need', async () => {
    const memory = { used: 10 * mebibyte, cap: 100 * mebibyte }
    expect(await anEdge(0, memory, 100).offer(found)).toMatchObject({ is: 'accepted' })
    const { offer, accept } = anEdge(0, memory, 10_000)
    const stopping = new AbortController()
    const offered = offer(found, { signal: stopping.signal })
    await sleep(50)
    stopping.abort()
    expect(await offered).toEqual({ is: 'stopped' })
    expect(accept).not.toHaveBeenCalled()
  })

  it('is not run over by many at once: a reading lets in a part of the room, and the nearer the mark the fewer', async () => {
    const memory = { used: 49 * mebibyte, cap: 100 * mebibyte }
    const { offer, accept, info } = anEdge(0, memory)
    const runBytes = 12 * 1_024
    accept.mockImplementation(async () => {
      memory.used += runBytes
      return { is: 'accepted', run: 1 }
    })
    const stopping = new AbortController()
    const offered = Array.from({ length: 300 }, () => offer(found, { signal: stopping.signal }))
    await vi.waitFor(() => expect(memory.used).toBeGreaterThan(50 * mebibyte - runBytes))
    await sleep(50)
    stopping.abort()
    const ends = Map.groupBy(await Promise.all(offered), ({ is }) => is)
    expect(ends.get('stopped')?.length).toBeGreaterThan(150)
    expect(memory.used).toBeLessThan(50 * mebibyte + 3 * runBytes)
    expect(info.mock.calls.length).toBeLessThan(60)
  })
})
