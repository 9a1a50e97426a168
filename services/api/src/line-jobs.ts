import type { RunRef, Stage } from '@stancewire/contracts'
import { type LineJob, readHeaded, readJobHeads, readLineJob, readLineJobs, readRunJobs } from '@stancewire/runtime'
import { openPauses, readHostBlocks } from '@stancewire/storage'
import type { LineConnection } from './line-connection.ts'
import { isMeant, isWish, type JobFilter, mayBeMeant, urlIdOf } from './line-jobs-filter.ts'

/** Why a job that is put off does not go on now, as far as the line knows. */
export const putOffReasons = ['host-paused', 'host-blocked', 'back-off', 'host-turn', 'other'] as const
export type PutOffReason = (typeof putOffReasons)[number]
type PutOff = { readonly until: string | null; readonly why: PutOffReason; readonly detail: string }

/** A job, and why it is put off where it is. */
export type ToldJob = LineJob & { readonly putOff: PutOff | null }

/** Jobs as they stand in their queues; every call rejects within a second where Redis is away. */
export type JobDesk = {
  /**
   * Those from a place in the list on, at most so many. Where more is asked than stage and standing a page may be short, or empty, although
   * `next` goes on; `looked` tells how many were looked at for it.
   */
  list(
    filter: JobFilter,
    page: { readonly from: number; readonly limit: number },
  ): Promise<{
    readonly items: ToldJob[]
    readonly next: number | null
    readonly total: number
    readonly looked: number
  }>
  /** One job by its id; `undefined` where none stands in its queue any more. */
  read(job: { readonly stage: Stage; readonly id: string }): Promise<ToldJob | undefined>
  /** Of each of these runs, in their order, the job that stands for it at one of these stages. */
  ofRuns(runs: readonly RunRef[], stages: readonly Stage[]): Promise<(ToldJob | undefined)[]>
}

// Of messages of some 2 kB each: a page reads no more than this, and begins to read no more when so long has gone by.
const lookMax = 20_000
const lookMs = 100
const lookStep = 1_000

/** Opens the desk for the line under this key prefix. */
export function openJobDesk(line: LineConnection, { prefix }: { readonly prefix: string }): JobDesk {
  const { redis } = line
  const pauses = openPauses(redis, { prefix })

  async function withReasons<Job extends LineJob>(jobs: readonly Job[]): Promise<(Job & ToldJob)[]> {
    const hosts = [...new Set(jobs.flatMap(({ is, hostList }) => (is === 'put-off' && hostList ? [hostList] : [])))]
    const [paused, blocks] = await Promise.all([
      pauses.of(hosts.map((name) => ({ kind: 'host', name }))),
      readHostBlocks(redis, { prefix }, hosts),
    ])
    return jobs.map((job) => {
      const at = hosts.indexOf(job.hostList ?? '')
      return { ...job, putOff: putOffOf(job, { pause: paused[at], blockedMs: blocks[at] ?? 0 }) }
    })
  }

  /** Those among the next so many that are meant, with their places. */
  async function step(filter: JobFilter, from: number) {
    const page = await readJobHeads({ redis, prefix }, { ...filter, from, count: lookStep })
    const known = (await filter.topic?.known(page.heads.map(urlIdOf))) ?? new Set<string>()
    const heads = page.heads.filter(mayBeMeant(filter, known))
    const jobs = await withReasons(await readHeaded({ redis, prefix }, filter, heads))
    return { ...page, jobs: jobs.filter((job) => isMeant(job, filter, known)) }
  }

  async function sifted(filter: JobFilter, { from, limit }: { from: number; limit: number }) {
    const items: ToldJob[] = []
    const beganAtMs = performance.now()
    let at: number | null = from
    let total = 0
    for (let looked = 0; at !== null && items.length < limit && looked < lookMax; looked += lookStep) {
      if (looked > 0 && performance.now() - beganAtMs > lookMs) break
      const page = await step(filter, at)
      const found = page.jobs.slice(0, limit - items.length)
      items.push(...found)
      ;({ next: at, total } = page)
      const last = found.at(-1)
      // What stands behind the last one belongs to the next page, whether it was looked at or not.
      if (last && items.length === limit) at = last.place + 1 < total ? last.place + 1 : null
    }
    return { items, next: at, total }
  }

  async function plain(filter: JobFilter, { from, limit }: { from: number; limit: number }) {
    const { jobs, next, total } = await readLineJobs({ redis, prefix }, { ...filter, from, count: limit })
    return { items: await withReasons(jobs), next, total }
  }

  return {
    list: (filter, page) =>
      line.whileThere(async () => {
        const found = await (isWish(filter) ? sifted : plain)(filter, page)
        return { ...found, looked: Math.max(0, (found.next ?? found.total) - page.from) }
      }),
    read: (asked) =>
      line.whileThere(async () => {
        const job = await readLineJob({ redis, prefix }, asked)
        const [told] = job ? await withReasons([job]) : []
        return told
      }),
    ofRuns: (runs, stages) =>
      line.whileThere(async () => {
        const jobs = await readRunJobs({ redis, prefix }, runs, stages)
        const told = await withReasons(jobs.filter((job) => job !== undefined))
        const byId = new Map(told.map((job) => [job.id, job]))
        return jobs.map((job) => job && byId.get(job.id))
      }),
  }
}

type Host = { readonly pause: { readonly reason: string } | undefined; readonly blockedMs: number }

/** The line keeps no reason with a job: it is read from what holds its host, and from how its tries ended. */
function putOffOf({ is, until, attempts, attemptsMax, laters, error }: LineJob, host: Host): PutOff | null {
  if (is !== 'put-off') return null
  const told = (why: PutOff['why'], detail: string): PutOff => ({ until, why, detail })
  if (host.pause) return told('host-paused', `its host is paused: ${host.pause.reason}`)
  if (laters > 0 && host.blockedMs > 0)
    return told(
      'host-blocked',
      `its host asked for a pause, or is to be asked later (put off ${laters} of at most 50 times)`,
    )
  if (attempts > 0)
    return told('back-off', `try ${attempts} of ${attemptsMax} failed: ${error?.message ?? 'no message is kept'}`)
  if (laters > 0) return told('host-turn', `its host was not to be asked yet (put off ${laters} of at most 50 times)`)
  return told('other', 'it waits without being counted: for its host, or for a worker that reads its message')
}
