import { type ExportFilter, type ExportKind, exportFields, exportRows, type Snapshot } from '@stancewire/read-model'
import { attributionColumns, attributionRows } from './attribution-table.ts'
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

/** Who said what in the articles, an article at a time, read from the texts that are kept. */
export function attributionTable(snapshot: Snapshot, filter: ExportFilter): ExportTable {
  let notKept = 0
  let foreign = 0
  async function* pages() {
    // Its words take a moment and 80 MB to load, which other tables can do without.
    const { attribute, isEnglish } = await import('@stancewire/stance')
    for await (const articles of exportRows('texts', snapshot, filter)) {
      for (const { text, ...article } of articles) {
        if (text === null) notKept++
        else if (isEnglish(article.language)) yield attributionRows(article, text, attribute(text))
        else foreign++
      }
    }
  }
  return {
    columns: attributionColumns,
    pages: pages(),
    notes: () => [
      ...(notKept > 0 ? [`${articlesOf(notKept)} not read: no text is kept`] : []),
      ...(foreign > 0 ? [`${articlesOf(foreign)} not read: not in English`] : []),
    ],
  }
}

function articlesOf(count: number): string {
  return `${count} ${count === 1 ? 'article' : 'articles'}`
}
