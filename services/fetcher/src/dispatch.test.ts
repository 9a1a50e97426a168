import type { DiscoveredUrl } from '@stancewire/contracts'
import { openLog } from '@stancewire/runtime'
import type { RunState } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { startDispatch } from './dispatch.ts'

type Parts = Parameters<typeof startDispatch>[0]

const anEntry = (digit: string): DiscoveredUrl => ({
  v: 1,
  urlId: `u${digit.repeat(32)}`,
  run: 1,
  url: `https://news.example/${digit}`,
  host: 'news.example',
  sourceId: null,
  outlet: null,
  discoveredAt: '2024-02-27T10:00:00.000Z',
  hint: { title: null, publishedAt: null },
})

/** Host lists, runs and queue as plain objects; `added` and `released` show what the dispatcher did. */
function aLine({ waiting = [] as DiscoveredUrl[], taken = [] as { entry: DiscoveredUrl; heldMs: number }[] } = {}) {
  const added: string[] = []
  const released: string[] = []
  let standing: 'pending' | 'finished' | 'nowhere' = 'nowhere'
  let state: RunState = { is: 'running' }
  const parts = {
    hosts: {
      take: async (most: number) => waiting.splice(0, most),
      taken: async () => taken,
      release: async (_: string, { urlId }: DiscoveredUrl) => void released.push(urlId),
    },
    runs: { state: async () => state },
    fetch: {
      add: async ({ urlId }: DiscoveredUrl) => void added.push(urlId),
      addAll: async (entries: DiscoveredUrl[]) => void added.push(...entries.map(({ urlId }) => urlId)),
      standing: async () => standing,
    },
    log: openLog('test', 'silent'),
  } as unknown as Parts
  const stands = (job: typeof standing, run: RunState) => {
    standing = job
    state = run
  }
  return { parts, added, released, stands }
}

describe('the dispatcher', () => {
  it('moves everything that may go, in order, more than a batch at once', async () => {
    const entries = Array.from({ length: 250 }, (_, at) => ({
      ...anEntry('1'),
      urlId: `u${String(at).padStart(32, '0')}`,
    }))
    const { parts, added } = aLine({ waiting: [...entries] })
    await using _dispatch = startDispatch(parts)
    await expect.poll(() => added.length).toBe(250)
    expect(added).toEqual(entries.map(({ urlId }) => urlId))
  })

  it('goes on after a look that failed', async () => {
    const { parts, added } = aLine({ waiting: [anEntry('1')] })
    const { take } = parts.hosts
    let looks = 0
    const failing = (most: number) => (looks++ === 0 ? Promise.reject(new Error('Redis is away')) : take(most))
    await using _dispatch = startDispatch({ ...parts, hosts: { ...parts.hosts, take: failing } })
    await expect.poll(() => added.length, { timeout: 5_000 }).toBe(1)
  })

  it('stops when it is disposed', async () => {
    const { parts } = aLine()
    let looks = 0
    const counting = async () => {
      looks++
      return []
    }
    const dispatch = startDispatch({ ...parts, hosts: { ...parts.hosts, take: counting } })
    await dispatch[Symbol.asyncDispose]()
    const before = looks
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(looks).toBe(before)
  })
})

describe('a slot that was taken long ago', () => {
  const longAgo = { entry: anEntry('2'), heldMs: 60_000 }

  it('is left alone while its job is on its way', async () => {
    const { parts, added, released, stands } = aLine({ taken: [longAgo] })
    stands('pending', { is: 'running' })
    await startDispatch(parts)[Symbol.asyncDispose]()
    expect({ added, released }).toEqual({ added: [], released: [] })
  })

  it('is freed if its job is finished', async () => {
    const { parts, released, stands } = aLine({ taken: [longAgo] })
    stands('finished', { is: 'running' })
    await using _dispatch = startDispatch(parts)
    await expect.poll(() => released).toEqual([longAgo.entry.urlId])
  })

  it('is freed if its run has ended and its job is forgotten', async () => {
    const { parts, added, released, stands } = aLine({ taken: [longAgo] })
    stands('nowhere', { is: 'ended', by: 'url.stopped' })
    await using _dispatch = startDispatch(parts)
    await expect.poll(() => released).toEqual([longAgo.entry.urlId])
    expect(added).toEqual([])
  })

  it('gets its job again if it never had one', async () => {
    const { parts, added, released, stands } = aLine({ taken: [longAgo] })
    stands('nowhere', { is: 'running' })
    await using _dispatch = startDispatch(parts)
    await expect.poll(() => added).toEqual([longAgo.entry.urlId])
    expect(released).toEqual([])
  })

  it('is left alone while it is young', async () => {
    const { parts, added, released } = aLine({ taken: [{ ...longAgo, heldMs: 5_000 }] })
    await startDispatch(parts)[Symbol.asyncDispose]()
    expect({ added, released }).toEqual({ added: [], released: [] })
  })
})
