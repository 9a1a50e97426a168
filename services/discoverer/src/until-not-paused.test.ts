import { openLog } from '@stancewire/runtime'
import type { Pause, Pauses } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { openPauseGate } from './until-not-paused.ts'

const log = openLog('test', 'silent')
const source = { id: 'news', url: 'https://feeds.news.example/rss' }
const about = { by: 'cli:ida', reason: 'x', since: '2026-03-03T09:00:00Z', until: null }
const never = new AbortController().signal

/** A gate before what is paused, as `kind/name`. */
function aGate(...names: string[]) {
  const paused = new Set(names)
  let looks = 0
  const pauses: Pick<Pauses, 'of'> = {
    async of(some) {
      looks++
      return some.map((each): Pause | undefined =>
        paused.has(`${each.kind}/${each.name}`) ? { ...each, ...about } : undefined,
      )
    },
  }
  const wait = openPauseGate(pauses, 20)
  let isThrough = false
  const pass = async (stopping = never) => {
    await wait(source, log, stopping)
    isThrough = true
  }
  return { paused, pass, looks: () => looks, isThrough: () => isThrough }
}

describe('a source', () => {
  it('that is not paused is polled after one look', async () => {
    const gate = aGate('source/other', 'host/other.example', 'stage/fetch', 'host/news')
    await gate.pass()
    expect(gate.looks()).toBe(1)
  })

  it.each(['source/news', 'host/news.example'])(
    'is not polled while %s is paused, and at once when it is not',
    async (name) => {
      const gate = aGate(name)
      const passing = gate.pass()
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(gate.isThrough()).toBe(false)
      expect(gate.looks()).toBeGreaterThan(1)
      gate.paused.clear()
      await passing
    },
  )

  it('waits no longer when the service stops', async () => {
    const stopping = new AbortController()
    const passing = aGate('source/news').pass(stopping.signal)
    stopping.abort()
    await passing
  })
})
