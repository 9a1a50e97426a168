import type { Sample } from '../live/sample.ts'
import { isolated } from '../parts/isolated.ts'
import { Count } from '../parts/numbers.tsx'
import { Section } from '../parts/page.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import { stageTitle } from './stage-names.ts'

type Row = {
  readonly key: string
  readonly what: string
  readonly count: number | null
  readonly href: string
  readonly why: string
  readonly at: string | null
}

const columns: readonly Column<Row>[] = [
  { head: 'What', isName: true, cell: ({ what, href }) => <a href={href}>{what}</a> },
  { head: 'Why', cell: ({ why }) => why },
  { head: 'How many', isNumber: true, cell: ({ count }) => <Count value={count} /> },
  { head: 'Last polled', cell: ({ at }) => <When at={at} /> },
]

const silence = {
  'not-polled': 'silent: its time has come, and nobody asked',
  'nothing-new': 'silent: nothing new for three times its usual gap, an hour at least',
}

/** What stands aside: failed jobs kept for a decision, and sources that are silent or fail. Nothing where there is none. */
export function Trouble({ sample }: { readonly sample: Sample }) {
  const rows = [...quarantine(sample), ...sources(sample)]
  if (rows.length === 0) return null
  return (
    <Section title="Set aside, silent, failing">
      <Table caption="What wants a decision" columns={columns} rows={rows} keyOf={({ key }) => key} />
    </Section>
  )
}

function quarantine({ line: { stages } }: Sample): Row[] {
  return stages
    .filter(({ failed }) => failed)
    .map(({ stage, failed }) => ({
      ...{ key: stage, what: `${stageTitle(stage)} jobs`, count: failed, at: null },
      ...{
        href: `/jobs?stage=${stage}&state=failed`,
        why: 'failed: kept with their input, to be retried or discarded',
      },
    }))
}

function sources({ sources: { silent, failing } }: Sample): Row[] {
  const told = ({ id, outlet }: { id: string; outlet: string | null }) =>
    outlet === null ? id : `${isolated(outlet)} (${id})`
  const href = (id: string) => `/sources?id=${encodeURIComponent(id)}`
  return [
    ...failing.map((source) => ({
      ...{ key: `failing ${source.id}`, what: told(source), count: source.failures, href: href(source.id) },
      ...{ why: 'failing: polls in a row without an answer', at: source.lastPolledAt },
    })),
    ...silent.map((source) => ({
      ...{ key: `silent ${source.id}`, what: told(source), count: null, href: href(source.id) },
      ...{ why: silence[source.why], at: source.lastPolledAt },
    })),
  ]
}
