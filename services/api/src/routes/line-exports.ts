import { findRuns } from '@stancewire/read-model'
import { z } from 'zod'
import { exportAnswers, exportQuery, openExports } from '../export-file.ts'
import { openMovingFinder } from '../find-moving.ts'
import type { ToldJob } from '../line-jobs.ts'
import type { JobFilter } from '../line-jobs-filter.ts'
import type { Deps, TypedServer } from '../server.ts'
import { spanMs } from './asked.ts'
import { Runs, runOf } from './failed-query.ts'
import { Job, jobFilter, jobQuery, refuseWhy, toJob } from './jobs.ts'
import { atOf, Moving, movingQuery, movingWish, placed, withPlaces } from './moving.ts'
import { Run, runQuery, toRun } from './runs.ts'

const pageSize = 200
const jobsAtOnce = 1_000
// It is noted, and takes its time.
const config = { role: 'operate' as const }

const Ids = z
  .string()
  .max(8_000)
  .regex(/^[\w.:-]{1,200}(?:,[\w.:-]{1,200}){0,99}$/)
  .describe(
    'These jobs alone, wherever they stand at the stage by now, at most a hundred: their ids, separated by commas',
  )

/** What the lists of jobs and runs give as files: all that a filter means, or what is chosen. */
export function lineExportRoutes(server: TypedServer, deps: Deps): void {
  const give = openExports(deps)
  jobExport(server, deps, give)
  movingExport(server, deps, give)
  endedExport(server, deps, give)
}

type Give = ReturnType<typeof openExports>

function jobExport(server: TypedServer, deps: Deps, give: Give): void {
  const { jobs } = deps
  const columns = Object.keys(Job.shape)

  server.get(
    '/jobs/export',
    {
      config,
      schema: {
        summary:
          'All jobs of a list that a filter means, those that are next first: one JSON object a line, or CSV. The list moves while it is read',
        querystring: z.strictObject({ ...jobQuery, ids: Ids.optional(), ...exportQuery }),
        response: exportAnswers,
      },
    },
    async (request, reply) => {
      const { format, ids, ...asked } = request.query
      const refused = refuseWhy(reply, asked)
      if (refused) return refused as never
      const wish = jobFilter(asked, deps)

      const chosen = async () => {
        const told = await Promise.all((ids ?? '').split(',').map((id) => jobs.read({ stage: asked.stage, id })))
        return told.flatMap((job) => (job ? [toJob(job)] : []))
      }
      const rows = async function* (): AsyncGenerator<object[]> {
        if (ids !== undefined) yield await chosen()
        else for await (const some of allJobs(jobs, wish)) yield some.map(toJob)
      }
      const filter = { ...asked, ...(ids === undefined ? {} : { ids }) }
      return give(request, reply, { name: 'jobs', action: 'jobs.export', columns, rows, filter, format }) as never
    },
  )
}

const rememberedMost = 20_000

/** All jobs of a list, portion by portion. What is taken from it meanwhile moves all behind that forward: it is stepped back by as much. */
async function* allJobs(jobs: Deps['jobs'], wish: JobFilter): AsyncGenerator<ToldJob[]> {
  const given = new Set<string>()
  let before: number | undefined
  for (let from: number | null = 0; from !== null; ) {
    const { items, next, total }: Awaited<ReturnType<typeof jobs.list>> = await jobs.list(wish, {
      from,
      limit: jobsAtOnce,
    })
    const fresh = items.filter(({ id }) => !given.has(id))
    yield fresh
    for (const { id } of fresh) given.add(id)
    for (const id of given) {
      if (given.size <= rememberedMost) break
      given.delete(id)
    }
    const moved: number = Math.max(0, (before ?? total) - total)
    // However fast they are taken: it goes on.
    from = next === null ? null : Math.max(from + 1, next - moved)
    before = total
  }
}

function movingExport(server: TypedServer, deps: Deps, give: Give): void {
  const find = openMovingFinder(deps)
  const columns = Object.keys(Moving.shape)

  server.get(
    '/runs/moving/export',
    {
      config,
      schema: {
        summary:
          'All runs on their way that a filter means, the one accepted last first, and where each stands: one JSON object a line, or CSV',
        querystring: z.strictObject({ ...movingQuery, runs: Runs.optional(), ...exportQuery }),
        response: exportAnswers,
      },
    },
    async (request, reply) => {
      const { format, runs, ...asked } = request.query
      const { ofArchive, ofLine } = movingWish(asked, deps)
      const runIds = runs?.split(',').map((run) => run.replace('-', '/'))
      const wish = { ofArchive: { ...ofArchive, runIds }, ofLine }

      async function* rows() {
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page = await find(wish, { limit: pageSize, cursor: cursor === '' ? undefined : cursor })
          const isLooked = page.items.every(({ job }) => job !== undefined)
          if (isLooked) yield page.items.map(({ run, job }) => placed(run, atOf(job ?? null)))
          else
            yield await withPlaces(
              deps,
              page.items.map(({ run }) => run),
            )
          cursor = page.next
        }
      }
      const filter = { ...asked, ...(runs === undefined ? {} : { runs }) }
      const what = { name: 'runs-on-their-way', columns, rows, filter, format }
      return give(request, reply, { ...what, action: 'runs.export' }) as never
    },
  )
}

function endedExport(server: TypedServer, { database }: Deps, give: Give): void {
  const columns = Object.keys(Run.shape)

  server.get(
    '/runs/export',
    {
      config,
      schema: {
        summary: 'All runs that have ended that a filter means, the last first: one JSON object a line, or CSV',
        querystring: z.strictObject({ ...runQuery, runs: Runs.optional(), ...exportQuery }),
        response: exportAnswers,
      },
    },
    async (request, reply) => {
      const { format, runs, ...asked } = request.query
      const { since, until, ...same } = asked
      const filter = { ...same, ...spanMs({ since, until }), runs: runs?.split(',').map(runOf) }

      async function* rows() {
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page = await findRuns(database, filter, { limit: pageSize, cursor: cursor === '' ? undefined : cursor })
          yield page.items.map((row) => Run.parse(toRun(row)))
          cursor = page.next
        }
      }
      const noted = { ...asked, ...(runs === undefined ? {} : { runs }) }
      const what = { name: 'runs', columns, rows, filter: noted, format }
      return give(request, reply, { ...what, action: 'runs.export' }) as never
    },
  )
}
