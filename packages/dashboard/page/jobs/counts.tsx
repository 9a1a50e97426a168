import type { GetQueues } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { PauseStage } from '../line/pause-stage.tsx'
import { live } from '../live/live.ts'
import { countText } from '../parts/amounts.ts'
import { Loading } from '../parts/loading.tsx'
import { Count, Duration } from '../parts/numbers.tsx'
import { Problem } from '../parts/problem.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { useStore } from '../store.ts'
import type { JobList } from './job-lists.ts'
import { stageName } from './stages.ts'

type Queue = GetQueues['queues'][number]
/** What stands at a stage; what is not known is `null`. */
type Row = Pick<Queue, 'oldestWaitingMs' | 'isPaused' | 'pause'> & { readonly stage: Queue['queue'] } & {
  readonly [State in 'waiting' | 'active' | 'delayed' | 'failed']: number | null
}

const counted = [
  { state: 'waiting', head: 'Waiting' },
  { state: 'delayed', head: 'Put off' },
  { state: 'active', head: 'In hand' },
  { state: 'failed', head: 'Failed' },
] as const

/** How many jobs stand where, each number a way to them; stages are paused and resumed here. */
export function JobCounts({ list, stage }: { readonly list: JobList; readonly stage: string }) {
  const { rows, ...asking } = useRows()
  const mayAct = useMay('operate')
  if (!rows) {
    if (asking.problem) return <Problem problem={asking.problem} retry={asking.again} />
    return <Loading what="how many jobs there are" rows={4} />
  }
  return (
    <div class="jobs-counts">
      <table>
        <caption class="unseen">Jobs by stage and state</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            {counted.map(({ head, state }) => (
              <th scope="col" class="end" key={state}>
                {head}
              </th>
            ))}
            <th scope="col" class="end jobs-wide">
              Oldest
            </th>
            {mayAct && (
              <th scope="col" class="end">
                <span class="unseen">Pause and resume</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.stage}>
              <th scope="row">
                <a href={`/jobs?state=${list.state}&stage=${row.stage}`}>{stageName(row.stage)}</a>
                <Paused row={row} />
              </th>
              {counted.map(({ state }) => (
                <td class="end" key={state}>
                  <a
                    href={`/jobs?state=${state}&stage=${row.stage}`}
                    class={state === 'failed' && row.failed ? 'jobs-bad' : undefined}
                    aria-current={list.state === state && stage === row.stage ? 'page' : undefined}
                    aria-label={`${stageName(row.stage)}, ${state}: ${row[state] === null ? 'not known' : countText(row[state])}`}
                  >
                    <Count value={row[state]} />
                  </a>
                </td>
              ))}
              <td class="end jobs-wide">
                <Duration ms={row.oldestWaitingMs} />
              </td>
              {mayAct && (
                <td class="end">
                  <PauseStage stage={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Paused({ row: { isPaused, pause } }: { readonly row: Row }) {
  if (!isPaused) return null
  return (
    <span class="jobs-paused">
      <Tag tone="warning">paused</Tag>{' '}
      {pause ? (
        <span class="muted">
          <bdi>{pause.by}</bdi>: <bdi>{pause.reason}</bdi>
          {pause.until && (
            <>
              {', goes on '}
              <When at={pause.until} />
            </>
          )}
        </span>
      ) : (
        <span class="muted">by another tool</span>
      )}
    </span>
  )
}

/** As they are told each second; until that comes, and where it does not, as they are when asked. */
function useRows() {
  const { sample, connection } = useStore(live)
  const isLive = sample !== undefined && connection === 'live'
  const { answer, problem, again } = useAnswer<GetQueues>(isLive ? null : '/v1/queues')
  const told = sample?.line.stages.map(({ paused, ...one }): Row => {
    const { stage, oldestWaitingMs, waiting, active, delayed, failed, isPaused } = one
    return { stage, oldestWaitingMs, waiting, active, delayed, failed, pause: paused, isPaused: isPaused ?? false }
  })
  const looked = answer?.queues.map(({ queue, ...row }): Row => ({ ...row, stage: queue }))
  return { rows: isLive ? told : looked, problem, again }
}
