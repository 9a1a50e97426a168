import { queues } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { openPublisher } from './bull.ts'
import { PermanentError } from './outcome.ts'

const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 10_000, interval: 10 })

describe('openPublisher', () => {
  it('tells what is on its way from what is finished and what is nowhere, and forgets the finished only', async () => {
    const { fetch, runFetch, add } = aLine()
    const ref = { urlId: urlIdOf('a'), run: 1 }
    expect(await fetch.standing(ref)).toBe('nowhere')
    await fetch.forget(ref)
    await add('a')
    await fetch.forget(ref)
    expect(await fetch.standing(ref)).toBe('pending')
    runFetch(async () => {
      throw new PermanentError('x')
    })
    await eventually(async () => expect(await fetch.standing(ref)).toBe('finished'))
    await fetch.forget(ref)
    expect(await fetch.standing(ref)).toBe('nowhere')
  })

  it('refuses a message that breaks its contract, and adds nothing for nothing', async () => {
    const { open, redis, prefix, queueOf } = aLine()
    const parse = open.use(openPublisher(queues.parse, { redis, prefix }))
    await expect(parse.add({ ...aPage('a'), run: 0 })).rejects.toThrow()
    await parse.addAll([])
    expect(await queueOf(queues.parse).count()).toBe(0)
  })
})
