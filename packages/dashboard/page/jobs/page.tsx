import { useQuery } from '../address/use-query.ts'
import { withQuery } from '../api/client.ts'
import { Page } from '../parts/page.tsx'
import { useMay } from '../session.ts'
import { JobCounts } from './counts.tsx'
import { EndedList } from './ended-list.tsx'
import { FailedList } from './failed-list.tsx'
import type { FailedQuery } from './failed-query.ts'
import { JobFilters } from './filters.tsx'
import { Hosts } from './hosts.tsx'
import { asked, filterNames, type JobList, type JobQuery, jobListOf, jobLists } from './job-lists.ts'
import { MovingList } from './moving-list.tsx'
import { Operations } from './operations.tsx'
import { QueueList } from './queue-list.tsx'
import './jobs.css'

/** Every job and run: where it stands, found by what is known of it, and what can be done about it. */
function Jobs() {
  const [{ state, ...query }, change] = useQuery(['state', ...filterNames])
  const list = jobListOf(state, query)
  const mayLook = useMay('operate')
  return (
    <Page
      title="Jobs"
      actions={
        mayLook && (
          <a class="button" href="/board" target="_blank" rel="noopener">
            Raw queues <span aria-hidden="true">↗</span>
          </a>
        )
      }
    >
      <JobCounts list={list} stage={query.stage} />
      <Operations />
      <section class="jobs" aria-labelledby="jobs-list">
        <Tabs list={list} query={query} />
        <h2 id="jobs-list" class="unseen">
          {list.title}
        </h2>
        <p class="jobs-is muted">{list.is}</p>
        <JobFilters list={list} query={query} change={change} />
        <TheList list={list} query={query} />
      </section>
    </Page>
  )
}

type Props = { readonly list: JobList; readonly query: JobQuery }

function Tabs({ list: shown, query }: Props) {
  return (
    <nav class="jobs-tabs" aria-label="Lists of jobs">
      <ul>
        {jobLists.map(({ state, title }) => (
          <li key={state}>
            <a href={withQuery('/jobs', { state, ...query })} aria-current={state === shown.state ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TheList({ list, query }: Props) {
  const wanted = asked(list, query)
  if (list.state === 'failed') return <FailedList query={wanted as FailedQuery} />
  if (list.state === 'moving') return <MovingList query={wanted} />
  if (list.state === 'ended') return <EndedList query={wanted} />
  if (list.state === 'hosts') return <Hosts host={query.host} />
  return <QueueList list={list} query={wanted} />
}

export const page = Jobs
