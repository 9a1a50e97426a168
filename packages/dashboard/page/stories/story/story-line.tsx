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
  const sizes = Map.groupBy(articles, ({ groupId }) => groupId)
  return (
    <ol class="story-line">
      {articles.map((told) => (
        <Entry
          {...{ told, startMs }}
          isFirst={told === first}
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
  readonly isFirst: boolean
  /** All that say the same, the first of them first. */
  readonly group: readonly Told[]
}

function Entry({ told, startMs, isFirst, group }: EntryProps) {
  const { articleId, title, outlet, publishedAt, fetchedAt, relation, groupId } = told
  const [firstOfGroup] = group
  const isCopy = group.length > 1 && firstOfGroup !== told
  const afterMs = momentOf(told) - startMs
  return (
    <li class={isCopy ? 'story-entry story-copy' : 'story-entry'}>
      <div class="story-when">
        <Published at={publishedAt} fetchedAt={fetchedAt} />
        {!isFirst && publishedAt?.length !== 10 && <span>+ {durationText(afterMs)}</span>}
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
          {isFirst && <Tag tone="good">first</Tag>}
          <Relation relation={relation} />
          {isCopy && firstOfGroup && <span class="muted">as {firstOfGroup.outlet ?? 'unknown outlet'} had it</span>}
          {!isCopy && group.length > 1 && (
            <a href={withQuery('/articles', { group: groupId })}>told {group.length} times</a>
          )}
        </span>
      </div>
    </li>
  )
}
