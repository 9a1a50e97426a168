import { EventEmitter } from 'node:events'
import type { Acceptance, DiscoveredUrl } from '@stancewire/contracts'
import { expect, it } from 'vitest'
import { aFind } from '../test/messages.ts'
import { openHandOver } from './hand-over.ts'

const { run: _, ...found } = aFind('a')

type Answer = Acceptance | Error

/** A store, and a line that answers as said; `log` tells in what order things were done. */
function aHandOver(answers: Answer[], status: 'ready' | 'reconnecting' = 'ready') {
  const redis = Object.assign(new EventEmitter(), { status })
  const kept = new Map<number, string>()
  const log: string[] = []
  const offered: Omit<DiscoveredUrl, 'run'>[] = []
  const handOver = openHandOver({
    redis: redis as never,
    runs: {
      async accept(message) {
        log.push('accept')
        offered.push(message)
        const answer = answers.shift()
        if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often')
        return answer
      },
    },
    bodies: {
      async write(ref, text) {
        log.push('write')
        kept.set(ref.run, text)
      },
      async drop(ref) {
        log.push('drop')
        kept.delete(ref.run)
      },
    },
  })
  return { redis, handOver, kept, log, offered }
}

const text = { found, body: { text: 'Words.', media: 'html' as const } }
const accepted = { is: 'accepted', run: 1 } as const

it('hands a URL over as it is', async () => {
  const { handOver, offered, log } = aHandOver([accepted])
  expect(await handOver({ found, body: null })).toEqual(accepted)
  expect(offered).toEqual([found])
  expect(log).toEqual(['accept'])
})

it('keeps a text first, then has its run accepted, which asks no host and names the text', async () => {
  const { handOver, offered, log, kept } = aHandOver([accepted])
  expect(await handOver(text, { again: true })).toEqual(accepted)
  expect(log).toEqual(['write', 'accept'])
  const [number] = kept.keys()
  expect(offered).toEqual([{ ...found, host: 'text:', submitted: { body: number, media: 'html' } }])
})

it('keeps each text under a number of its own: none takes the place of another', async () => {
  const { handOver, kept } = aHandOver([accepted, accepted, accepted])
  for (const words of ['One.', 'Two.', 'Two.']) await handOver({ found, body: { text: words } })
  expect([...kept.values()]).toEqual(['One.', 'Two.', 'Two.'])
})

it.each([
  { is: 'known', run: 3 },
  { is: 'running', run: 3 },
  { is: 'full', inFlight: 7 },
] as const)('drops a text for which no run was started: $is', async (answer) => {
  const { handOver, kept } = aHandOver([answer])
  expect(await handOver(text)).toEqual(answer)
  expect(kept.size).toBe(0)
})

it('keeps a text of which Redis may have heard without answering', async () => {
  const { handOver, kept } = aHandOver([new Error('Command timed out')])
  await expect(handOver(text)).rejects.toThrow('timed out')
  expect(kept.size).toBe(1)
})

it('drops a text of which Redis cannot have heard', async () => {
  const { handOver, kept } = aHandOver([new Error('not connected')], 'reconnecting')
  await expect(handOver(text)).rejects.toThrow('not connected')
  expect(kept.size).toBe(0)
})

it('keeps a text that was sent with the next connection', async () => {
  const { handOver, kept, redis } = aHandOver([], 'reconnecting')
  const failing = handOver(text)
  await Promise.resolve()
  redis.emit('ready')
  await expect(failing).rejects.toThrow()
  expect(kept.size).toBe(1)
})
