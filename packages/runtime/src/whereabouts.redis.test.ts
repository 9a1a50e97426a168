import { queues, type RunRef } from '@stancewire/contracts'
import { expect, it, vi } from 'vitest'
import { aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { openPublisher } from './bull.ts'
import { later, PermanentError, pass } from './outcome.ts'
import { openWhereabouts } from './whereabouts.ts'

const refOf = (name: string): RunRef => ({ urlId: urlIdOf(name), run: 1 })

function aLook() {
  const line = aLine()
  const { of } = line.open.use(openWhereabouts(line))
  return { line, at: (name: string) => of(refOf(name)) }
}

it('says that a run waits at a stage, is in hand, put off, or given up there', async () => {
  const { line, at } = aLook()
  await line.add('a')
  expect(await at('a')).toMatchObject({ stage: 'fetch', is: 'waiting', tries: 0 })
  for (const name of ['later', 'fails']) await line.add(name)
  const inHand = Promise.withResolvers<void>()
  line.runFetch(async ({ url }) => {
    if (url.endsWith('fails')) throw new PermanentError('x')
    if (url.endsWith('later')) return later(600_000, 'not now')
    await inHand.promise
    return pass(aPage('a'))
  })
  await vi.waitFor(async () => {
    expect(await at('a')).toMatchObject({ stage: 'fetch', is: 'active', tries: 1 })
    expect(await at('later')).toMatchObject({ stage: 'fetch', is: 'put-off', tries: 1 })
    expect(await at('fails')).toMatchObject({ stage: 'fetch', is: 'failed', tries: 1 })
  })
  inHand.resolve()
  await vi.waitFor(async () => expect(await at('a')).toMatchObject({ stage: 'parse', is: 'waiting' }))
  expect((await at('a'))?.trace.steps).toEqual([expect.objectContaining({ stage: 'fetch', tries: 1 })])
})

it('knows a run of the replay lane as waiting, and nothing of a run without a job', async () => {
  const { line, at } = aLook()
  const parse = line.open.use(openPublisher(queues.parse, line))
  await parse.add({ ...aPage('a'), lane: 'replay' })
  expect(await at('a')).toMatchObject({ stage: 'parse', is: 'waiting' })
  expect(await at('b')).toBeUndefined()
})
