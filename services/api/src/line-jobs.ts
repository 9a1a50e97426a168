import type { Stage } from '@stancewire/contracts'
import { type JobStanding, type LineJob, readLineJob, readLineJobs } from '@stancewire/runtime'
import { openPauses, readHostBlocks } from '@stancewire/storage'
import type { LineConnection } from './line-connection.ts'

/** Why a job that is put off does not go on now, as far as the line knows. */
export const putOffReasons = ['host-paused', 'host-blocked', 'back-off', 'host-turn', 'other'] as const
type PutOff = { readonly until: string | null; readonly why: (typeof putOffReasons)[number]; readonly detail: string }

/** A job, and why it is put off where it is. */
export type ToldJob = LineJob & { readonly putOff: PutOff | null }

/** Which jobs are asked for: of one stage, standing alike; everything else that is given must hold. */
type JobFilter = {
  readonly stage: Stage
  readonly is: JobStanding
  readonly match?: string | undefined
  /** This host, or one below it. */
  readonly host?: string | undefined
  readonly source?: string | undefined
}

/** Jobs as they stand in their queues; every call rejects within a second where Redis is away. */
export type JobDesk = {
  /** Those from a place in the list on, at most so many. Where more is asked than stage and standing a page may be short although `next` goes on. */
  list(
    filter: JobFilter,
    page: { readonly from: number; readonly limit: number },
  ): Promise<{ readonly items: ToldJob[]; readonly next: number | null; readonly total: number }>
  /** One job by its id; `undefined` where none stands in its queue any more. */
  read(job: { readonly stage: Stage; readonly id: string }): Promise<ToldJob | undefined>
}

// Messages of some 2 kB each: a page reads no more than this of them.
const lookMax = 1_000
const lookStep = 200

/** Opens the desk for the line under this key prefix. */
export function openJobDesk(line: LineConnection, { prefix }: { readonly prefix: string }): JobDesk {
  const { redis } = line
  const pauses = openPauses(redis, { prefix })

  async function withReasons(jobs: readonly LineJob[]): Promise<ToldJob[]> {
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

  async function sifted({ stage, is, ...which }: JobFilter, { from, limit }: { from: number; limit: number }) {
    const isSifted = Object.values(which).some((value) => value !== undefined)
    const items: LineJob[] = []
    let at: number | null = from
    let total = 0
    for (let looked = 0; at !== null && items.length < limit && looked < lookMax; ) {
      const count: number = isSifted ? lookStep : limit
      const page = await readLineJobs({ redis, prefix }, { stage, is, from: at, count })
      const found = page.jobs.filter((job) => isMeant(job, which)).slice(0, limit - items.length)
      items.push(...found.map(({ place: _, ...job }) => job))
      looked += count
      ;({ next: at, total } = page)
      const last = found.at(-1)
      // What stands behind the last one belongs to the next page, whether it was looked at or not.
      if (last && items.length === limit) at = last.place + 1 < total ? last.place + 1 : null
    }
    return { items, next: at, total }
  }

  return {
    list: (filter, page) =>
      line.whileThere(async () => {
        const { items, ...rest } = await sifted(filter, page)
        return { ...rest, items: await withReasons(items) }
      }),
    read: (asked) =>
      line.whileThere(async () => {
        const job = await readLineJob({ redis, prefix }, asked)
        const [told] = job ? await withReasons([job]) : []
        return told
      }),
  }
}

function isMeant(
  { url, sourceId, error }: LineJob,
  { match, host, source }: Pick<JobFilter, 'match' | 'host' | 'source'>,
): boolean {
  if (source !== undefined && sourceId !== source) return false
  if (host !== undefined && !isWithin(URL.parse(url ?? '')?.hostname ?? '', host.toLowerCase())) return false
  return match === undefined || `${url}\n${error?.message ?? ''}`.toLowerCase().includes(match.toLowerCase())
}

function isWithin(hostname: string, host: string): boolean {
  return hostname === host || hostname.endsWith(`.${host}`)
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
