import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { withTimeLimit } from './time-limit.ts'

const never = () => new Promise<never>(() => {})

describe('withTimeLimit', () => {
  it('gives what the work gives, or throws what it throws', async () => {
    expect(await withTimeLimit(1_000, [], async () => 7)).toBe(7)
    await expect(withTimeLimit(1_000, [], () => Promise.reject(new Error('own')))).rejects.toThrow('own')
    const atOnce = () => {
      throw new Error('at once')
    }
    await expect(withTimeLimit(1_000, [], atOnce)).rejects.toThrow('at once')
  })

  it('gives up after so long, and tells the work', async () => {
    let told: unknown
    const work = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        told = signal.reason
      })
      return never()
    }
    await expect(withTimeLimit(10, [], work)).rejects.toThrow('took longer than 10 ms')
    expect(told).toMatchObject({ message: 'took longer than 10 ms' })
  })

  it('gives up when the outer signal says so, also if it said so before', async () => {
    const outer = new AbortController()
    const working = withTimeLimit(60_000, [new AbortController().signal, outer.signal], never)
    outer.abort('moved')
    await expect(working).rejects.toMatchObject({
      message: 'was called off: the lock of its job was lost, or its stage was closed',
      cause: 'moved',
    })
    const later = withTimeLimit(300, [new AbortController().signal, outer.signal], never)
    await expect(later).rejects.toThrow('was called off')
  })

  it('leaves the signal of work that is done alone', async () => {
    const outer = new AbortController()
    let signal: AbortSignal | undefined
    await withTimeLimit(20, [new AbortController().signal, outer.signal], async (given) => {
      signal = given
    })
    outer.abort()
    await sleep(40)
    expect(signal?.aborted).toBe(false)
  })

  it('does not mind what the work does after it was given up', async () => {
    const work = async () => {
      await sleep(30)
      throw new Error('too late to matter')
    }
    await expect(withTimeLimit(5, [], work)).rejects.toThrow('took longer')
    await sleep(50)
  })
})
