import { useEffect } from 'preact/hooks'
import { linkWith } from '../address/use-query.ts'
import type { GetFailedCount } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { counted, countText } from '../parts/amounts.ts'
import { Loading } from '../parts/loading.tsx'
import { Problem } from '../parts/problem.tsx'
import type { FailedQuery } from './failed-query.ts'
import { stageName } from './stages.ts'

const shownMost = 12

type Props = {
  readonly query: FailedQuery
  /** Another number asks again. */
  readonly round: number
}

/** How many failed runs are alike, the most first; each a way to these alone. */
export function FailedGroups({ query, round }: Props) {
  const { answer, problem, again } = useAnswer<GetFailedCount>('/v1/failed/count', query)
  useEffect(() => {
    if (round > 0) again()
  }, [round, again])
  if (problem) return <Problem problem={problem} retry={again} />
  if (!answer) return <Loading what="how many are alike" rows={2} />
  const { count, isMore, groups } = answer
  if (count === 0) return null
  const most = Math.max(...groups.map((group) => group.count))
  return (
    <section class="failed-groups" aria-label="Alike">
      <p class="failed-count">
        <strong>
          {isMore && 'at least '}
          {countText(count)}
        </strong>{' '}
        failed {count === 1 ? 'run' : 'runs'} {groups.length > 1 && `of ${groups.length} kinds`}
      </p>
      <ul>
        {groups.slice(0, shownMost).map((group) => {
          const { stage, cause, errorName, count: alike } = group
          return (
            <li key={`${stage} ${cause} ${errorName}`}>
              <a href={linkWith({ state: 'failed', stage, cause, errorName })}>
                <span class="failed-kind">
                  <bdi>{errorName}</bdi> <span class="muted">{cause === 'error' ? '' : cause}</span>
                </span>
                <span class="muted">{stageName(stage)}</span>
                <span class="number">{countText(alike)}</span>
              </a>
              <svg class="failed-share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={Math.max(0.5, (100 * alike) / most)} height="4" />
              </svg>
            </li>
          )
        })}
      </ul>
      {groups.length > shownMost && <p class="muted">and {counted(groups.length - shownMost, 'rarer kind')}</p>}
    </section>
  )
}
