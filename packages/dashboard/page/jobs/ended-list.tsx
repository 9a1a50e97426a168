import type { ListRuns } from '../api/answers.ts'
import { withQuery } from '../api/client.ts'
import { useList } from '../api/use-list.ts'
import { Empty } from '../parts/empty.tsx'
import { List } from '../parts/list.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { ChooseAndExport } from './choose-and-export.tsx'
import { theseRuns } from './failed-query.ts'
import type { JobQuery } from './job-lists.ts'
import { RunLink } from './run-link.tsx'
import { stageName } from './stages.ts'

type Run = ListRuns['items'][number]

const keyOf = ({ urlId, run }: Run) => `${urlId}-${run}`
type Ended = Pick<Run, 'endedBy' | 'reason' | 'errorName'>

const ends: Readonly<Record<string, { readonly text: string; readonly tone: 'good' | 'plain' | 'bad' }>> = {
  'article.classified': { text: 'classified', tone: 'good' },
  'article.duplicated': { text: 'a copy', tone: 'plain' },
  'url.stopped': { text: 'stopped', tone: 'plain' },
  'url.failed': { text: 'failed', tone: 'bad' },
}

/** What a run came to, and why. */
export function End({ endedBy, reason, errorName }: Ended) {
  const { text, tone } = ends[endedBy] ?? { text: endedBy, tone: 'plain' as const }
  return (
    <>
      <Tag tone={tone}>{text}</Tag>{' '}
      {endedBy === 'url.failed' ? `${errorName ?? ''}${reason === 'error' ? '' : ` (${reason})`}` : reason}
    </>
  )
}

const columns: readonly Column<Run>[] = [
  {
    ...{ head: 'URL', isName: true },
    cell: ({ urlId, url, sourceId }) => <RunLink {...{ urlId, url }} note={sourceId} />,
  },
  {
    ...{ head: 'End', isWide: true },
    cell: (run) => (
      <span class="jobs-error" title={run.detail ?? undefined}>
        <End {...run} /> <span class="jobs-message">{run.detail}</span>
      </span>
    ),
  },
  { head: 'At', cell: ({ stage }) => <span class="jobs-stage">{stageName(stage)}</span> },
  {
    head: 'Article',
    cell: ({ articleId }) =>
      articleId ? <a href={`/articles/${articleId}`}>read</a> : <span class="muted">none</span>,
  },
  { head: 'Ended', isNumber: true, cell: ({ endedAt }) => <When at={endedAt} /> },
]

/** Runs that have ended, whatever became of them. */
export function EndedList({ query }: { readonly query: Partial<JobQuery> }) {
  const list = useList<Run>('/v1/runs', query)
  const isNarrowed = Object.keys(query).length > 0
  return (
    <List
      list={list}
      what="runs"
      empty={
        <Empty title={isNarrowed ? 'No run that has ended matches' : 'No run has ended yet'}>
          <p>
            Look among <a href="/jobs?state=moving">those on their way</a>
            {isNarrowed && (
              <>
                {' or at '}
                <a href="/jobs?state=ended">all that have ended</a>
              </>
            )}
            .
          </p>
        </Empty>
      }
    >
      {(items) => (
        <ChooseAndExport
          items={items}
          keyOf={keyOf}
          urlOf={({ url }) => url}
          what="runs"
          query={query}
          file={(format, rows) => withQuery('/v1/runs/export', { ...query, ...(rows ? theseRuns(rows) : {}), format })}
        >
          {({ column, isChosen }) => (
            <Table
              caption="Runs that have ended"
              columns={[...column, ...columns]}
              rows={items}
              {...{ keyOf, isChosen }}
            />
          )}
        </ChooseAndExport>
      )}
    </List>
  )
}
