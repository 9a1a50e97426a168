import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { aFind } from '../test/messages.ts'
import { aLog } from '../test/test-line.ts'
import { aLine } from '../test/test-stage.ts'
import { openEdge } from './edge.ts'

const { run: _, ...found } = aFind('a')

/** An edge of a line that is full so many times. */
function anEdge(fullTimes: number, info?: string) {
  const { redis } = aLine()
  const log = aLog()
  let asked = 0
  const accept = vi.fn(async () => {
    asked++
    return asked > fullTimes ? ({ is: 'accepted', run: 1 } as const) : ({ is: 'full', inFlight: 7 } as const)
  })
  if (info !== undefined) vi.spyOn(redis, 'info').mockResolvedValueOnce(info)
  return { offer: openEdge(redis, { runs: { accept }, memoryShareMax: 0.5, log }), accept, log }
}

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
    expect(log.said.filter((line) => line.includes('line is full'))).toHaveLength(1)
  })

  it('waits while the memory is nearly full, and asks nobody then, though many come at once', async () => {
    const { offer, accept } = anEdge(0, '# Memory\r\nused_memory:51\r\nmaxmemory:100\r\n')
    const offered = Array.from({ length: 5 }, () => offer(found))
    await sleep(500)
    expect(accept).not.toHaveBeenCalled()
    expect(await Promise.all(offered)).toEqual(offered.map(() => ({ is: 'accepted', run: 1 })))
  })

  it('never waits for memory where there is no cap', async () => {
    const { offer } = anEdge(0, '# Memory\r\nused_memory:51\r\nmaxmemory:0\r\n')
    const beganAtMs = performance.now()
    await offer(found)
    expect(performance.now() - beganAtMs).toBeLessThan(800)
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
