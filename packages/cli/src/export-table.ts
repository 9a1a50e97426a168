import { type ExportFilter, type ExportKind, exportFields, exportRows, type Snapshot } from '@stancewire/read-model'
import { dnaColumns, dnaRows, type Mixed } from './dna-table.ts'

/** What `export` gives out: names of columns, and rows by these names, a few dozen at a time. */
export type ExportTable = {
  readonly columns: readonly string[]
  readonly pages: AsyncIterable<readonly object[]>
  /** What the reader is to be told at the end, beside the count. */
  notes(): string[]
}

/** Articles, statements and the like, as they are. */
export function plainTable(kind: ExportKind, snapshot: Snapshot, filter: ExportFilter): ExportTable {
  return { columns: exportFields[kind], pages: exportRows(kind, snapshot, filter), notes: () => [] }
}

/** The table for networks of actors and concepts. `propositions` by the id of their topic: a topic that has none there is its own concept. */
export function dnaTable(
  snapshot: Snapshot,
  filter: ExportFilter,
  { propositions, mixed }: { propositions: ReadonlyMap<string, string>; mixed: Mixed },
): ExportTable {
  const unnamed = new Set<string>()
  let leftOut = 0
  async function* pages() {
    for await (const statements of exportRows('evidence', snapshot, filter)) {
      yield statements.flatMap((statement) => {
        const concept = propositions.get(statement.topicId)
        if (concept === undefined) unnamed.add(statement.topicId)
        const rows = dnaRows(statement, { concept: concept ?? statement.topicId, mixed })
        if (rows.length === 0) leftOut++
        return rows
      })
    }
  }
  return {
    columns: dnaColumns,
    pages: pages(),
    notes: () => [
      ...(leftOut > 0 ? [`${leftOut} mixed left out: --mixed both gives each as one for and one against`] : []),
      ...(unnamed.size > 0 ? [`no settings name ${[...unnamed].join(', ')}: the concept is the topic's id there`] : []),
    ],
  }
}
