import { useState } from 'preact/hooks'
import type { ListTopicSummary } from '../../api/answers.ts'
import { get } from '../../api/client.ts'
import { counted, countText } from '../../parts/amounts.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { SelectField } from '../../parts/field.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { positionQuery, spanQuery, type TopicFilters, topicPath } from './asked.ts'
import { columnsOf, type ExportWhat, toCsv, toNdjson } from './export-rows.ts'
import { type Row, readAll, rowsMax } from './read-all.ts'
import { overTimeColumns, overTimeRows, sumColumns, sumRows } from './shown-rows.ts'
import type { Timeline } from './use-timeline.ts'

type Props = {
  readonly topicId: string
  readonly filters: TopicFilters
  readonly holder: string
  /** What is shown over time. */
  readonly columns: Timeline
}

type Rows = { readonly names: readonly string[]; readonly rows: readonly Row[]; readonly isCut: boolean }

/** The rows of what can be had, as the page shows it or, where the page shows but a beginning, all of it. */
async function rowsOf(
  { topicId, filters, holder, columns }: Props,
  what: string,
  tell: (read: number) => void,
): Promise<Rows> {
  if (what === 'over-time') return { names: overTimeColumns, rows: overTimeRows(columns), isCut: columns.isCut }
  if (isSum(what)) {
    const query = { ...spanQuery(filters), by: what, limit: sumsMax }
    const { items } = await get<ListTopicSummary>(`${topicPath(topicId)}/summary`, query)
    return { names: sumColumns, rows: sumRows(items), isCut: items.length === sumsMax }
  }
  const kind = what as ExportWhat
  const query = kind === 'positions' ? positionQuery(filters) : { ...spanQuery(filters), holder }
  return { names: columnsOf[kind], ...(await readAll(`${topicPath(topicId)}/${kind}`, query, tell)) }
}

const sumsMax = 200
const sums = [
  { value: 'affiliation', text: 'by affiliation' },
  { value: 'outlet', text: 'by outlet' },
  { value: 'holderType', text: 'by kind of holder' },
]

function isSum(what: string): boolean {
  return sums.some(({ value }) => value === what)
}

/** Hands out what is shown as a file: all of its pages, up to a bound that is told. */
export function ExportButton(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>Export…</Button>
      {isOpen && (
        <Dialog title="Export what is shown" onClose={() => setOpen(false)}>
          <ExportForm {...props} close={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  )
}

function ExportForm({ close, ...shown }: Props & { readonly close: () => void }) {
  const { holder } = shown
  const [what, setWhat] = useState<string>(holder === '' ? 'positions' : 'statements')
  const [format, setFormat] = useState('csv')
  const [state, setState] = useState('')
  const save = async () => {
    const tell = (read: number) => setState(`Reading: ${countText(read)} so far`)
    const { names, rows, isCut } = await rowsOf(shown, what, tell)
    const text = format === 'csv' ? toCsv(names, rows) : toNdjson(rows)
    saveFile(text, format === 'csv' ? 'text/csv' : 'application/x-ndjson', `${shown.topicId}-${what}.${format}`)
    setState(`${counted(rows.length, 'row')} saved${isCut ? '; there are more, which are not in it' : ''}.`)
  }
  return (
    <div class="export">
      <SelectField
        label="What"
        value={what}
        onChange={setWhat}
        options={[
          { value: 'positions', text: 'who stands where' },
          { value: 'statements', text: holder === '' ? 'all that was said' : 'all that the holder said' },
          { value: 'changes', text: holder === '' ? 'who moved' : 'how the holder moved' },
          { value: 'over-time', text: 'articles over time, by stance' },
          ...sums,
        ]}
      />
      <SelectField
        label="As"
        value={format}
        onChange={setFormat}
        options={[
          { value: 'csv', text: 'CSV, for spreadsheets' },
          { value: 'ndjson', text: 'NDJSON, as the API tells it' },
        ]}
      />
      <p class="muted">
        With the filters of this page, at most {countText(rowsMax)} rows. For more, and for everything:{' '}
        <code>stancewire export</code> on the command line.
      </p>
      <p role="status">{state}</p>
      <p class="row row-end">
        <Button onPress={close}>{state === '' ? 'Cancel' : 'Close'}</Button>
        <Button kind="main" onPress={save}>
          Save the file
        </Button>
      </p>
    </div>
  )
}
