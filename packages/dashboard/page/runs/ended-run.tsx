import { useEffect, useRef } from 'preact/hooks'
import type { GetFailed, ListUrlTrace } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { FailedActions } from '../jobs/act-on-failed.tsx'
import { End } from '../jobs/ended-list.tsx'
import { theseRuns } from '../jobs/failed-query.ts'
import { stageName } from '../jobs/stages.ts'
import { Loading } from '../parts/loading.tsx'
import { Section } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { JobFacts } from './job-facts.tsx'
import { Way } from './way.tsx'

type Run = ListUrlTrace['items'][number]

type Props = {
  readonly run: Run
  /** The run of the same URL before it. */
  readonly before?: Run | undefined
  readonly isLast: boolean
}

/** A run that has ended: what it came to, its way, and where it failed its job as it was given up. */
export function EndedRun({ run, before, isLast }: Props) {
  const { discoveredAt, endedAt, endedBy, stage, detail, steps, articleId, attempts } = run
  // What an older version told of a further run is when the first one was found.
  const isKnown = !before || Date.parse(discoveredAt ?? '') >= Date.parse(before.endedAt)
  const isFailed = endedBy === 'url.failed' && isLast
  return (
    <Section title={`Run ${run.run}`}>
      <p class="run-end">
        <End {...run} />
        {stage && ` at ${stageName(stage)}`}
        {attempts !== null && ` after ${attempts} ${attempts === 1 ? 'try' : 'tries'}`} ·{' '}
        <When at={endedAt} how="date" />
        {articleId && (
          <>
            {' · '}
            <a href={`/articles/${articleId}`}>the article</a>
          </>
        )}
      </p>
      {detail && <p class="run-detail">{detail}</p>}
      <Way foundAt={isKnown ? discoveredAt : null} isAgain={run.run > 1} steps={steps} endMs={Date.parse(endedAt)} />
      {isFailed && <FailedJob run={run} />}
    </Section>
  )
}

function FailedJob({ run }: { readonly run: Run }) {
  const { answer, problem, again } = useAnswer<GetFailed>(`/v1/failed/${run.urlId}/${run.run}`)
  const mayAct = useMay('operate')
  const isGone = problem?.status === 404
  const told = useRef(run)
  // The page was told anew of the run: somebody may have dealt with it.
  useEffect(() => {
    if (told.current === run || isGone) return
    told.current = run
    again()
  }, [run, isGone, again])
  if (isGone)
    return <p class="muted">It was retried or discarded, or its job is kept no longer: nothing is left to do here.</p>
  if (problem)
    return (
      <div class="run-acts">
        <Problem problem={problem} retry={again} />
      </div>
    )
  if (!answer) return <Loading what="the job" rows={2} />
  return (
    <>
      {mayAct && (
        <p class="row run-acts">
          <FailedActions query={theseRuns([run])} which="this run" />
        </p>
      )}
      {answer.job ? (
        <JobFacts {...answer.job} error={{ name: answer.errorName, message: answer.message }} />
      ) : (
        <p class="muted">Its job is kept no longer: message and stack are gone.</p>
      )}
    </>
  )
}
