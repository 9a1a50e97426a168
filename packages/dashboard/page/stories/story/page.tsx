import type { GetStory, ListTopics } from '../../api/answers.ts'
import { withQuery } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { momentOf, Published } from '../../articles/published.tsx'
import { countText } from '../../parts/amounts.ts'
import { Empty } from '../../parts/empty.tsx'
import { Figure, Figures } from '../../parts/figure.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Count } from '../../parts/numbers.tsx'
import { Page, Section } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Tag } from '../../parts/tag.tsx'
import type { PageProps } from '../../routes.ts'
import { StoryLine } from './story-line.tsx'
import '../stories.css'

function Story({ params: { id = '' } }: PageProps) {
  const { answer, problem, again } = useAnswer<GetStory>(`/v1/stories/${encodeURIComponent(id)}`)
  if (answer) return <WholeStory story={answer} />
  const isGone = problem?.status === 404
  return (
    <Page title="Story">
      {!problem && <Loading what="the story" rows={8} />}
      {problem && !isGone && <Problem problem={problem} retry={again} />}
      {isGone && (
        <Empty title="No such story is kept">
          <p>
            Its articles may have been removed. <a href="/stories">Look at all stories</a>.
          </p>
        </Empty>
      )}
    </Page>
  )
}

// The API names so many at most.
const articlesMax = 1_000

function WholeStory({ story }: { readonly story: GetStory }) {
  const { storyId, title, topics, articles, firstAt, lastAt } = story
  const known = useAnswer<ListTopics>('/v1/topics').answer?.items ?? []
  const titleOf = (topicId: string) => known.find((topic) => topic.id === topicId)?.title ?? topicId
  const groups = new Set(articles.map(({ groupId }) => groupId)).size
  const byOutlet = Map.groupBy(articles, outletOf)
  const outlets = [...byOutlet].toSorted(([, a], [, b]) => b.length - a.length)
  const [first] = articles
  const firsts = new Set(articles.filter((told) => first && momentOf(told) === momentOf(first)).map(outletOf))
  return (
    <Page
      title={title || 'A story without a title'}
      lead={
        <p class="row">
          {topics.map((topic) => (
            <a href={`/topics/${encodeURIComponent(topic)}`} key={topic}>
              {titleOf(topic)}
            </a>
          ))}
        </p>
      }
    >
      <Figures>
        <Figure label="Articles" note={groups < articles.length ? `${countText(groups)} without copies` : undefined}>
          <Count value={articles.length} />
        </Figure>
        <Figure label="Outlets">
          <Count value={byOutlet.size} />
        </Figure>
        {first && (
          <Figure label="First" note={<Published at={first.publishedAt} fetchedAt={first.fetchedAt} />}>
            {firsts.size > 1 ? `${countText(firsts.size)} at once` : <bdi>{outletOf(first)}</bdi>}
          </Figure>
        )}
        <Figure label="From">
          <Published at={firstAt} how="day" />
        </Figure>
        <Figure label="To">
          <Published at={lastAt} how="day" />
        </Figure>
      </Figures>
      <div class="story-layout">
        <Section title="As it was told" actions={<a href={withQuery('/articles', { story: storyId })}>As a list</a>}>
          <StoryLine articles={articles} />
          {articles.length >= articlesMax && <p class="muted">Only the first {countText(articlesMax)} are shown.</p>}
        </Section>
        <Section title="Who told it">
          <ul class="story-outlets">
            {outlets.map(([outlet, told]) => (
              <li key={outlet}>
                <span>
                  <bdi>{outlet}</bdi>{' '}
                  {firsts.has(outlet) && <Tag tone="good">{firsts.size > 1 ? 'among the first' : 'first'}</Tag>}
                </span>
                <Count value={told.length} />
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}

function outletOf({ outlet }: GetStory['articles'][number]): string {
  return outlet ?? 'unknown outlet'
}

export const page = Story
