import { useEffect, useRef } from 'preact/hooks'
import { useQuery } from '../../address/use-query.ts'
import type { ListTopics } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Empty } from '../../parts/empty.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import type { PageProps } from '../../routes.ts'
import { useFilters } from './asked.ts'
import { Breakdown } from './breakdown.tsx'
import { ExportButton } from './export-button.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Holder } from './holder.tsx'
import { cardId } from './holder-card.tsx'
import { OverTime } from './over-time.tsx'
import { Shifts } from './shifts.tsx'
import { Standings } from './standings.tsx'
import { useTimeline } from './use-timeline.ts'
import './topic.css'

const parts = [
  { id: 'standings', text: 'Who stands where' },
  { id: 'moved', text: 'Who moved' },
  { id: 'over-time', text: 'Articles over time' },
  { id: 'whose', text: 'By affiliation and outlet' },
] as const

type TopicFacts = ListTopics['items'][number]

/** A topic: who stands where on it, who moved, and what was heard over time; with one holder beside it where one is chosen. */
function Topic({ params: { id = '' } }: PageProps) {
  const { answer, problem, isLoading, again } = useAnswer<ListTopics>('/v1/topics')
  const topic = answer?.items.find((one) => one.id === id)
  if (topic) return <Known topic={topic} />
  return (
    <Page title="Topic">
      {isLoading && <Loading what="the topic" />}
      {problem && <Problem problem={problem} retry={again} />}
      {answer && (
        <Empty title="There is no such topic">
          <p>
            It may have been taken from the configuration. <a href="/topics">All topics</a>
          </p>
        </Empty>
      )}
    </Page>
  )
}

function Known({ topic: { id, title, proposition } }: { readonly topic: TopicFacts }) {
  const [filters] = useFilters()
  const [{ holder, by }] = useQuery(['holder', 'by'])
  const lanes = useTimeline(id, filters, { most: 80 })
  const columns = useTimeline(id, filters, { size: by, most: 31 })
  useComeBack(holder)
  return (
    <Page
      title={title}
      lead={<span class="proposition">{proposition}</span>}
      actions={<ExportButton topicId={id} filters={filters} holder={holder} columns={columns} />}
    >
      <div class={holder === '' ? 'topic' : 'topic topic-with-holder'}>
        <div class="topic-main">
          <FilterBar topicId={id} />
          <nav class="topic-parts" aria-label="Parts of the page">
            {parts.map(({ id: at, text }) => (
              <a href={`#${at}`} key={at}>
                {text}
              </a>
            ))}
          </nav>
          <div id="standings">
            <Standings topicId={id} filters={filters} chosen={holder} />
          </div>
          <div id="moved">
            <Shifts topicId={id} filters={filters} timeline={lanes} />
          </div>
          <div id="over-time">
            <OverTime timeline={columns} filters={filters} />
          </div>
          <div id="whose">
            <Breakdown topicId={id} filters={filters} />
          </div>
        </div>
        {holder !== '' && <Holder topicId={id} holderId={holder} key={holder} />}
      </div>
    </Page>
  )
}

/** Whoever goes back from a holder to everyone is where they were. */
function useComeBack(holder: string): void {
  const before = useRef({ holder, top: 0 })
  useEffect(() => {
    const left = before.current
    if (left.holder === holder) return
    before.current = { holder, top: left.holder === '' ? scrollY : left.top }
    const isNarrow = matchMedia('(max-width: 1000px)').matches
    if (isNarrow) scrollTo(0, holder === '' ? left.top : 0)
    if (holder === '') document.getElementById(cardId(left.holder))?.focus({ preventScroll: isNarrow })
  }, [holder])
}

export const page = Topic
