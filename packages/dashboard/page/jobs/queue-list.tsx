import type { ListJobs } from '../api/answers.ts'
import { withQuery } from '../api/client.ts'
import { useList } from '../api/use-list.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { List } from '../parts/list.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { ChooseAndExport } from './choose-and-export.tsx'
import type { JobList, JobQuery } from './job-lists.ts'
import { putOffText } from './put-off-text.ts'
import { RunLink } from './run-link.tsx'
import { stageName } from './stages.ts'

type Job = ListJobs['items'][number]

const keyOf = ({ id }: Job) => id

const name: Column<Job> = {
  ...{ head: 'URL', isName: true },
  cell: ({ urlId, url, source, lane }) => (
    <>
      <RunLink urlId={urlId} url={url} note={source} /> {lane === 'replay' && <Tag>replay</Tag>}
    </>
  ),
}
const added: Column<Job> = { head: 'Added', isNumber: true, cell: ({ queuedAt }) => <When at={queuedAt} /> }
const tries: Column<Job> = {
  ...{ head: 'Failed tries', isNumber: true },
  cell: ({ attempts, attemptsMax }) => `${attempts} of ${attemptsMax}`,
}

const lastError: Column<Job> = {
  ...{ head: 'Last error', isWide: true },
  cell: ({ error }) =>
    error ? (
      <span class="jobs-error" title={error.message}>
        <strong>{error.name}</strong> <span class="jobs-message">{error.message}</span>
      </span>
    ) : (
      <span class="muted">none</span>
    ),
}

const columns: Partial<Record<JobList['state'], readonly Column<Job>[]>> = {
  waiting: [name, lastError, tries, added],
  delayed: [
    name,
    {
      ...{ head: 'Why', isWide: true },
      cell: ({ putOff }) =>
        putOff && (
          <span class="jobs-error">
            <strong>{putOffText(putOff.why)}</strong> <span class="jobs-message">{putOff.detail}</span>
          </span>
        ),
    },
    tries,
    { head: 'Next', isNumber: true, cell: ({ putOff }) => <When at={putOff?.until} /> },
    added,
  ],
  active: [
    name,
    lastError,
    { head: 'Worker', cell: ({ worker }) => worker ?? '–' },
    tries,
    { head: 'Begun', isNumber: true, cell: ({ triedAt }) => <When at={triedAt} /> },
    added,
  ],
}

/** Jobs of one stage that stand alike, as its queue has them. */
export function QueueList({
  list: { state, title },
  query,
}: {
  readonly list: JobList
  readonly query: Partial<JobQuery>
}) {
  const { stage = 'fetch', ...more } = query
  const asked = { stage, state: state === 'delayed' ? 'put-off' : state, ...more }
  const list = useList<Job>('/v1/jobs', asked)
  const isNarrowed = Object.keys(more).length > 0
  return (
    <>
      <p class="row jobs-moving">
        <span class="muted">The list moves while you read it.</span>
        <Button onPress={list.again}>Look again</Button>
      </p>
      <List
        list={list}
        what="jobs"
        empty={
          <Empty title={isNarrowed ? 'No job here matches' : `${stageName(stage)}: nothing ${title.toLowerCase()}`}>
            <p>
              {isNarrowed ? 'Take a filter away, or look' : 'Look'} among{' '}
              <a href="/jobs?state=moving">all runs that are on their way</a>.
            </p>
          </Empty>
        }
      >
        {(items) => (
          <ChooseAndExport
            items={items}
            keyOf={keyOf}
            urlOf={({ url }) => url}
            what="jobs"
            query={asked}
            file={(format, rows) =>
              withQuery('/v1/jobs/export', { ...asked, ...(rows ? { ids: rows.map(keyOf).join(',') } : {}), format })
            }
          >
            {({ column, isChosen }) => (
              <Table
                caption={`${stageName(stage)}: ${title.toLowerCase()}`}
                columns={[...column, ...(columns[state] ?? [])]}
                rows={items}
                {...{ keyOf, isChosen }}
              />
            )}
          </ChooseAndExport>
        )}
      </List>
    </>
  )
}
