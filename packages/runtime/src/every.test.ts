import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { every } from './every.ts'

const log = pino({ level: 'silent' })

describe('every', () => {
  it('works at once, and again and again', async () => {
    const work = vi.fn(async () => {})
    await using _turns = every(10, 'test', log, work)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3))
  })

  it('never works twice at a time', async () => {
    let atWork = 0
    let most = 0
    let turns = 0
    await using _turns = every(1, 'test', log, async () => {
      most = Math.max(most, ++atWork)
      await sleep(10)
      atWork--
      turns++
    })
    await vi.waitFor(() => expect(turns).toBeGreaterThan(3))
    expect(most).toBe(1)
  })

  it('goes on after work that fails, in whatever way, and says so', async () => {
    const warn = vi.spyOn(log, 'warn')
    const work = vi
      .fn(async () => {})
      .mockRejectedValueOnce(new Error('later'))
      .mockImplementationOnce(() => {
        throw new Error('at once')
      })
    await using _turns = every(5, 'counting', log, work)
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3))
    expect(warn.mock.calls.map(([, words]) => words)).toEqual(['counting failed', 'counting failed'])
  })

  it('says nothing of work that fails because it shall stop', async () => {
    const warn = vi.spyOn(log, 'warn').mockClear()
    const turns = every(1, 'reading', log, async (stopping) => {
      await sleep(60_000, undefined, { signal: stopping })
    })
    await turns[Symbol.asyncDispose]()
    expect(warn).not.toHaveBeenCalled()
  })

  it('stops: waits for the work in hand, which is told, and begins no other', async () => {
    let isDone = false
    const work = vi.fn(async (stopping: AbortSignal) => {
      await sleep(60_000, undefined, { signal: stopping }).catch(() => {})
      isDone = true
    })
    const turns = every(1, 'test', log, work)
    await sleep(5)
    await turns[Symbol.asyncDispose]()
    expect(isDone).toBe(true)
    await sleep(20)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('stops at once where it rests', async () => {
    const work = vi.fn(async () => {})
    const turns = every(60_000, 'test', log, work)
    await sleep(5)
    const stopped = turns[Symbol.asyncDispose]().then(() => 'stopped')
    expect(await Promise.race([stopped, sleep(1_000, 'rests')])).toBe('stopped')
  })

  it('leaves work behind that does not end', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const turns = every(1, 'test', log, () => new Promise(() => {}))
    const stopped = vi.fn()
    void turns[Symbol.asyncDispose]().then(stopped)
    await vi.advanceTimersByTimeAsync(400)
    expect(stopped).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(stopped).toHaveBeenCalled()
  })
})
