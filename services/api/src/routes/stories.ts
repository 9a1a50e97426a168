import { ArticleId, GroupId, StoryId } from '@stancewire/contracts'
import { findStories, readStory, readStoryFirsts } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, pageOf, paging, span, spanMs } from './asked.ts'

const Story = z.object({
  storyId: StoryId,
  title: z.string(),
  /** The article that opened it. */
  articleId: ArticleId,
  /** Groups in it: copies do not count. */
  size: z.int(),
  topics: z.array(z.string()),
  outlets: z.array(z.string()),
  firstAt: z.string(),
  lastAt: z.string(),
})

const Listed = Story.extend({
  /** With copies. */
  articleCount: z.int(),
  /** The article that was published first; `null` where none is kept. */
  first: z
    .object({
      articleId: ArticleId,
      title: z.string(),
      outlet: z.string().nullable(),
      publishedAt: z.string().nullable(),
      fetchedAt: z.string(),
    })
    .nullable(),
})

const WholeStory = Story.extend({
  articles: z.array(
    z.object({
      articleId: ArticleId,
      url: z.string(),
      title: z.string(),
      outlet: z.string().nullable(),
      publishedAt: z.string().nullable(),
      fetchedAt: z.string(),
      relation: z.string(),
      groupId: GroupId,
    }),
  ),
})

const withLists = <Row extends { topics: string; outlets: string }>(row: Row) => ({
  ...row,
  topics: JSON.parse(row.topics) as string[],
  outlets: JSON.parse(row.outlets) as string[],
})

/** Stories: found, and read with their articles. */
export function storyRoutes(server: TypedServer, { database }: Deps): void {
  const filter = z.strictObject({ topic: by.topic, ...span, ...paging })
  server.get(
    '/stories',
    {
      schema: {
        summary: 'Stories, the one that grew last first',
        querystring: filter,
        response: answers(pageOf(Listed)),
      },
    },
    async ({ query: { limit, cursor, topic, ...rest } }) => {
      const page = await findStories(database, { topic, ...spanMs(rest) }, { limit, cursor })
      const firsts = await readStoryFirsts(
        database,
        page.items.map(({ storyId }) => storyId),
      )
      const listed = (row: (typeof page.items)[number]) => ({
        ...withLists(row),
        ...(firsts.get(row.storyId) ?? { articleCount: 0, first: null }),
      })
      return { ...page, items: page.items.map(listed) }
    },
  )
  server.get(
    '/stories/:storyId',
    {
      schema: {
        summary: 'A story and its articles, the first one first',
        params: z.object({ storyId: StoryId }),
        response: answers(WholeStory),
      },
    },
    async ({ params: { storyId } }, reply) => {
      const found = await readStory(database, storyId)
      if (!found) return problem(reply, 404, { detail: `no story ${storyId}` }) as never
      return { ...withLists(found.story), articles: found.articles }
    },
  )
}
