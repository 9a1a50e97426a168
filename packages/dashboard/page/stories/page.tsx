import { useQuery } from '../address/use-query.ts'
import type { ListStories, ListTopics } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { Published } from '../articles/published.tsx'
import { Empty } from '../parts/empty.tsx'
import { Filters, SelectField, TextField } from '../parts/field.tsx'
import { List } from '../parts/list.tsx'
import { Count } from '../parts/numbers.tsx'
import { Page } from '../parts/page.tsx'
import { Table } from '../parts/table.tsx'
import './stories.css'

type Story = ListStories['items'][number]

function Stories() {
  const [asked, change] = useQuery(['topic', 'since', 'until'])
  const list = useList<Story>('/v1/stories', asked)
  const topics = useAnswer<ListTopics>('/v1/topics').answer?.items ?? []
  const isNarrowed = Object.values(asked).some((value) => value !== '')
  return (
    <Page
      title="Stories"
      lead={<p>Articles that tell of the same, whoever tells it: the story that grew last comes first.</p>}
    >
      <Filters label="Find stories">
        <SelectField
          label="Topic"
          value={asked.topic}
          onChange={(topic) => change({ topic })}
          options={[{ value: '', text: 'any' }, ...topics.map(({ id, title }) => ({ value: id, text: title }))]}
        />
        <TextField
          label="Grew from (UTC)"
          type="date"
          tells="change"
          value={asked.since}
          onChange={(since) => change({ since })}
        />
        <TextField
          label="Grew before (UTC)"
          type="date"
          tells="change"
          value={asked.until}
          onChange={(until) => change({ until })}
        />
      </Filters>
      <List
        list={list}
        what="stories"
        empty={
          <Empty title={isNarrowed ? 'No story fits' : 'There is no story yet'}>
            <p>
              {isNarrowed ? (
                <a href="/stories">Show all stories</a>
              ) : (
                <>
                  The first article that comes through <a href="/">the line</a> opens one.
                </>
              )}
            </p>
          </Empty>
        }
      >
        {(items) => <StoryTable items={items} />}
      </List>
    </Page>
  )
}

function StoryTable({ items }: { readonly items: readonly Story[] }) {
  return (
    <div class="stories">
      <Table
        caption="Stories"
        rows={items}
        keyOf={({ storyId }) => storyId}
        columns={[
          {
            head: 'Story',
            isName: true,
            cell: ({ storyId, title }) => (
              <a class="story-title" href={`/stories/${storyId}`}>
                {title || 'Without a title'}
              </a>
            ),
          },
          { head: 'Grew', cell: ({ lastAt }) => <Published at={lastAt} how="ago" /> },
          { head: 'Articles', isNumber: true, cell: ({ articleCount }) => <Count value={articleCount} /> },
          { head: 'Outlets', isNumber: true, cell: ({ outlets }) => <Count value={outlets.length} /> },
          { head: 'First', cell: (story) => <First story={story} /> },
        ]}
      />
    </div>
  )
}

function First({ story: { first, firstAt } }: { readonly story: Story }) {
  if (first === null) return <Published at={firstAt} />
  return (
    <span class="story-first">
      <strong>{first.outlet ?? 'unknown outlet'}</strong>{' '}
      <Published at={first.publishedAt} fetchedAt={first.fetchedAt} />
    </span>
  )
}

export const page = Stories
