import { type Database, type Figures, readFigures, type StageWork, sumWork } from '@stancewire/read-model'
import type { Registry } from 'prom-client'
import { counter, gauge } from './numbers.ts'
import { openWorkTotals } from './work-totals.ts'

/** What the archive's database tells. */
export type ArchiveSample = { readonly figures: Figures; readonly work: readonly StageWork[] }

/** Looks at the archive; rejects where its database is away. */
export function openArchiveSample(database: Database): () => Promise<ArchiveSample> {
  const totals = openWorkTotals((span) => sumWork(database, span))
  return async () => ({ figures: await readFigures(database), work: await totals() })
}

/** What the archive holds, and what the stages did. */
export function archiveMetrics(registry: Registry, { figures, work }: ArchiveSample): void {
  counter(
    registry,
    { name: 'stancewire_archive_events_total', help: 'Events that the archive has brought into its tables.' },
    figures.events,
  )
  gauge(registry, { name: 'stancewire_archive_articles', help: 'Articles in the archive.' }, figures.articles)
  const outbox = 'Events that the archive has decided on and not announced yet.'
  gauge(registry, { name: 'stancewire_archive_outbox_events', help: outbox }, figures.outbox)
  const values = (value: (of: StageWork) => number) =>
    work.map((each) => [{ stage: each.stage, outcome: each.outcome }, value(each)] as const)
  counter(
    registry,
    { name: 'stancewire_stage_outcomes_total', help: 'What each stage came to, as far as the archive has read.' },
    values(({ count }) => count),
  )
  counter(
    registry,
    { name: 'stancewire_stage_worked_seconds_total', help: 'Time for which each stage worked, by what it came to.' },
    values(({ workedMs }) => workedMs / 1_000),
  )
}
