import { useEffect } from 'preact/hooks'
import { linkWith, useQuery } from '../address/use-query.ts'
import type { GetLineHistory } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { countText, durationText, rateText } from '../parts/amounts.ts'
import { Chart } from '../parts/chart.tsx'
import { clock } from '../parts/clock.ts'
import { Empty } from '../parts/empty.tsx'
import { Loading } from '../parts/loading.tsx'
import { Section } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { useStore } from '../store.ts'
import { durationLines, endLines, paceLines } from './history-lines.ts'

const ranges = [
  { value: '1h', text: '1 h' },
  { value: '24h', text: '24 h' },
  { value: '7d', text: '7 days' },
] as const
const againMs = 60_000

/** How the line ran: over an hour, a day or a week, as the archive counted it. */
export function History() {
  const [{ range }] = useQuery(['range'])
  const chosen = ranges.find(({ value }) => value === range)?.value ?? '1h'
  const { answer, problem, isLoading, again } = useAnswer<GetLineHistory>('/v1/line/history', { range: chosen })
  const minute = Math.floor(useStore(clock) / againMs)
  useEffect(() => (minute > 0 ? again() : undefined), [minute, again])
  return (
    <Section title="How it ran" actions={<Ranges chosen={chosen} />}>
      {answer && <Charts history={answer} />}
      {!answer && isLoading && <Loading what="the history" rows={4} />}
      {problem && <Problem problem={problem} retry={again} />}
    </Section>
  )
}

function Ranges({ chosen }: { readonly chosen: string }) {
  return (
    <nav class="ranges" aria-label="How far back">
      {ranges.map(({ value, text }) => (
        <a href={linkWith({ range: value })} aria-current={value === chosen ? 'true' : undefined} key={value}>
          {text}
        </a>
      ))}
    </nav>
  )
}

function Charts({ history }: { readonly history: GetLineHistory }) {
  const pace = paceLines(history)
  if (pace.every(({ values }) => values.every((value) => !value)))
    return (
      <Empty title="Nothing ended in this time">
        <p>Figures come from the archive. Look further back, or see that sources are polled and the archive runs.</p>
      </Empty>
    )
  return (
    <div class="columns">
      <Chart
        title="Runs a minute, by stage"
        note="of runs that have ended"
        at={history.at}
        series={pace}
        text={rateText}
      />
      <Chart title="Work on a run, in the mean" at={history.at} series={durationLines(history)} text={durationText} />
      <Chart title="Ends by reason" at={history.at} series={endLines(history)} text={countText} />
    </div>
  )
}
