import type { ListUrlTrace } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { Operations } from '../jobs/operations.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loading } from '../parts/loading.tsx'
import { OuterLink } from '../parts/outer-link.tsx'
import { Page } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import type { PageProps } from '../routes.ts'
import { EndedRun } from './ended-run.tsx'
import { MovingRun } from './moving-run.tsx'
import { useFollowing } from './use-following.ts'
import './runs.css'

/** What happened to one URL: its runs, the last one first, each stage by stage. */
function Runs({ params: { urlId = '' } }: PageProps) {
  const path = `/v1/urls/${encodeURIComponent(urlId)}/trace`
  const asked = useAnswer<ListUrlTrace>(path)
  const { answer, problem, again } = asked
  const isMoving = Boolean(answer?.moving)
  useFollowing(asked, isMoving)
  const last = answer?.moving ?? answer?.items.at(-1)
  return (
    <Page
      title="What happened to a URL"
      lead={
        last && (
          <span class="run-address">
            <OuterLink href={last.url} />
            <br />
            <a href={`/jobs?state=ended&host=${encodeURIComponent(last.host)}`}>{last.host}</a>
            {last.sourceId && (
              <>
                {' '}
                · found by <bdi>{last.sourceId}</bdi>
              </>
            )}
          </span>
        )
      }
      actions={<Button onPress={again}>Look again</Button>}
    >
      {problem?.status === 404 && (
        <Empty title="No run of this URL is known">
          <p>
            It was never accepted, or the archive keeps it no longer. Look for its address among{' '}
            <a href="/jobs?state=ended">runs that have ended</a>.
          </p>
        </Empty>
      )}
      {problem && problem.status !== 404 && <Problem problem={problem} retry={again} />}
      {!answer && !problem && <Loading what="what happened" rows={6} />}
      <Operations areOpenOnly />
      {answer?.moving && <MovingRun run={answer.moving} />}
      {answer?.items.toReversed().map((run, at, all) => (
        <EndedRun key={run.run} run={run} before={all[at + 1]} isLast={at === 0 && answer.moving === null} />
      ))}
    </Page>
  )
}

export const page = Runs
