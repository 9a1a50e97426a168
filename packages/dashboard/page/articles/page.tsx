import type { ListArticles, ListTopics } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { Empty } from '../parts/empty.tsx'
import { List } from '../parts/list.tsx'
import { Page } from '../parts/page.tsx'
import { ArticleFilters, useArticleFilter } from './filters.tsx'
import { Results } from './results.tsx'
import './articles.css'

function Articles() {
  const { asked, isNarrowed, change, clear } = useArticleFilter()
  const list = useList<ListArticles['items'][number]>('/v1/articles', asked)
  const topics = useAnswer<ListTopics>('/v1/topics').answer?.items ?? []
  return (
    <Page
      title="Articles"
      lead={<p>Every article on a topic that was read, the newest first: who said it first, and who repeats it.</p>}
    >
      <ArticleFilters {...{ asked, change, clear, isNarrowed, topics }} />
      <List
        list={list}
        what="articles"
        empty={
          isNarrowed ? (
            <Empty title="No article fits">
              <p>All of the words must stand in an article, in any of their forms, and every filter must hold.</p>
              <p>
                <a href="/articles">Show all articles</a>
              </p>
            </Empty>
          ) : (
            <Empty title="No article was read yet">
              <p>
                Articles on a topic appear here as they come through <a href="/">the line</a>. Is there a{' '}
                <a href="/sources">source</a>, and a <a href="/topics">topic</a>?
              </p>
            </Empty>
          )
        }
      >
        {(items) => <Results items={items} />}
      </List>
    </Page>
  )
}

export const page = Articles
