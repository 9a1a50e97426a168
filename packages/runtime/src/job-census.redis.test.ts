import { jobId, queues, type RunRef } from '@stancewire/contracts'
import { expect, it } from 'vitest'
import { aFind, aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { openPublisher } from './bull.ts'
import { type JobCensus, openJobCensus } from './job-census.ts'
import { PermanentError } from './outcome.ts'

const refOf = (name: string): RunRef => ({ urlId: urlIdOf(name), run: 1 })

async function pendingOf(census: JobCensus) {
  const found: Record<string, string[]> = {}
  for await (const { stage, refs } of census.pending())
    found[stage] = [...(found[stage] ?? []), ...refs.map(({ urlId }) => urlId)].sort()
  return found
}

it('finds what waits, is put off or goes last, in every queue and however much', async () => {
  const line = aLine()
  const census = line.open.use(openJobCensus(line))
  const parse = line.open.use(openPublisher(queues.parse, line))
  const names = Array.from({ length: 2_300 }, (_, at) => `n${at}`)
  await line.fetch.addAll(names.map((name) => aFind(name)))
  await line.fetch.add(aFind('replayed', { lane: 'replay' }))
  await line
    .queueOf(queues.fetch)
    .add('fetch', aFind('later'), { jobId: jobId('fetch', refOf('later')), delay: 60_000 })
  await parse.add(aPage('b'))
  await line.queueOf(queues.parse).add('parse', {}, { jobId: 'of-nobody' })
  expect(await pendingOf(census)).toEqual({
    fetch: [...names, 'replayed', 'later'].map(urlIdOf).sort(),
    parse: [urlIdOf('b')],
  })
})

it('tells how the jobs of a run stand, and forgets those on which nobody will work', async () => {
  const line = aLine()
  const census = line.open.use(openJobCensus(line))
  const isOf = async (name: string) => (await census.jobsOf(refOf(name))).map(({ stage, is }) => `${stage} ${is}`)
  for (const name of ['done', 'never', 'adrift']) await line.add(name)
  await line.redis.lrem(`${line.prefix}:fetch:wait`, 0, jobId('fetch', refOf('adrift')))
  line.runFetch(async ({ url, urlId, run }) => {
    if (url.endsWith('never')) throw new PermanentError('never')
    const message = { ...aPage('done'), urlId, run }
    return { is: 'pass', output: message, announce: [] }
  })
  await expect.poll(() => isOf('done'), { timeout: 10_000 }).toEqual(['fetch done', 'parse pending'])
  await expect.poll(() => isOf('never'), { timeout: 10_000 }).toEqual(['fetch failed'])
  expect(await isOf('adrift')).toEqual(['fetch adrift'])
  expect(await isOf('nobody')).toEqual([])
  for (const name of ['done', 'never', 'adrift']) await census.forgetIdle(refOf(name))
  expect(await isOf('done')).toEqual(['parse pending'])
  expect(await isOf('never')).toEqual(['fetch failed'])
  expect(await isOf('adrift')).toEqual([])
  expect(await line.redis.exists(...census.keysOf(refOf('done')))).toBe(1)
})

it('gives the end that the run of a failed job is to have', async () => {
  const line = aLine()
  const census = line.open.use(openJobCensus(line))
  await line.add('a')
  const job = { stage: 'fetch', id: jobId('fetch', refOf('a')) } as const
  expect(await census.endOfFailed(job)).toBeUndefined()
  line.runFetch(async () => {
    throw new PermanentError('never')
  })
  await expect.poll(() => line.state('a'), { timeout: 10_000 }).toBe('failed')
  expect(await census.endOfFailed(job)).toMatchObject({ type: 'url.failed', data: { ...refOf('a'), stage: 'fetch' } })
  expect(await census.endOfFailed({ ...job, id: 'none' })).toBeUndefined()
})
