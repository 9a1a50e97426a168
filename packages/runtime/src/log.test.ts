import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { boundedLines, limited } from './log.ts'

describe('limited', () => {
  it('calls through once, counts what it swallows, and says so the next time', async () => {
    const written: unknown[] = []
    const write = limited(100, (swallowed, ...facts) => written.push([swallowed, ...facts]))
    for (let at = 0; at < 1_000; at++) write('error', at)
    expect(written).toEqual([[0, 'error', 0]])
    await sleep(130)
    write('next')
    write('swallowed')
    await sleep(130)
    write('last')
    expect(written).toEqual([
      [0, 'error', 0],
      [999, 'next'],
      [1, 'last'],
    ])
  })
})

describe('lines of a log', () => {
  it('are bounded in each second, and the next second tells how many were left out', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const bounded = boundedLines(3)
    const lines = Array.from({ length: 10 }, bounded)
    expect(lines.filter(({ isAllowed }) => isAllowed)).toHaveLength(3)
    expect(lines.every(({ swallowed }) => swallowed === 0)).toBe(true)
    vi.advanceTimersByTime(1_000)
    expect(bounded()).toEqual({ isAllowed: true, swallowed: 7 })
    expect(bounded()).toEqual({ isAllowed: true, swallowed: 0 })
  })
})
