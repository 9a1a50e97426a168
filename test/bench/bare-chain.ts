import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'

const stages = ['one', 'two', 'three', 'four'] as const
const concurrency = 50

/** A hand-written chain of four BullMQ queues, as plain as it gets: deterministic job ids, three attempts, one XADD at the end. Gives the seconds it took. */
export async function runBareChain(redis: Redis, prefix: string, articles: readonly object[]): Promise<number> {
  const options = { connection: redis, prefix }
  const queues = stages.map((name) => new Queue(name, options))
  const jobOptions = (stage: string, at: number) => ({
    jobId: `${stage}-u${at}`,
    attempts: 3,
    backoff: { type: 'exponential', delay: 1_000 },
    removeOnComplete: { count: 1_000 },
  })
  let done = 0
  const allDone = Promise.withResolvers<void>()
  const workers = stages.map((name, index) => {
    const next = queues[index + 1]
    const nextName = stages[index + 1]
    return new Worker(
      name,
      async (job) => {
        if (next && nextName) return void (await next.add(nextName, job.data, jobOptions(nextName, job.data.at)))
        await redis.xadd(`${prefix}:events`, 'MAXLEN', '~', 100_000, '*', 'event', JSON.stringify(job.data))
        done++
        if (done === articles.length) allDone.resolve()
      },
      { ...options, concurrency },
    )
  })
  await Promise.all(workers.map((worker) => worker.waitUntilReady()))
  const startedAtMs = performance.now()
  for (let from = 0; from < articles.length; from += 100) {
    const batch = articles.slice(from, from + 100)
    await queues[0]?.addBulk(
      batch.map((data, index) => ({
        name: 'one',
        data: { ...data, at: from + index },
        opts: jobOptions('one', from + index),
      })),
    )
  }
  await allDone.promise
  const seconds = (performance.now() - startedAtMs) / 1_000
  await Promise.all([...workers, ...queues].map((each) => each.close()))
  return seconds
}
