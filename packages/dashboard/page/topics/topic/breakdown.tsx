import { useState } from 'preact/hooks'
import { linkWith } from '../../address/use-query.ts'
import type { ListTopicSummary } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { countText } from '../../parts/amounts.ts'
import { Button } from '../../parts/button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Section } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Stance } from '../../parts/stance.tsx'
import { StanceBar } from '../stance-bar.tsx'
import { type StanceCounts, stances, typeWords } from '../words.ts'
import { isNarrowed, spanQuery, type TopicFilters, topicPath } from './asked.ts'
import './breakdown.css'

type Line = ListTopicSummary['items'][number]
type By = 'affiliation' | 'outlet' | 'holderType'

const kinds = [
  { by: 'affiliation', title: 'By affiliation', filter: 'affiliation' },
  { by: 'outlet', title: 'By outlet', filter: 'outlet' },
  { by: 'holderType', title: 'By kind of holder', filter: 'type' },
] as const satisfies readonly { by: By; title: string; filter: string }[]
const shownAtFirst = 8
const linesMax = 200

type Props = { readonly topicId: string; readonly filters: TopicFilters }

/** Stances summed up by who speaks for whom, who prints it, and what they are. */
export function Breakdown({ topicId, filters }: Props) {
  return (
    <Section
      title="By affiliation and outlet"
      actions={<span class="muted">holders: where they stand now; said: in the days that are shown</span>}
    >
      <div class="sums">
        {kinds.map((kind) => (
          <Sums topicId={topicId} filters={filters} {...kind} key={kind.by} />
        ))}
      </div>
    </Section>
  )
}

type SumsProps = Props & { readonly by: By; readonly title: string; readonly filter: string }

function Sums({ topicId, filters, by, title, filter }: SumsProps) {
  const query = { ...spanQuery(filters), by, limit: linesMax }
  const { answer, problem, isLoading, again } = useAnswer<ListTopicSummary>(`${topicPath(topicId)}/summary`, query)
  const [isWhole, setWhole] = useState(false)
  const lines = (answer?.items ?? []).toSorted((a, b) => Number(a.name === null) - Number(b.name === null))
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst)
  return (
    <div class="sheet sums-card">
      <h3>{title}</h3>
      {problem && <Problem problem={problem} retry={again} />}
      {isLoading && !answer && <Loading what="the sums" />}
      {answer && lines.length === 0 && (
        <p class="muted">
          {isNarrowed(filters) ? 'Nothing was heard that the filters leave.' : 'Nothing was heard yet.'}
        </p>
      )}
      {shown.length > 0 && <SumsTable lines={shown} title={title} filter={filter} />}
      {shown.length < lines.length && (
        <p>
          <Button kind="quiet" onPress={() => setWhole(true)}>
            Show all {lines.length === linesMax ? `the first ${linesMax}` : lines.length}
          </Button>
        </p>
      )}
    </div>
  )
}

type TableProps = { readonly lines: readonly Line[]; readonly title: string; readonly filter: string }

function SumsTable({ lines, title, filter }: TableProps) {
  return (
    <table class="sums-table">
      <caption class="unseen">{title}: holders by stance, and how often they were heard</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {stances.map((stance) => (
            <th scope="col" class="end" key={stance}>
              <span title={stance}>
                <Stance stance={stance} />
              </span>
            </th>
          ))}
          <th scope="col" class="end">
            said
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <SumsRow line={line} filter={filter} key={line.name ?? ''} />
        ))}
      </tbody>
    </table>
  )
}

function SumsRow({
  line: { name, stances: sums, statements },
  filter,
}: {
  readonly line: Line
  readonly filter: string
}) {
  const of = (stance: string) => sums[stance]?.holders ?? 0
  const counts: StanceCounts = { support: of('support'), mixed: of('mixed'), oppose: of('oppose') }
  return (
    <tr>
      <th scope="row">
        {name === null ? (
          <span class="muted">none known</span>
        ) : (
          <a href={linkWith({ [filter]: name })}>{filter === 'type' ? (typeWords[name] ?? name) : name}</a>
        )}
        <StanceBar counts={counts} />
      </th>
      {stances.map((stance) => (
        <td class="end" key={stance}>
          {countText(counts[stance])}
        </td>
      ))}
      <td class="end">{countText(statements)}</td>
    </tr>
  )
}
