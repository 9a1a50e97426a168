import { FailureCause, Stage } from '@stancewire/contracts'
import type { FailedRunFilter } from '@stancewire/read-model'
import { z } from 'zod'
import { by, name, span, spanMs } from './asked.ts'

const Id = z
  .string()
  .max(120)
  .regex(/^(?:(?:fetch|parse|deduplicate|classify-stance)-)?u[0-9a-f]{32}(?:-[1-9]\d{0,8})?$/)
  .describe('The id of a URL, or of a failed job')

/** Runs by name. */
export const Runs = z
  .string()
  .max(5_000)
  .regex(/^u[0-9a-f]{32}-[1-9]\d{0,8}(?:,u[0-9a-f]{32}-[1-9]\d{0,8}){0,99}$/)
  .describe(
    'These runs alone, at most a hundred: the id of a URL, a hyphen and the number of its run, separated by commas',
  )

/** By what failed runs are chosen. Everything that is given must hold. */
export const failedQuery = {
  id: Id.optional(),
  runs: Runs.optional(),
  url: z.string().max(2_048).optional(),
  match: z.string().min(1).max(200).optional().describe('Stands in the URL or in the message; A to Z in whatever case'),
  host: by.host,
  source: by.source,
  topic: by.topic.describe(
    'An earlier run of the same address led to an article on it: a run that failed was given none',
  ),
  stage: Stage.optional(),
  cause: FailureCause.optional(),
  errorName: name.optional().describe('The class of the error'),
  ...span,
}

const Query = z.strictObject(failedQuery)

/** The same as the archive asks it: no further back than failed runs are kept. */
export function failedFilter(
  { id, runs, since, until, errorName, ...rest }: z.infer<typeof Query>,
  keptMs: number,
): FailedRunFilter {
  const { sinceMs = 0, untilMs } = spanMs({ since, until })
  return {
    ...rest,
    ...idParts(id),
    ...(runs === undefined ? {} : { runs: runs.split(',').map(runOf) }),
    ...(errorName === undefined ? {} : { errorName: errorName.slice(0, 100) }),
    sinceMs: Math.max(sinceMs, Date.now() - keptMs),
    untilMs,
  }
}

/** A run as it is named in a list of runs. */
export function runOf(text: string): { urlId: string; run: number } {
  const [urlId = '', run] = text.split('-')
  return { urlId, run: Number(run) }
}

function idParts(id: string | undefined): FailedRunFilter {
  const [, stage, urlId, run] = /^(?:([a-z-]+)-)?(u[0-9a-f]{32})(?:-(\d+))?$/.exec(id ?? '') ?? []
  return {
    ...(stage === undefined ? {} : { stage }),
    ...(urlId === undefined ? {} : { urlId }),
    ...(run === undefined ? {} : { run: Number(run) }),
  }
}
