import { expect, it } from 'vitest'
import { openGate } from './gate.ts'

/** Work that says when it began, and ends when it is told. */
function stepwise(name: string, begun: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>()
  const work = () => {
    begun.push(name)
    return promise
  }
  return { work, finish: () => resolve(name) }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('lets many in together, and whoever wants to be alone only once they are out', async () => {
  const gate = openGate()
  const begun: string[] = []
  const [a, b, alone, later] = ['a', 'b', 'alone', 'later'].map((name) => stepwise(name, begun))
  if (!a || !b || !alone || !later) throw new Error('four were made')
  const done = [gate.together(a.work), gate.together(b.work), gate.alone(alone.work), gate.together(later.work)]
  await settle()
  expect(begun).toEqual(['a', 'b'])
  a.finish()
  await settle()
  expect(begun).toEqual(['a', 'b'])
  b.finish()
  await settle()
  expect(begun).toEqual(['a', 'b', 'alone'])
  alone.finish()
  await settle()
  expect(begun).toEqual(['a', 'b', 'alone', 'later'])
  later.finish()
  expect(await Promise.all(done)).toEqual(['a', 'b', 'alone', 'later'])
})

it('is open again after work that failed', async () => {
  const gate = openGate()
  await expect(gate.alone(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await gate.together(async () => 'in')).toBe('in')
})
