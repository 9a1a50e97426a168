import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultLimits, readEnvironment } from '@stancewire/config'
import { withoutSecrets } from '@stancewire/contracts'
import { type Database, eachFailed, type FailedRun, type FailedRunFilter } from '@stancewire/read-model'
import type { FailedFilter } from '@stancewire/runtime'
import { auditIn } from '../cli-audit.ts'
import { openSink } from '../export-sink.ts'
import { openFilledArchive } from '../open-archive.ts'
import { openProgress } from '../progress.ts'
import { loadSettings } from '../settings.ts'
import { stopSignal } from '../stop-signal.ts'
import { writeExport } from '../write-export.ts'
import { failedRuns } from './failed-table.ts'

export type ExportFailedOptions = { format: 'ndjson' | 'csv'; source?: string; error?: string }

const columns = [
  ...(['urlId', 'run', 'url', 'host', 'source', 'stage', 'cause', 'errorName'] as const),
  ...(['message', 'attempts', 'failedAt'] as const),
] satisfies (keyof FailedRun)[]

/** `failed export`: what can be retried, as the archive knows it: Redis need not be there. */
export async function exportFailed(filter: FailedFilter, options: ExportFailedOptions): Promise<void> {
  const { format, source, error } = options
  const stopping = stopSignal()
  await using archive = await openFilledArchive()
  const sink = await openSink(undefined)
  const progress = openProgress('failed runs')
  const asked = { ...filter, ...(source ? { source } : {}), ...(error ? { errorName: error } : {}) }
  const pages = told(archive, archiveFilter(asked))
  const as = format === 'csv' ? ({ is: 'csv' } as const) : ({ is: 'ndjson' } as const)
  const table = { columns, pages, notes: () => [] }
  const count = await writeExport(table, sink, { format: as, stopping, onRow: progress.step })
  progress.done()
  await auditIn(archive)({ action: 'failed.export', filter: asked, affected: count })
  console.error(stopping.aborted ? `stopped after ${failedRuns(count)}` : failedRuns(count))
  if (stopping.aborted) process.exitCode = 1
}

async function* told(archive: Database, filter: FailedRunFilter): AsyncGenerator<FailedRun[]> {
  for await (const runs of eachFailed(archive, filter))
    yield runs.map((run) => ({ ...run, url: withoutSecrets(run.url), message: withoutSecrets(run.message) }))
}

const dayMs = 86_400_000

/** The same as the archive asks it: no further back than failed runs are kept. */
function archiveFilter({ beforeMs, sinceMs = 0, ...rest }: FailedFilter & { source?: string; errorName?: string }) {
  const environment = readEnvironment()
  const hasSettings = existsSync(resolve(environment.STANCEWIRE_CONFIG))
  const { failedKeptDays } = hasSettings ? loadSettings(environment).limits : defaultLimits
  const { id: _, ...filter } = rest
  return { ...filter, sinceMs: Math.max(sinceMs, Date.now() - failedKeptDays * dayMs), untilMs: beforeMs }
}
