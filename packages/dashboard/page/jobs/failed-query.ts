import type { PostOperationsBody } from '../api/answers.ts'
import { withQuery } from '../api/client.ts'

/** Which failed runs are meant, as `/v1/failed` and what stands beside it take it. */
export type FailedQuery = Omit<PostOperationsBody['filter'], 'all'>

/** The same as an operation takes it, which wants it said that all are meant. */
export function operationFilter(query: FailedQuery): PostOperationsBody['filter'] {
  return Object.keys(query).length === 0 ? { all: true } : query
}

/** Where all that are meant can be had as a file. */
export function exportPath(query: FailedQuery, format: 'csv' | 'ndjson'): string {
  return withQuery('/v1/failed/export', { ...query, format })
}

/** These runs alone. */
export function theseRuns(runs: readonly { readonly urlId: string; readonly run: number }[]): FailedQuery {
  return { runs: runs.map(({ urlId, run }) => `${urlId}-${run}`).join(',') }
}

/** So many runs can be meant by name. */
export const runsMax = 100
