import { useState } from 'preact/hooks'
import { countText } from '../../parts/amounts.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { SelectField } from '../../parts/field.tsx'
import { counted } from '../words.ts'
import { positionQuery, spanQuery, type TopicFilters, topicPath } from './asked.ts'
import { columnsOf, type ExportWhat, toCsv, toNdjson } from './export-rows.ts'
import { readAll, rowsMax } from './read-all.ts'

type Props = { readonly topicId: string; readonly filters: TopicFilters; readonly holder: string }

/** Hands out what is shown as a file: all of its pages, up to a bound that is told. */
export function ExportButton(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>Export…</Button>
      {isOpen && (
        <Dialog title="Export what is shown" onClose={() => setOpen(false)}>
          <ExportForm {...props} />
        </Dialog>
      )}
    </>
  )
}

function ExportForm({ topicId, filters, holder }: Props) {
  const [what, setWhat] = useState<string>(holder === '' ? 'positions' : 'statements')
  const [format, setFormat] = useState('csv')
  const [state, setState] = useState('')
  const save = async () => {
    const kind = what as ExportWhat
    const query = kind === 'positions' ? positionQuery(filters) : { ...spanQuery(filters), holder }
    const path = `${topicPath(topicId)}/${kind}`
    const { rows, isCut } = await readAll(path, query, (read) => setState(`Reading: ${countText(read)} so far`))
    const text = format === 'csv' ? toCsv(columnsOf[kind], rows) : toNdjson(rows)
    download(text, format === 'csv' ? 'text/csv' : 'application/x-ndjson', `${topicId}-${kind}.${format}`)
    setState(
      `${counted(rows.length, 'row')} saved${isCut ? `; there are more: only the first ${countText(rowsMax)} are` : ''}.`,
    )
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
        <Button kind="main" onPress={save}>
          Save the file
        </Button>
      </p>
    </div>
  )
}

function download(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
