import type { ListTopicChanges, ListTopics } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { counted } from '../parts/amounts.ts'
import { Empty } from '../parts/empty.tsx'
import { Loading } from '../parts/loading.tsx'
import { Page } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { Stance } from '../parts/stance.tsx'
import { Age } from './age.tsx'
import { StanceBar } from './stance-bar.tsx'
import { type StanceCounts, stances } from './words.ts'
import './topics.css'

type Topic = ListTopics['items'][number]

const lead = 'What is argued about, and how many stand where. Each leads to who they are, in their own words.'

/** The topics that are watched, with how many stand where on each. */
function Topics() {
  const { answer, problem, isLoading, again } = useAnswer<ListTopics>('/v1/topics')
  return (
    <Page title="Topics" lead={lead}>
      {problem && <Problem problem={problem} retry={again} />}
      {isLoading && !answer && <Loading what="topics" />}
      {answer?.items.length === 0 && (
        <Empty title="No topic is configured">
          <p>
            A topic is a proposition and the words by which articles on it are known. Write one as a YAML file, name it
            under <code>topics</code> in <code>stancewire.yaml</code>, and start the services again.
          </p>
        </Empty>
      )}
      <ul class="topics">
        {answer?.items.map((topic) => (
          <li class="sheet topic-card" key={topic.id}>
            <TopicCard topic={topic} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function TopicCard({ topic: { id, title, proposition, holders } }: { readonly topic: Topic }) {
  const counts = countsOf(holders)
  const all = stances.reduce((sum, stance) => sum + counts[stance], 0)
  return (
    <>
      <h2>
        <a href={`/topics/${encodeURIComponent(id)}`}>{title}</a>
      </h2>
      <p class="proposition">{proposition}</p>
      <StanceBar counts={counts} />
      <p class="topic-counts">
        {stances.map((stance) => (
          <span key={stance}>
            <Stance stance={stance} /> <b class="number">{counts[stance].toLocaleString()}</b>
          </span>
        ))}
        <span class="muted">{all === 0 ? 'nobody was heard yet' : counted(all, 'holder')}</span>
      </p>
      <LatestShift topicId={id} />
    </>
  )
}

function LatestShift({ topicId }: { readonly topicId: string }) {
  const path = `/v1/topics/${encodeURIComponent(topicId)}/changes`
  const { items, isRead } = useList<ListTopicChanges['items'][number]>(path, { limit: 1 })
  const [last] = items
  if (!isRead) return <p class="topic-shift muted">…</p>
  if (!last) return <p class="topic-shift muted">Nobody has moved so far.</p>
  return (
    <p class="topic-shift">
      <span class="muted">Last moved:</span>{' '}
      <a href={`/topics/${encodeURIComponent(topicId)}?holder=${last.holderId}`}>{last.name}</a>,{' '}
      <Stance stance={last.fromStance} /> → <Stance stance={last.toStance} />,{' '}
      <span class="muted">
        <Age at={last.statedAt} />
      </span>
    </p>
  )
}

function countsOf(holders: Topic['holders']): StanceCounts {
  const of = (wanted: string) =>
    holders.filter(({ stance }) => stance === wanted).reduce((sum, { holders: count }) => sum + count, 0)
  return { support: of('support'), mixed: of('mixed'), oppose: of('oppose') }
}

export const page = Topics
