import { expect, it } from 'vitest'
import { groupFailed } from './failed-groups.ts'
import type { FailedJob } from './failed-job.ts'

const aJob = (id: string, minute: number, fields: Partial<FailedJob> = {}, message = 'no answer') =>
  ({
    id,
    stage: 'fetch',
    cause: 'error',
    url: null,
    host: null,
    failedAt: `2026-03-03T09:${String(minute).padStart(2, '0')}:00.000Z`,
    error: { name: 'Error', message, stack: '' },
    ...fields,
  }) as FailedJob

async function* each(jobs: readonly FailedJob[]) {
  yield* jobs
}

it('counts what died of the same at the same stage, with its span and the newest for example', async () => {
  const groups = await groupFailed(
    each([
      aJob('alone', 9, { stage: 'parse' }),
      aJob('b', 5, {}, 'no answer within 30001 ms'),
      aJob('c', 7, {}, 'no answer within 30127 ms'),
      aJob('a', 2, {}, 'no answer within 30044 ms'),
      aJob('crashed', 1, { cause: 'crashed' }),
    ]),
  )
  expect(groups).toEqual([
    {
      ...{ stage: 'fetch', cause: 'error', error: 'Error', message: 'no answer within # ms', count: 3, example: 'c' },
      ...{ oldestAt: '2026-03-03T09:02:00.000Z', newestAt: '2026-03-03T09:07:00.000Z' },
    },
    expect.objectContaining({ stage: 'parse', count: 1, example: 'alone' }),
    expect.objectContaining({ cause: 'crashed', count: 1, example: 'crashed' }),
  ])
})

it('counts messages that differ each time together, once there are too many of them', async () => {
  const word = (at: number) => [...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  const jobs = Array.from({ length: 5_000 }, (_, at) => aJob(`j${at}`, 1, {}, `odd ${word(at)}`))
  const groups = await groupFailed(each(jobs))
  expect(groups.length).toBeLessThan(250)
  expect(groups[0]).toMatchObject({ stage: 'fetch', cause: 'error', error: null, message: 'others' })
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
})
