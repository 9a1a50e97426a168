import type { GetQueues } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { PauseStage } from '../line/pause-stage.tsx'
import { live } from '../live/live.ts'
import { Loading } from '../parts/loading.tsx'
import { Count, Duration } from '../parts/numbers.tsx'
import { Problem } from '../parts/problem.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { useStore } from '../store.ts'
import type { JobList } from './job-lists.ts'
import { stageName } from './stages.ts'

type Row = Pick<
  GetQueues['queues'][number],
  'waiting' | 'active' | 'delayed' | 'failed' | 'oldestWaitingMs' | 'isPaused' | 'pause'
> & { readonly stage: GetQueues['queues'][number]['queue'] }

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
                    class={state === 'failed' && row.failed > 0 ? 'jobs-bad' : undefined}
                    aria-current={list.state === state && stage === row.stage ? 'page' : undefined}
                    aria-label={`${stageName(row.stage)}, ${state}: ${row[state]}`}
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
          {pause.by}: {pause.reason}
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
  const isLive = sample !== undefined && connection === 'live' && sample.redis === 'there'
  const { answer, problem, again } = useAnswer<GetQueues>(isLive ? null : '/v1/queues')
  const told = sample?.line.stages.map(({ paused, ...one }): Row => {
    const { stage, oldestWaitingMs } = one
    const { waiting, active, delayed, failed, isPaused } = one
    return {
      ...{ stage, oldestWaitingMs, pause: paused, isPaused: isPaused ?? false },
      ...{ waiting: waiting ?? 0, active: active ?? 0, delayed: delayed ?? 0, failed: failed ?? 0 },
    }
  })
  const looked = answer?.queues.map(({ queue, ...row }): Row => ({ ...row, stage: queue }))
  return { rows: isLive ? told : looked, problem, again }
}
