import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { limited } from './log.ts'

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
