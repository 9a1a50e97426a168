import type { GetStory } from '../../api/answers.ts'
import { withQuery } from '../../api/client.ts'
import { momentOf, Published } from '../../articles/published.tsx'
import { Relation, relations } from '../../articles/relation.tsx'
import { durationText } from '../../parts/amounts.ts'
import { Tag } from '../../parts/tag.tsx'

type Told = GetStory['articles'][number]

/** The articles of a story in the order in which they were published, each with how long after the first. */
export function StoryLine({ articles }: { readonly articles: readonly Told[] }) {
  const [first] = articles
  if (!first) return <p class="muted">None of its articles is kept.</p>
  const startMs = momentOf(first)
  const isTie = articles.filter((told) => momentOf(told) === startMs).length > 1
  const sizes = Map.groupBy(articles, ({ groupId }) => groupId)
  return (
    <ol class="story-line">
      {articles.map((told) => (
        <Entry
          {...{ told, startMs }}
          first={momentOf(told) !== startMs ? undefined : isTie ? 'among the first' : 'first'}
          group={sizes.get(told.groupId) ?? []}
          key={told.articleId}
        />
      ))}
    </ol>
  )
}

type EntryProps = {
  readonly told: Told
  readonly startMs: number
  /** What it is called where none was before it. */
  readonly first: string | undefined
  /** All that say the same, the first of them first. */
  readonly group: readonly Told[]
}

function Entry({ told, startMs, first, group }: EntryProps) {
  const { articleId, title, outlet, publishedAt, fetchedAt, relation, groupId } = told
  const [firstOfGroup] = group
  const isCopy = group.length > 1 && firstOfGroup !== told
  const afterMs = momentOf(told) - startMs
  return (
    <li class={isCopy ? 'story-entry story-copy' : 'story-entry'}>
      <div class="story-when">
        <Published at={publishedAt} fetchedAt={fetchedAt} />
        {first === undefined && publishedAt?.length !== 10 && <span>+ {durationText(afterMs)}</span>}
      </div>
      <div class="story-dot" aria-hidden="true">
        <span>{relations[relation]?.sign ?? '·'}</span>
      </div>
      <div class="story-what">
        <a class="story-title" href={`/articles/${articleId}`}>
          {title || 'Without a title'}
        </a>
        <span class="row">
          <span>{outlet ?? 'unknown outlet'}</span>
          {first && <Tag tone="good">{first}</Tag>}
          <Relation relation={relation} />
          {isCopy && firstOfGroup && (
            <span class="muted">
              as <bdi>{firstOfGroup.outlet ?? 'unknown outlet'}</bdi> had it
            </span>
          )}
          {!isCopy && group.length > 1 && (
            <a href={withQuery('/articles', { group: groupId })}>told {group.length} times</a>
          )}
        </span>
      </div>
    </li>
  )
}
