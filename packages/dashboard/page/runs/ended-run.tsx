import type { GetFailed, ListUrlTrace } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { FailedActions } from '../jobs/act-on-failed.tsx'
import { End } from '../jobs/ended-list.tsx'
import { theseRuns } from '../jobs/failed-query.ts'
import { Operations } from '../jobs/operations.tsx'
import { stageName } from '../jobs/stages.ts'
import { Loading } from '../parts/loading.tsx'
import { Section } from '../parts/page.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { JobFacts } from './job-facts.tsx'
import { Way } from './way.tsx'

type Run = ListUrlTrace['items'][number]

/** A run that has ended: what it came to, its way, and where it failed its job as it was given up. */
export function EndedRun({ run, isLast }: { readonly run: Run; readonly isLast: boolean }) {
  const { discoveredAt, endedAt, endedBy, stage, detail, steps, articleId, attempts } = run
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
      <Way foundAt={discoveredAt} steps={steps} endMs={Date.parse(endedAt)} />
      {isFailed && <FailedJob run={run} />}
    </Section>
  )
}

function FailedJob({ run }: { readonly run: Run }) {
  const { answer, problem } = useAnswer<GetFailed>(`/v1/failed/${run.urlId}/${run.run}`)
  const mayAct = useMay('operate')
  if (problem?.status === 404)
    return <p class="muted">It was retried or discarded, or its job is kept no longer: nothing is left to do here.</p>
  if (problem)
    return (
      <p class="problem" role="alert">
        The job cannot be read now: {problem.message}
      </p>
    )
  if (!answer) return <Loading what="the job" rows={2} />
  return (
    <>
      {mayAct && (
        <p class="row run-acts">
          <FailedActions query={theseRuns([run])} which="this run" />
        </p>
      )}
      {mayAct && <Operations />}
      {answer.job ? (
        <JobFacts {...answer.job} error={{ name: answer.errorName, message: answer.message }} />
      ) : (
        <p class="muted">Its job is kept no longer: message and stack are gone.</p>
      )}
    </>
  )
}
