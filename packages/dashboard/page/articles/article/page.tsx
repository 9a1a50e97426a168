import { useEffect, useMemo } from 'preact/hooks'
import type { GetArticle, GetArticleAttributions, GetArticlePassages, ListTopics } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Empty } from '../../parts/empty.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import type { PageProps } from '../../routes.ts'
import { Published } from '../published.tsx'
import { Relation } from '../relation.tsx'
import { evidenceOf } from './evidence.ts'
import { Facts } from './facts.tsx'
import { Holders } from './holders.tsx'
import { Kin } from './kin.tsx'
import { LayerSwitches, useLayers } from './layers.tsx'
import { Marked } from './marked.tsx'
import { evidenceMarks } from './marks-of.ts'
import { Reader, refsOf } from './reader.tsx'
import { Revisions } from './revisions.tsx'
import { SaidState } from './said-state.tsx'
import './article.css'

function Article({ params: { id = '' } }: PageProps) {
  const asked = useAnswer<GetArticle>(`/v1/articles/${encodeURIComponent(id)}`)
  if (asked.answer) return <WholeArticle article={asked.answer} key={id} />
  return (
    <Page title="Article">{asked.problem ? <NotThere {...asked} /> : <Loading what="the article" rows={8} />}</Page>
  )
}

function NotThere({ problem, again }: ReturnType<typeof useAnswer<GetArticle>>) {
  if (!problem) return null
  if (problem.status !== 404) return <Problem problem={problem} retry={again} />
  return (
    <Empty title="No such article is kept">
      <p>
        It may have been removed, or was never read. <a href="/articles">Search all articles</a>.
      </p>
    </Empty>
  )
}

function WholeArticle({ article }: { readonly article: GetArticle }) {
  const { title, text, language, duplicateOf, reuses } = article
  const { layers, all, evidence, passages, sources, said, attributions } = useLayersOf(article)
  const topics = useAnswer<ListTopics>('/v1/topics').answer?.items ?? []
  const topicTitle = (topicId: string) => topics.find((topic) => topic.id === topicId)?.title ?? topicId
  const hasSources = duplicateOf !== null || reuses.length > 0
  useShownMark()
  return (
    <Page
      title={title === '' ? 'An article without a title' : title}
      heading={title === '' ? undefined : <Headline title={title} evidence={evidence} />}
      lead={<Lead article={article} />}
    >
      <div class="article">
        <article class="article-main" aria-label="The text">
          <LayerSwitches layers={layers} evidence={all.length} taken={hasSources ? countOf(sources) : undefined}>
            {layers.isSaid && <SaidState asked={said} textLength={text?.length ?? 0} />}
          </LayerSwitches>
          {passages.problem && <Problem problem={passages.problem} retry={passages.again} />}
          {text === null ? (
            <Empty title="The text is not kept">
              <p>What was found in it still stands here; the article itself is with its publisher.</p>
            </Empty>
          ) : (
            <Reader
              {...{ text, language, evidence, attributions }}
              topicTitle={(topicId) => (article.topics.length > 1 ? topicTitle(topicId) : undefined)}
              sources={layers.isTaken ? sources : none}
              holder={layers.holder}
            />
          )}
        </article>
        <div class="article-side">
          <Holders article={article} evidence={all} topicTitle={topicTitle} />
          <Facts article={article} />
          <Kin article={article} sources={sources} />
        </div>
        <Revisions article={article} />
      </div>
    </Page>
  )
}

const none: readonly never[] = []

/** What can be marked in an article, and what of it is. */
function useLayersOf(article: GetArticle) {
  const { articleId, revision } = article
  const layers = useLayers()
  const path = `/v1/articles/${articleId}`
  const hasSources = article.duplicateOf !== null || article.reuses.length > 0
  const passages = useAnswer<GetArticlePassages>(hasSources ? `${path}/passages` : null)
  const said = useAnswer<GetArticleAttributions>(layers.isSaid ? `${path}/attributions` : null)
  const all = useMemo(() => evidenceOf(article), [article])
  // Offsets are of one revision: those of another one would mark other words.
  const isOfThis = (answer: { readonly revision: number } | undefined) => answer?.revision === revision
  return {
    ...{ layers, all, passages, said },
    evidence: layers.isEvidence ? all : none,
    sources: (isOfThis(passages.answer) && passages.answer?.sources) || none,
    attributions: (layers.isSaid && isOfThis(said.answer) && said.answer?.attributions) || none,
  }
}

function countOf(sources: GetArticlePassages['sources'] | readonly never[]): number {
  return sources.reduce((sum, { passages }) => sum + passages.length, 0)
}

function Lead({ article: { outlet, authors, publishedAt, fetchedAt, relation } }: { readonly article: GetArticle }) {
  return (
    <p class="article-lead">
      {outlet && <strong>{outlet}</strong>}
      {authors.length > 0 && (
        <span>
          by <bdi>{authors.join(', ')}</bdi>
        </span>
      )}
      <Published at={publishedAt} fetchedAt={fetchedAt} />
      <Relation relation={relation} />
    </p>
  )
}

function Headline({ title, evidence }: { title: string; evidence: ReturnType<typeof evidenceOf> | readonly never[] }) {
  const marks = evidenceMarks(evidence, 'title', title)
  return (
    <Marked
      {...{ text: title, marks, refOf: refsOf(evidence), isLit: () => false }}
      span={{ start: 0, end: title.length }}
    />
  )
}

/** Whoever comes by a link to a mark or a note gets there once the text is. */
function useShownMark(): void {
  useEffect(() => {
    const wanted = location.hash.slice(1)
    if (wanted !== '') document.getElementById(wanted)?.scrollIntoView({ block: 'center' })
  }, [])
}

export const page = Article
