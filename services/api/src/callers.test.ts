import type { Token } from '@stancewire/read-model'
import { describe, expect, it } from 'vitest'
import { openCallers } from './callers.ts'

const token = (name: string): Token => ({
  ...{ id: 't1', name, role: 'operate', createdMs: 0, expiresMs: null, revokedMs: null, lastUsedMs: null },
})

/** Callers of tokens that are in hand, with a clock of their own. */
function someCallers(...names: string[]) {
  const active = new Set(names)
  let nowMs = 0
  let lookUps = 0
  const find = async (secret: string) => {
    lookUps++
    return active.has(secret) ? token(secret) : undefined
  }
  return {
    callers: openCallers({ find }, () => nowMs),
    active,
    wait: (ms: number) => {
      nowMs += ms
    },
    lookUps: () => lookUps,
  }
}

describe('callers', () => {
  it('are looked up once in two seconds, however often they ask', async () => {
    const { callers, wait, lookUps } = someCallers('desk')
    for (let at = 0; at < 50; at++) expect(await callers.of('desk', 'a')).toEqual({ name: 'desk', role: 'operate' })
    expect(lookUps()).toBe(1)
    wait(2_000)
    await callers.of('desk', 'a')
    expect(lookUps()).toBe(2)
  })

  it('whose token was revoked are taken for two seconds at most', async () => {
    const { callers, active, wait } = someCallers('desk')
    await callers.of('desk', 'a')
    active.delete('desk')
    wait(1_999)
    expect(await callers.of('desk', 'a')).toMatchObject({ name: 'desk' })
    wait(1)
    expect(await callers.of('desk', 'a')).toBe('wrong')
  })

  it('are asked to wait after thirty wrong secrets within a minute, but for those who show a right one', async () => {
    const { callers, wait } = someCallers('desk', 'night-desk')
    for (let at = 0; at < 30; at++) expect(await callers.of(`guess-${at}`, 'a')).toBe('wrong')
    wait(20_000)
    expect(await callers.of('guess', 'a')).toEqual({ retryAfterS: 40 })
    expect(await callers.of('desk', 'a')).toMatchObject({ name: 'desk' })
    // Another address is none of this one's business.
    expect(await callers.of('guess', 'b')).toBe('wrong')
    wait(39_999)
    expect(await callers.of('guess', 'a')).toEqual({ retryAfterS: 1 })
    expect(await callers.of('night-desk', 'a')).toMatchObject({ name: 'night-desk' })
    wait(1)
    expect(await callers.of('guess', 'a')).toBe('wrong')
  })

  it('are looked up at once by whoever must know, which counts as no wrong secret', async () => {
    const { callers, active, lookUps } = someCallers('desk')
    await callers.of('desk', 'a')
    expect(await callers.now('desk')).toEqual({ name: 'desk', role: 'operate' })
    active.delete('desk')
    for (let at = 0; at < 40; at++) expect(await callers.now('desk')).toBeUndefined()
    expect(lookUps()).toBe(42)
    expect(await callers.of('desk', 'a')).toBe('wrong')
  })

  it('are called as they were known last, without a look', async () => {
    const { callers, active, wait, lookUps } = someCallers('desk')
    expect(callers.nameOf('desk')).toBeUndefined()
    await callers.of('desk', 'a')
    wait(60_000)
    expect(callers.nameOf('desk')).toBe('desk')
    active.delete('desk')
    expect(lookUps()).toBe(1)
    await callers.of('desk', 'a')
    expect(callers.nameOf('desk')).toBeUndefined()
  })

  it('who were right before are not shut out by the wrong secrets of a neighbour', async () => {
    const { callers, wait } = someCallers('desk')
    await callers.of('desk', 'a')
    for (let at = 0; at < 100; at++) await callers.of(`guess-${at}`, 'a')
    wait(10_000)
    expect(await callers.of('desk', 'a')).toMatchObject({ name: 'desk' })
  })

  it('that were revoked count as wrong from then on', async () => {
    const { callers, active, wait } = someCallers('desk')
    await callers.of('desk', 'a')
    active.delete('desk')
    wait(2_000)
    for (let at = 0; at < 30; at++) expect(await callers.of('desk', 'a')).toBe('wrong')
    expect(await callers.of('desk', 'a')).toMatchObject({ retryAfterS: 60 })
  })

  it('are nobody any more once they are forgotten, also where they are being looked up', async () => {
    let found: (token: Token) => void = () => {}
    const looking = new Promise<Token>((resolve) => {
      found = resolve
    })
    const callers = openCallers({ find: () => looking })
    const asked = [callers.of('desk', 'a'), callers.now('desk')]
    callers.forget('desk')
    found(token('desk'))
    expect(await Promise.all(asked)).toEqual(['wrong', undefined])
    expect(callers.nameOf('desk')).toBeUndefined()
    expect(await callers.of('desk', 'a')).toBe('wrong')
    expect(await callers.of('night-desk', 'a')).toMatchObject({ name: 'desk' })
  })

  it('from ten thousand addresses and more are no burden: the oldest are forgotten', async () => {
    const { callers } = someCallers()
    for (let at = 0; at < 30; at++) await callers.of('guess', 'first')
    expect(await callers.of('guess', 'first')).toMatchObject({ retryAfterS: 60 })
    for (let at = 0; at < 10_000; at++) await callers.of('guess', `address-${at}`)
    expect(await callers.of('guess', 'first')).toBe('wrong')
  })
})
