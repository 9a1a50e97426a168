import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Query } from '../api/client.ts'
import { countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import type { Column } from '../parts/table.tsx'
import { useMay } from '../session.ts'
import { runsMax } from './failed-query.ts'

type Chosen<Row> = {
  /** The column of boxes; none where nothing can be done with what is chosen. */
  readonly column: readonly Column<Row>[]
  readonly isChosen: (row: Row) => boolean
}

type Format = 'csv' | 'ndjson'

type Props<Row> = {
  readonly items: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly urlOf: (row: Row) => string | null
  /** What is listed, as in "Export the 3 chosen jobs". */
  readonly what: string
  /** What is asked for: what is chosen of another question is chosen no more. */
  readonly query: Query
  /** All that match as a file, or these rows alone: where it can be had, or what makes it. */
  readonly file: (format: Format, rows?: readonly Row[]) => string | (() => void)
  readonly children: (chosen: Chosen<Row>) => ComponentChildren
}

/** A list of which some rows can be chosen, and these or all that match be had as a file. */
export function ChooseAndExport<Row>({ children, ...props }: Props<Row>) {
  const { items, keyOf, urlOf, query } = props
  const mayAct = useMay('operate')
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const asked = JSON.stringify(query)
  // What is not seen is not meant.
  useEffect(() => setKeys(new Set(asked === '' ? ['-'] : [])), [asked])
  if (!mayAct) return children({ column: [], isChosen: () => false })
  const isChosen = (row: Row) => keys.has(keyOf(row))
  const choose = (row: Row, isWanted: boolean) => {
    const others = [...keys].filter((key) => key !== keyOf(row))
    setKeys(new Set(isWanted ? [...others, keyOf(row)] : others))
  }
  const column: Column<Row> = {
    head: 'Choose',
    cell: (row) => (
      <input
        type="checkbox"
        aria-label={`Choose ${urlOf(row) ?? keyOf(row)}`}
        checked={isChosen(row)}
        disabled={!isChosen(row) && keys.size >= runsMax}
        onChange={({ currentTarget }) => choose(row, currentTarget.checked)}
      />
    ),
  }
  return (
    <>
      {items.length > 0 && <Acts {...props} chosen={items.filter(isChosen)} setKeys={setKeys} />}
      <div class="jobs-failed">{children({ column: [column], isChosen })}</div>
    </>
  )
}

type ActsProps<Row> = Omit<Props<Row>, 'children' | 'urlOf'> & {
  readonly chosen: readonly Row[]
  readonly setKeys: (keys: ReadonlySet<string>) => void
}

function Acts<Row>({ items, keyOf, what, file, chosen, setKeys }: ActsProps<Row>) {
  const some = items.slice(0, runsMax)
  const areAll = some.every((row) => chosen.includes(row))
  return (
    <div class="jobs-acts">
      <div class="row">
        <label class="jobs-all">
          <input type="checkbox" checked={areAll} onChange={() => setKeys(new Set(areAll ? [] : some.map(keyOf)))} />{' '}
          {chosen.length === 0 ? `Choose the ${some.length} shown` : `${chosen.length} chosen`}
        </label>
        {chosen.length > 0 && (
          <ExportFiles file={(format) => file(format, chosen)} which={`the ${chosen.length} chosen`} />
        )}
      </div>
      <div class="row">
        <span class="muted">All that match</span>
        <ExportFiles file={(format) => file(format)} which={`all ${what} that match`} />
      </div>
      {items.length > runsMax && <span class="unseen">The first {countText(runsMax)} can be chosen at once.</span>}
    </div>
  )
}

type FilesProps = { readonly file: (format: Format) => string | (() => void); readonly which: string }

const formats = [
  { format: 'csv', text: 'As CSV', kind: 'main' },
  { format: 'ndjson', text: 'As NDJSON', kind: 'plain' },
] as const

/** Offers rows as a file, which the browser takes itself where the API gives it. */
function ExportFiles({ file, which }: FilesProps) {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button label={`Export ${which}`} onPress={() => setOpen(true)}>
        Export
      </Button>
      {isOpen && (
        <Dialog title={`Export ${which}`} onClose={close}>
          <p class="muted">They come as a file, in the order of the list, as they stand when they are read.</p>
          <p class="row row-end">
            <Button onPress={close}>Cancel</Button>
            {formats.map(({ format, text, kind }) => (
              <OneFile key={format} file={file(format)} close={close} kind={kind} text={text} />
            ))}
          </p>
        </Dialog>
      )}
    </>
  )
}

type OneProps = {
  readonly file: string | (() => void)
  readonly close: () => void
  readonly kind: 'main' | 'plain'
  readonly text: string
}

function OneFile({ file, close, kind, text }: OneProps) {
  if (typeof file === 'string')
    return (
      <a class={`button button-${kind}`} href={file} download onClick={() => setTimeout(close, 0)}>
        {text}
      </a>
    )
  const save = () => {
    file()
    close()
  }
  return (
    <Button kind={kind} onPress={save}>
      {text}
    </Button>
  )
}
