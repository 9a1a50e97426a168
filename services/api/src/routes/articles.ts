import { ArticleId, ArticleKind, GroupId, Relation, Stance, StoryId } from '@stancewire/contracts'
import { findArticles, readArticle, readArticleStances } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, pageOf, paging, span, spanMs } from './asked.ts'

const Article = z.object({
  articleId: ArticleId,
  url: z.string(),
  title: z.string(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  publishedAt: z.string().nullable(),
  modifiedAt: z.string().nullable(),
  fetchedAt: z.string(),
  language: z.string().nullable(),
  kind: z.string(),
  relation: z.string(),
  similarity: z.number(),
  duplicateOf: ArticleId.nullable(),
  groupId: GroupId,
  storyId: StoryId,
  revision: z.int(),
})

const Listed = Article.extend({
  /** How many holders take each stance in it, on the topic that was asked for or on any. A copy has none of its own. */
  stances: z.array(z.object({ stance: z.string(), holders: z.int() })),
})

/** What somebody says in an article; `start` and `end` count UTF-16 code units of its text, and are `null` for words of the title. */
const Statement = z.object({
  topicId: z.string(),
  holderId: z.string(),
  holder: z.string(),
  holderType: z.string(),
  affiliation: z.string().nullable(),
  stance: z.string(),
  sub: z.string().nullable(),
  strength: z.string(),
  confidence: z.number(),
  quote: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  attribution: z.string(),
})

const Kin = z.object({
  articleId: ArticleId,
  similarity: z.number(),
  title: z.string().nullable(),
  outlet: z.string().nullable(),
  url: z.string().nullable(),
})

const WholeArticle = Article.extend({
  text: z.string().nullable(),
  topics: z.array(
    z.object({
      topicId: z.string(),
      relevance: z.number(),
      articleStance: z.string().nullable(),
      stanceStatus: z.string().nullable(),
    }),
  ),
  statements: z.array(Statement),
  group: z.object({
    original: ArticleId,
    members: z.array(
      Article.pick({ articleId: true, url: true, title: true, outlet: true, publishedAt: true, relation: true }),
    ),
  }),
  /** Whose passages it reuses. */
  reuses: z.array(Kin),
  /** Who reuses its passages. */
  reusedBy: z.array(Kin),
  revisions: z.array(z.object({ revision: z.int(), title: z.string(), textHash: z.string(), fetchedAt: z.string() })),
})

const withAuthors = <Row extends { authors: string }>(row: Row) => ({
  ...row,
  authors: JSON.parse(row.authors) as string[],
})

/** Articles: found, and read whole. */
export function articleRoutes(server: TypedServer, { database }: Deps): void {
  const filter = z.strictObject({
    search: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Words that all stand in title or text, in any of their forms'),
    ...{ topic: by.topic, outlet: by.outlet },
    ...{ language: z.string().max(8).optional(), kind: ArticleKind.optional(), relation: Relation.optional() },
    stance: Stance.optional().describe('Somebody takes this stance in it, on the topic where one is asked for'),
    ...{ story: StoryId.optional(), group: GroupId.optional() },
    ...span,
    ...paging,
  })
  server.get(
    '/articles',
    { schema: { summary: 'Articles, the newest first', querystring: filter, response: answers(pageOf(Listed)) } },
    async ({ query: { limit, cursor, since, until, ...asked } }) => {
      const page = await findArticles(database, { ...asked, ...spanMs({ since, until }) }, { limit, cursor })
      const ids = page.items.map(({ articleId }) => articleId)
      const stances = await readArticleStances(database, ids, asked.topic)
      const listed = (row: (typeof page.items)[number]) => ({
        ...withAuthors(row),
        stances: stances.get(row.articleId) ?? [],
      })
      return { ...page, items: page.items.map(listed) }
    },
  )
  server.get(
    '/articles/:articleId',
    {
      schema: {
        summary: 'An article: text, what is said in it, its copies, whose passages it shares',
        params: z.object({ articleId: ArticleId }),
        response: answers(WholeArticle),
      },
    },
    async ({ params: { articleId } }, reply) => {
      const found = await readArticle(database, articleId)
      if (!found) return problem(reply, 404, { detail: `no article ${articleId}` }) as never
      const { article, statements, ...rest } = found
      return { ...withAuthors(article), ...rest, statements: statements.map(toStatement) }
    },
  )
}

function toStatement<Row extends { name: string; type: string; startAt: number | null; endAt: number | null }>(
  row: Row,
) {
  const { name: holder, type: holderType, startAt: start, endAt: end, ...rest } = row
  return { ...rest, holder, holderType, start, end }
}
