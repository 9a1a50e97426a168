import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Bodies, BodyKind, BodyRef } from '../src/bodies.ts'
import { urlIdOf } from './builders.ts'

/** What every implementation of {@link Bodies} promises. */
export function bodiesConformance(open: () => Bodies): void {
  const ref = { urlId: urlIdOf('a'), run: 1, kind: 'page' } as const

  it.each([
    ['nothing', ''],
    ['a line', 'One line.'],
    ['other scripts and emoji', 'Øre, Київ, 東京, 😀, \u2028, \u0000'],
    ['much', 'The tram line. '.repeat(100_000)],
  ])('gives back %s as it was written', async (_, text) => {
    const bodies = open()
    await bodies.write(ref, text)
    expect(await bodies.read(ref)).toBe(text)
  })

  it('tells url, run and kind apart', async () => {
    const bodies = open()
    const refs = [ref, { ...ref, run: 11 }, { ...ref, kind: 'text' as const }, { ...ref, urlId: urlIdOf('b') }]
    for (const [at, each] of refs.entries()) await bodies.write(each, String(at))
    expect(await Promise.all(refs.map((each) => bodies.read(each)))).toEqual(['0', '1', '2', '3'])
    await bodies.drop(ref)
    expect(await Promise.all(refs.map((each) => bodies.read(each)))).toEqual([undefined, '1', '2', '3'])
  })

  it('keeps the last of two writes, and one whole of many at once', async () => {
    const bodies = open()
    await bodies.write(ref, 'first')
    await bodies.write(ref, 'second')
    expect(await bodies.read(ref)).toBe('second')
    const texts = Array.from({ length: 20 }, (_, at) => String(at).repeat(5_000))
    await Promise.all(texts.map((text) => bodies.write(ref, text)))
    expect(texts).toContain(await bodies.read(ref))
  })

  it('has nothing of what was never written, and drops it without complaint', async () => {
    const bodies = open()
    expect(await bodies.read(ref)).toBeUndefined()
    await bodies.drop(ref)
    expect(await bodies.dropOlder('page', Date.now() + 10_000)).toBe(0)
  })

  it('lists what it keeps, or what it keeps of one kind', async () => {
    const bodies = open()
    const refs = [ref, { ...ref, run: 7, kind: 'submitted' as const }, { ...ref, kind: 'text' as const }]
    for (const each of refs) await bodies.write(each, 'words')
    expect(new Set(await listed(bodies))).toEqual(new Set(refs))
    expect(await listed(bodies, 'submitted')).toEqual([refs[1]])
    expect(await listed(bodies, 'parsed')).toEqual([])
  })

  conformanceOfDropping(open)
}

function conformanceOfDropping(open: () => Bodies): void {
  const ref = { urlId: urlIdOf('a'), run: 1, kind: 'page' } as const

  it('drops what is older than an instant, of one kind only', async () => {
    const bodies = open()
    await bodies.write(ref, 'old page')
    await bodies.write({ ...ref, kind: 'text' }, 'old text')
    await sleep(30)
    const instant = Date.now()
    await sleep(30)
    await bodies.write({ ...ref, run: 2 }, 'new page')
    expect(await bodies.dropOlder('page', instant)).toBe(1)
    expect(await bodies.read(ref)).toBeUndefined()
    expect(await bodies.read({ ...ref, kind: 'text' })).toBe('old text')
    expect(await bodies.read({ ...ref, run: 2 })).toBe('new page')
  })

  it('asks, of what is old and of one kind, what is to be spared', async () => {
    const bodies = open()
    const spared = { ...ref, run: 3 }
    for (const each of [ref, spared, { ...ref, kind: 'text' as const }]) await bodies.write(each, 'words')
    await sleep(30)
    const instant = Date.now()
    await sleep(30)
    await bodies.write({ ...ref, run: 2 }, 'new page')
    const asked: number[] = []
    const isSpared = async (some: readonly BodyRef[]) => {
      asked.push(...some.map(({ run }) => run))
      return some.map(({ run }) => run === spared.run)
    }
    expect(await bodies.dropOlder('page', instant, isSpared)).toBe(1)
    expect(asked.sort()).toEqual([1, 3])
    expect(await bodies.read(ref)).toBeUndefined()
    expect(await bodies.read(spared)).toBe('words')
    expect(await bodies.read({ ...ref, run: 2 })).toBe('new page')
  })

  it('drops nothing of what it could not ask for', async () => {
    const bodies = open()
    await bodies.write(ref, 'words')
    const isAway = async () => {
      throw new Error('away')
    }
    await expect(bodies.dropOlder('page', Date.now() + 10_000, isAway)).rejects.toThrow('away')
    expect(await bodies.read(ref)).toBe('words')
  })
}

async function listed(bodies: Bodies, kind?: BodyKind): Promise<BodyRef[]> {
  const found: BodyRef[] = []
  for await (const kept of bodies.list(kind)) found.push(kept.ref)
  return found
}
