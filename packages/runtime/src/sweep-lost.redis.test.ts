import { jobId, queues, type RunRef } from '@stancewire/contracts'
import { Worker } from 'bullmq'
import { describe, expect, it } from 'vitest'
import { aFind, aPage, urlIdOf } from '../test/messages.ts'
import { aLog, openTestLine } from '../test/test-line.ts'
import { openBullQueue } from './bull.ts'
import { startLostRunSweep } from './sweep-lost.ts'

const ref = { urlId: urlIdOf('a'), run: 1 }

/** A line whose one run left its host long ago; `back` fills with what is put back, `forgotten` with what is struck out. */
function aLineWithOne(is: 'running' | 'ended' = 'running') {
  const line = openTestLine()
  const back: RunRef[] = []
  const forgotten: RunRef[] = []
  const jobKeys: string[] = []
  let looks = 0
  const sweep = () =>
    startLostRunSweep({
      ...line,
      log: aLog(),
      runs: { state: async () => ({ is }) },
      moving: {
        stale: async () => (looks++ === 0 ? [ref] : []),
        forget: async (one) => void forgotten.push(one),
      },
      marks: {
        async putBack(one, at) {
          jobKeys.push(...at.jobKeys)
          if ((await line.redis.exists(...at.jobKeys)) > 0) return 'found'
          back.push(one)
          return 'back'
        },
      },
    })
  const looked = () => expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(1)
  return { line, back, forgotten, sweep, looked }
}

describe('a run that left its host long ago', () => {
  it('is put back where none of its jobs is left, but finished ones, which are forgotten', async () => {
    const { line, back, sweep, looked } = aLineWithOne()
    await using _line = line
    const fetch = openBullQueue(queues.fetch, line)
    await fetch.add('fetch', aFind('a'), { jobId: jobId('fetch', ref) })
    const worker = await finish(line, 'fetch')
    {
      await using _sweep = sweep()
      await looked()
    }
    expect(back).toEqual([ref])
    expect(await fetch.getJobState(jobId('fetch', ref))).toBe('unknown')
    await worker.close()
    await fetch.close()
  })

  it('is left alone while one of its jobs waits, wherever on the line', async () => {
    const { line, back, forgotten, sweep, looked } = aLineWithOne()
    await using _line = line
    const parse = openBullQueue(queues.parse, line)
    await parse.add('parse', aPage('a'), { jobId: jobId('parse', ref) })
    {
      await using _sweep = sweep()
      await looked()
    }
    expect([back, forgotten]).toEqual([[], []])
    expect(await parse.getJobState(jobId('parse', ref))).toBe('waiting')
    await parse.close()
  })

  it('is struck out where it has ended', async () => {
    const { line, back, forgotten, sweep, looked } = aLineWithOne('ended')
    await using _line = line
    {
      await using _sweep = sweep()
      await looked()
    }
    expect([back, forgotten]).toEqual([[], [ref]])
  })
})

/** Completes the one job of a queue, as a worker that knows of nothing else. */
async function finish({ redis, prefix }: ReturnType<typeof openTestLine>, name: string) {
  const done = Promise.withResolvers<void>()
  const worker = new Worker(name, async () => {}, { connection: redis, prefix })
  worker.on('completed', () => done.resolve())
  await done.promise
  return worker
}
