import { expect, it, onTestFinished } from 'vitest'
import { finds, putFailed } from '../test/failed-runs.ts'
import { openTestLine } from '../test/test-line.ts'
import { openFailedJobs } from './failed-jobs.ts'
import { readFailedRecord } from './failed-record.ts'

function aLine() {
  const line = openTestLine()
  onTestFinished(() => line[Symbol.asyncDispose]())
  return line
}

it('reads a failed job by its run as BullMQ does', async () => {
  const line = aLine()
  const [message] = finds(1)
  if (!message) throw new Error('no message')
  const [id = ''] = await putFailed(line, [{ message, stage: 'parse', worker: 'mill:412' }])
  const { urlId, run } = message
  const record = await readFailedRecord(line, { urlId, run, stage: 'parse' })
  await using jobs = openFailedJobs(line)
  expect(record).toEqual(await jobs.find(id))
  expect(record).toMatchObject({ id, worker: 'mill:412', attempts: 4, cause: 'error', input: message })
})

it('reads none that stands elsewhere, and one whose data was lost', async () => {
  const line = aLine()
  const [message, lost] = finds(2)
  if (!message || !lost) throw new Error('no message')
  await putFailed(line, [{ message }, { message: lost }])
  const { urlId, run } = message
  expect(await readFailedRecord(line, { urlId, run, stage: 'parse' })).toBeUndefined()
  expect(await readFailedRecord(line, { urlId, run: 2, stage: 'fetch' })).toBeUndefined()
  await line.redis.del(`${line.prefix}:fetch:fetch-${lost.urlId}-1`)
  expect(await readFailedRecord(line, { urlId: lost.urlId, run: 1, stage: 'fetch' })).toMatchObject({
    ...{ input: null, queuedAt: null, error: { message: 'unknown' } },
  })
})
