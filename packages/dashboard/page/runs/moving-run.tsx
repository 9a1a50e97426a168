import type { GetJob, ListUrlTrace } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { standingText } from '../jobs/moving-list.tsx'
import { putOffText } from '../jobs/put-off-text.ts'
import { clock } from '../parts/clock.ts'
import { Section } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useStore } from '../store.ts'
import { JobFacts } from './job-facts.tsx'
import { Way } from './way.tsx'

type Run = NonNullable<ListUrlTrace['moving']>

/** The run that is on its way: where it stands now, its way so far, and its job. */
export function MovingRun({ run }: { readonly run: Run }) {
  useStore(clock)
  const { urlId, acceptedAt, lane, at } = run
  const jobPath = at.stage && `/v1/jobs/${at.stage}/${at.stage}-${urlId}-${run.run}`
  const { answer: job } = useAnswer<GetJob>(jobPath)
  const since = at.queuedAt ?? (at.is === 'at-host' ? acceptedAt : null)
  const open = since === null ? undefined : { name: standingText(at), since }
  return (
    <Section title={`Run ${run.run}, on its way`}>
      <p class="run-end">
        <Tag tone={at.is === 'failed' ? 'bad' : 'plain'}>{standingText(at)}</Tag>{' '}
        {lane === 'replay' && <Tag>replay</Tag>} · accepted <When at={acceptedAt} />
      </p>
      {job?.putOff && (
        <p class="run-detail">
          <strong>{putOffText(job.putOff.why)}</strong>: <bdi>{job.putOff.detail}</bdi>. It comes back{' '}
          <When at={job.putOff.until} />.
        </p>
      )}
      <Way foundAt={acceptedAt} isAgain={run.run > 1} steps={at.steps} open={open} endMs={Date.now()} />
      {job && <JobFacts {...job} />}
    </Section>
  )
}
