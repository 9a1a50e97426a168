import type { ListRunsMoving } from '../api/answers.ts'
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

type Run = ListRunsMoving['items'][number]

const keyOf = ({ urlId, run }: Run) => `${urlId}-${run}`

const standings: Readonly<Record<Run['at']['is'], string>> = {
  ...{ 'at-host': 'at its host', waiting: 'waits', 'put-off': 'put off', active: 'in hand', failed: 'failed' },
  unknown: 'not known: Redis is away',
}

/** How a run can be said to stand, as it is chosen. */
export const standingChoices = Object.entries(standings).flatMap(([value, text]) =>
  value === 'unknown' ? [] : [{ value, text }],
)

/** Where a run stands, in a few words. */
export function standingText({ is, stage }: Run['at']): string {
  return stage ? `${stageName(stage)}: ${standings[is]}` : standings[is]
}

const columns: readonly Column<Run>[] = [
  {
    ...{ head: 'URL', isName: true },
    cell: ({ urlId, url, sourceId, lane }) => (
      <>
        <RunLink {...{ urlId, url }} note={sourceId} /> {lane === 'replay' && <Tag>replay</Tag>}
      </>
    ),
  },
  { head: 'Where', cell: ({ at }) => <span class="jobs-stage">{standingText(at)}</span> },
  { head: 'Tries', isNumber: true, cell: ({ at }) => at.tries ?? '–' },
  { head: 'There since', isNumber: true, cell: ({ at }) => <When at={at.queuedAt} /> },
  { head: 'Accepted', isNumber: true, cell: ({ acceptedAt }) => <When at={acceptedAt} /> },
]

/** Runs that were accepted and have not ended. */
export function MovingList({ query }: { readonly query: Partial<JobQuery> }) {
  const list = useList<Run>('/v1/runs/moving', query)
  const isNarrowed = Object.keys(query).length > 0
  return (
    <List
      list={list}
      what="runs on their way"
      empty={
        <Empty title={isNarrowed ? 'No run on its way matches' : 'Nothing is on its way'}>
          <p>
            What was asked for may have ended: look among <a href="/jobs?state=ended">runs that have ended</a>.
          </p>
        </Empty>
      }
    >
      {(items) => (
        <ChooseAndExport
          items={items}
          keyOf={keyOf}
          urlOf={({ url }) => url}
          what="runs on their way"
          query={query}
          file={(format, rows) =>
            withQuery('/v1/runs/moving/export', { ...query, ...(rows ? theseRuns(rows) : {}), format })
          }
        >
          {({ column, isChosen }) => (
            <Table
              caption="Runs on their way"
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
