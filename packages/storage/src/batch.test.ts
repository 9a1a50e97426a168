import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { makeBatch } from './batch.ts'

/** A batch that doubles numbers, and remembers what was written together. */
function aBatch(
  write: (items: readonly number[]) => Promise<readonly number[]> = async (items) => items.map((n) => n * 2),
) {
  const written: number[][] = []
  const batch = makeBatch<number, number>((items) => {
    written.push([...items])
    return write(items)
  })
  return { ...batch, written }
}

const count = (length: number) => Array.from({ length }, (_, at) => at)

describe('makeBatch', () => {
  it('writes together what is added in a moment, and gives each its own result', async () => {
    const { add, written } = aBatch()
    expect(await Promise.all(count(50).map(add))).toEqual(count(50).map((n) => n * 2))
    expect(written).toEqual([count(50)])
  })

  it('writes at once when a batch is full, and begins the next', async () => {
    const { add, written } = aBatch()
    const results = await Promise.all(count(1_200).map(add))
    expect(results).toEqual(count(1_200).map((n) => n * 2))
    expect(written.map(({ length }) => length)).toEqual([500, 500, 200])
    expect(written.flat()).toEqual(count(1_200))
  })

  it('begins a new batch while the last is being written', async () => {
    const { add, written } = aBatch(async (items) => {
      await sleep(20)
      return items
    })
    const first = add(1)
    await sleep(10)
    expect(written).toEqual([[1]])
    expect(await Promise.all([first, add(2)])).toEqual([1, 2])
    expect(written).toEqual([[1], [2]])
  })

  it('fails all that were written together, and none of the next', async () => {
    let isBroken = true
    const { add } = aBatch(async (items) => {
      if (isBroken) throw new Error('away')
      return items
    })
    const failed = await Promise.allSettled(count(3).map(add))
    expect(failed.map((each) => (each.status === 'rejected' ? String(each.reason) : each.status))).toEqual(
      count(3).map(() => 'Error: away'),
    )
    isBroken = false
    expect(await add(7)).toBe(7)
  })

  it('fails its items where the write throws at once', async () => {
    const { add } = aBatch(() => {
      throw new Error('at once')
    })
    await expect(add(1)).rejects.toThrow('at once')
    await expect(add(2)).rejects.toThrow('at once')
  })
})
