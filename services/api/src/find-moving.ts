import type { Stage } from '@stancewire/contracts'
import { behindMoving, countMoving, findMoving, type MovingFilter, type MovingRun } from '@stancewire/read-model'
import type { JobStanding } from '@stancewire/runtime'
import type { ToldJob } from './line-jobs.ts'
import { isMeant, type JobWish } from './line-jobs-filter.ts'
import type { Deps } from './server.ts'

/** Which runs on their way are asked for: by what the archive knows of them, and by what the line knows of their jobs. */
export type MovingWish = {
  readonly ofArchive: MovingFilter
  readonly ofLine: Pick<JobWish, 'topic' | 'why' | 'cause' | 'errorName'> & {
    readonly stage?: Stage | undefined
    readonly is?: JobStanding | 'at-host' | undefined
  }
}

/** A run on its way. Its job is `null` where it has none, `undefined` where nobody looked. */
type Found = { readonly run: MovingRun; readonly job: ToldJob | null | undefined }

type Page = { readonly limit: number; readonly cursor?: string | undefined }

type FoundPage = {
  readonly items: Found[]
  readonly next: string | null
  readonly looked: number | null
  readonly total: number | null
}

const stages: readonly Stage[] = ['fetch', 'parse', 'deduplicate', 'classify-stance']

// Some ten commands to Redis for each: a page looks at no more runs than this, and begins to look at no more when so long has gone by.
const lookMax = 2_000
const lookMs = 100
const lookStep = 500

/** Finds runs on their way, a page of them, the one accepted last first. Rejects where the line must be asked, and is away. */
export function openMovingFinder({ database, jobs }: Pick<Deps, 'database' | 'jobs'>) {
  async function step(wish: MovingWish, cursor: string | undefined): Promise<Step> {
    const { ofArchive, ofLine } = wish
    const page = await findMoving(database, ofArchive, { limit: lookStep, cursor })
    const known = (await ofLine.topic?.known(page.items.map(({ urlId }) => urlId))) ?? new Set<string>()
    const asked = ofLine.stage === undefined ? stages : [ofLine.stage]
    const told = await jobs.ofRuns(page.items, asked)
    const found = page.items.map((run, at): Found => ({ run, job: told[at] ?? null }))
    return { runs: page.items, next: page.next, found: found.filter((one) => isWanted(one, ofLine, known)) }
  }

  /** A page of what the archive alone finds. */
  async function plain({ ofArchive }: MovingWish, { limit, cursor }: Page): Promise<FoundPage> {
    const { items, next } = await findMoving(database, ofArchive, { limit, cursor })
    return { items: items.map((run) => ({ run, job: undefined })), next, looked: null, total: null }
  }

  async function sifted(wish: MovingWish, { limit, cursor }: Page): Promise<FoundPage> {
    const items: Found[] = []
    const beganAtMs = performance.now()
    let next: string | null = cursor ?? ''
    let looked = 0
    while (next !== null && items.length < limit && looked < lookMax) {
      if (looked > 0 && performance.now() - beganAtMs > lookMs) break
      const page = cut(await step(wish, next === '' ? undefined : next), limit - items.length)
      items.push(...page.found)
      looked += page.runs.length
      next = page.next
    }
    const total = cursor === undefined ? await countMoving(database, wish.ofArchive) : null
    return { items, next, looked, total }
  }

  return (wish: MovingWish, page: Page): Promise<FoundPage> => {
    const isOfLine = Object.values(wish.ofLine).some((value) => value !== undefined)
    return (isOfLine ? sifted : plain)(wish, page)
  }
}

type Step = { readonly runs: MovingRun[]; readonly found: Found[]; readonly next: string | null }

/** Of a step so many: what stands behind the last one belongs to the next page, whether it was looked at or not. */
function cut({ runs, found, next }: Step, room: number): Step {
  const last = found[room - 1]
  if (!last || found.length === room) return { runs, found, next }
  return { runs: runs.slice(0, runs.indexOf(last.run) + 1), found: found.slice(0, room), next: behindMoving(last.run) }
}

function isWanted({ run, job }: Found, wish: MovingWish['ofLine'], known: ReadonlySet<string>): boolean {
  const { stage, is, ...rest } = wish
  if (job) return (is === undefined || job.is === is) && isMeant(job, rest, known)
  // Without a job it waits for its host: of what a job says only the topic may be known from before.
  const isOfJob = (rest.why ?? rest.cause ?? rest.errorName ?? stage) !== undefined
  if (isOfJob || (is !== undefined && is !== 'at-host')) return false
  return rest.topic === undefined || known.has(run.urlId)
}
