import { useEffect, useState } from 'preact/hooks'
import type { ListFailed } from '../api/answers.ts'
import { useList } from '../api/use-list.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { List } from '../parts/list.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { useStore } from '../store.ts'
import { FailedActions } from './act-on-failed.tsx'
import { FailedGroups } from './failed-groups.tsx'
import { type FailedQuery, runsMax, theseRuns } from './failed-query.ts'
import { endedElsewhere, endedOperations, readFailedAgain } from './open-operations.ts'
import { RunLink } from './run-link.tsx'
import { stageName } from './stages.ts'

type Failed = ListFailed['items'][number]

const keyOf = ({ urlId, run }: Failed) => `${urlId}-${run}`

const columns: readonly Column<Failed>[] = [
  {
    ...{ head: 'URL', isName: true },
    cell: ({ urlId, url, source }) => <RunLink {...{ urlId, url }} note={source} />,
  },
  {
    ...{ head: 'Error', isWide: true },
    cell: ({ errorName, message, cause }) => (
      <span class="jobs-error" title={message}>
        <strong>{errorName}</strong>
        {cause !== 'error' && ` (${cause})`} <span class="jobs-message">{message}</span>
      </span>
    ),
  },
  { head: 'Stage', cell: ({ stage }) => <span class="jobs-stage">{stageName(stage)}</span> },
  { head: 'Tries', isNumber: true, cell: ({ attempts }) => attempts },
  { head: 'Failed', isNumber: true, cell: ({ failedAt }) => <When at={failedAt} /> },
]

/** Failed runs: alike ones together with how many they are, each one, and what can be done about one, some or all. */
export function FailedList({ query }: { readonly query: FailedQuery }) {
  const mayAct = useMay('operate')
  const list = useList<Failed>('/v1/failed', query)
  const ended = useStore(endedOperations)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Failed>>(new Map())
  const { again } = list
  const key = JSON.stringify(query)
  // What is not seen is not meant.
  useEffect(() => setChosen(new Map(key === '' ? [] : [])), [key])
  const elsewhere = useStore(endedElsewhere)
  const [seen, setSeen] = useState(elsewhere)
  const [shown, setShown] = useState(ended)
  useEffect(() => {
    if (ended === shown) return
    setShown(ended)
    setSeen(endedElsewhere.get())
    setChosen(new Map())
    again()
  }, [ended, shown, again])

  const choose = (failed: Failed, isChosen: boolean) => {
    const next = new Map(chosen)
    if (isChosen) next.set(keyOf(failed), failed)
    else next.delete(keyOf(failed))
    setChosen(next)
  }
  const choice: Column<Failed> = {
    head: 'Choose',
    cell: (failed) => (
      <input
        type="checkbox"
        aria-label={`Choose ${failed.url}`}
        checked={chosen.has(keyOf(failed))}
        disabled={!chosen.has(keyOf(failed)) && chosen.size >= runsMax}
        onChange={({ currentTarget }) => choose(failed, currentTarget.checked)}
      />
    ),
  }
  return (
    <>
      <FailedGroups query={query} round={shown} />
      {elsewhere !== seen && <HasChanged />}
      {mayAct && (list.items.length > 0 || chosen.size > 0) && (
        <Acts query={query} chosen={[...chosen.values()]} items={list.items} setChosen={setChosen} />
      )}
      <List list={list} what="failed runs" empty={<None isNarrowed={Object.keys(query).length > 0} />}>
        {(items) => (
          <div class={mayAct ? 'jobs-failed' : undefined}>
            <Table
              caption="Failed runs"
              columns={mayAct ? [choice, ...columns] : columns}
              rows={items}
              keyOf={keyOf}
              isChosen={(failed) => chosen.has(keyOf(failed))}
            />
          </div>
        )}
      </List>
    </>
  )
}

function HasChanged() {
  return (
    <p class="row jobs-left" role="status">
      The list has changed: failed runs were retried or discarded elsewhere.{' '}
      <Button onPress={readFailedAgain}>Look again</Button>
    </p>
  )
}

type ActsProps = {
  readonly query: FailedQuery
  readonly chosen: readonly Failed[]
  readonly items: readonly Failed[]
  readonly setChosen: (chosen: ReadonlyMap<string, Failed>) => void
}

function Acts({ query, chosen, items, setChosen }: ActsProps) {
  const some = items.slice(0, runsMax)
  const areAll = some.length > 0 && some.every((failed) => chosen.some((one) => keyOf(one) === keyOf(failed)))
  return (
    <div class="jobs-acts">
      <div class="row">
        <label class="jobs-all">
          <input
            type="checkbox"
            checked={areAll}
            onChange={() => setChosen(new Map(areAll ? [] : some.map((failed) => [keyOf(failed), failed])))}
          />{' '}
          {chosen.length === 0 ? `Choose the ${some.length} shown` : `${chosen.length} chosen`}
        </label>
        {chosen.length > 0 && <FailedActions query={theseRuns(chosen)} which={`the ${chosen.length} chosen`} />}
      </div>
      <div class="row">
        <span class="muted">All that match</span>
        <FailedActions query={query} which="all that match" />
      </div>
    </div>
  )
}

function None({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (!isNarrowed)
    return (
      <Empty title="Nothing has failed">
        <p>Runs that are given up after their last try will stand here, and can be retried or discarded.</p>
      </Empty>
    )
  return (
    <Empty title="No failed run matches">
      <p>
        Take a filter away, or look at <a href="/jobs?state=failed">all that failed</a>.
      </p>
    </Empty>
  )
}
