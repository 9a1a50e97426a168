import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { boundedLines, limited, openLog } from './log.ts'

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

describe('a log', () => {
  it('tells no password, whatever a line is about and whichever error it quotes', () => {
    const written: string[] = []
    vi.spyOn(pino, 'destination').mockReturnValue({ write: (line: string) => void written.push(line) } as never)
    onTestFinished(() => void vi.restoreAllMocks())
    const log = openLog('test', 'info')
    const refused = Object.assign(new Error('WRONGPASS invalid username-password pair'), {
      command: { name: 'auth', args: ['ida', 'tram'] },
      previousErrors: [Object.assign(new Error('no'), { command: { name: 'auth', args: ['tram'] } })],
    })
    log.warn({ err: refused, swallowed: 0 }, 'redis connection error')
    const cause = new Error('no answer from postgres://ida:tram@db/news')
    log.error({ err: new Error('https://ida:tram@news.example/ is gone', { cause }) }, 'lost')
    log
      .child({ url: 'https://ida:tram@news.example/' })
      .info({ header: `Bearer stw_tram${'a'.repeat(39)}` }, 'at //ida:tram@x')
    expect(written).toHaveLength(3)
    for (const line of written) expect(line).not.toContain('tram')
    const [first, second] = written.map((line) => JSON.parse(line))
    expect(first.err).toMatchObject({ message: refused.message, command: 'auth', previousErrors: ['no'] })
    expect(first.err.stack).toContain('WRONGPASS')
    expect(second.err.message).toBe('https://***@news.example/ is gone: no answer from postgres://***@db/news')
  })
})
