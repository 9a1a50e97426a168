import { useQuery } from '../address/use-query.ts'
import type { ListAudit } from '../api/answers.ts'
import { useList } from '../api/use-list.ts'
import { Empty } from '../parts/empty.tsx'
import { Filters, SelectField, TextField } from '../parts/field.tsx'
import { List } from '../parts/list.tsx'
import { Count } from '../parts/numbers.tsx'
import { Page } from '../parts/page.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { actions } from './actions.ts'
import './audit.css'

type Entry = ListAudit['items'][number]

const columns: readonly Column<Entry>[] = [
  { head: 'When', cell: ({ at }) => <When at={at} how="date" /> },
  { ...{ head: 'Who', isName: true }, cell: ({ who }) => <span class="audit-word">{who}</span> },
  { head: 'What', cell: ({ action }) => <code class="audit-word">{action}</code> },
  { head: 'Which', isWide: true, cell: (entry) => <Which {...entry} /> },
  { ...{ head: 'How many', isNumber: true }, cell: ({ affected }) => <Count value={affected} /> },
]

/** Who changed what. */
function AuditPage() {
  const mayLook = useMay('admin')
  const [query, change] = useQuery(['who', 'action', 'since', 'until'])
  const list = useList<Entry>(mayLook ? '/v1/audit' : null, query)
  const isNarrowed = Object.values(query).some((value) => value !== '')
  return (
    <Page
      title="Audit"
      lead="Every change that somebody made here, by the API or by the command line, who logged in and out, and what other hosts were asked. Work on failed runs stands here when it is asked for and when it has ended. Nothing of it can be changed or removed."
    >
      {mayLook ? (
        <>
          <AuditFilters query={query} change={change} />
          <List
            list={list}
            what="changes"
            empty={
              <Empty title={isNarrowed ? 'No such change' : 'Nothing was changed yet'}>
                <p>
                  {isNarrowed
                    ? 'Take a filter away.'
                    : 'Pauses, retries, submissions, tokens and logins will stand here.'}
                </p>
              </Empty>
            }
          >
            {(items) => <Table caption="Changes" columns={columns} rows={items} keyOf={({ id }) => id} />}
          </List>
        </>
      ) : (
        <Empty title="This needs the role admin">
          <p>
            <a href="/login?to=%2Faudit">Log in</a> with a token of that role, or ask <code>stancewire audit</code> on
            the machine of the line.
          </p>
        </Empty>
      )}
    </Page>
  )
}

type Query = Readonly<Record<'who' | 'action' | 'since' | 'until', string>>
type FilterProps = { readonly query: Query; readonly change: (change: Partial<Query>) => void }

function AuditFilters({ query, change }: FilterProps) {
  const options = [{ value: '', text: 'any' }, ...actions.map((action) => ({ value: action, text: action }))]
  return (
    <Filters label="Filters">
      <TextField
        {...{ label: 'Who', value: query.who, onChange: (who: string) => change({ who }) }}
        tells="change"
        type="search"
        placeholder="name of a token"
      />
      <SelectField label="What" value={query.action} onChange={(action) => change({ action })} options={options} />
      <TextField
        label="From (UTC)"
        value={query.since}
        onChange={(since) => change({ since })}
        tells="change"
        type="date"
      />
      <TextField
        {...{ label: 'Before (UTC)', value: query.until, onChange: (until: string) => change({ until }) }}
        tells="change"
        type="date"
      />
    </Filters>
  )
}

/** What was meant, in words: each part with its name. */
function Which({ filter, affected }: Pick<Entry, 'filter' | 'affected'>) {
  const parts = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined)
  if (parts.length === 0) return <span class="muted">{affected === null ? '–' : 'all'}</span>
  return (
    <span class="audit-which">
      {parts.map(([name, value]) => (
        <span key={name}>
          <span class="muted">{name}</span>{' '}
          <bdi>
            <Value value={value} />
          </bdi>
        </span>
      ))}
    </span>
  )
}

const runsShown = 3

/** Moments as moments, runs as ways to them, everything else as it is written. */
function Value({ value }: { readonly value: unknown }) {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <When at={value} how="date" />
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const urlIds = text.match(/u[0-9a-f]{32}/g) ?? []
  if (urlIds.length === 0) return text
  return (
    <>
      {urlIds.slice(0, runsShown).map((urlId) => (
        <a class="audit-run" href={`/urls/${urlId}`} key={urlId} title={urlId}>
          {urlId.slice(0, 5)}…{urlId.slice(-4)}
        </a>
      ))}
      {urlIds.length > runsShown && `and ${urlIds.length - runsShown} more`}
    </>
  )
}

export const page = AuditPage
