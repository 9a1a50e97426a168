import { jobId, type RunRef, type Stage } from '@stancewire/contracts'
import type { Line } from './bull.ts'
import { type LineJob, readLineJob } from './line-jobs.ts'

/**
 * Of each of these runs, in their order, the job that stands for it at one of these stages, or a later one of them where there are two; `undefined`
 * where none does: it waits for its host, has ended, or stands at another stage. What is asked for a thousand runs are some ten thousand
 * commands: for connections that gather them (`enableAutoPipelining`), and that fail while Redis is away.
 */
export async function readRunJobs(
  line: Line,
  runs: readonly RunRef[],
  stages: readonly Stage[],
): Promise<(LineJob | undefined)[]> {
  const { redis, prefix } = line
  // From the bottom up: stages behind it keep their done jobs for a while.
  const upwards = stages.toReversed()
  const there = await Promise.all(
    runs.map((run) => Promise.all(upwards.map((stage) => redis.exists(`${prefix}:${stage}:${jobId(stage, run)}`)))),
  )
  return Promise.all(
    runs.map(async (run, at) => {
      const held = upwards.filter((_, which) => there[at]?.[which] === 1)
      const jobs = await Promise.all(held.map((stage) => readLineJob(line, { stage, id: jobId(stage, run) })))
      return jobs.find((job) => job !== undefined)
    }),
  )
}
