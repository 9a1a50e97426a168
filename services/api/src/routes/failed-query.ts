import { FailureCause, Stage } from '@stancewire/contracts'
import type { FailedRunFilter } from '@stancewire/read-model'
import { z } from 'zod'
import { name, span, spanMs } from './asked.ts'

const Id = z
  .string()
  .max(120)
  .regex(/^(?:(?:fetch|parse|deduplicate|classify-stance)-)?u[0-9a-f]{32}(?:-[1-9]\d{0,8})?$/)
  .describe('The id of a URL, or of a failed job')

/** By what failed runs are chosen. Everything that is given must hold. */
export const failedQuery = {
  id: Id.optional(),
  url: z.string().max(2_048).optional(),
  match: z.string().min(1).max(200).optional().describe('Stands in the URL or in the message; A to Z in whatever case'),
  host: name.optional().describe('This host, or one below it'),
  source: name.optional(),
  stage: Stage.optional(),
  cause: FailureCause.optional(),
  errorName: name.optional().describe('The class of the error'),
  ...span,
}

const Query = z.strictObject(failedQuery)

/** The same as the archive asks it: no further back than failed runs are kept. */
export function failedFilter(
  { id, since, until, errorName, ...rest }: z.infer<typeof Query>,
  keptMs: number,
): FailedRunFilter {
  const { sinceMs = 0, untilMs } = spanMs({ since, until })
  return {
    ...rest,
    ...idParts(id),
    ...(errorName === undefined ? {} : { errorName: errorName.slice(0, 100) }),
    sinceMs: Math.max(sinceMs, Date.now() - keptMs),
    untilMs,
  }
}

function idParts(id: string | undefined): FailedRunFilter {
  const [, stage, urlId, run] = /^(?:([a-z-]+)-)?(u[0-9a-f]{32})(?:-(\d+))?$/.exec(id ?? '') ?? []
  return {
    ...(stage === undefined ? {} : { stage }),
    ...(urlId === undefined ? {} : { urlId }),
    ...(run === undefined ? {} : { run: Number(run) }),
  }
}
