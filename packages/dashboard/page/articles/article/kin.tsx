import type { GetArticle, GetArticlePassages } from '../../api/answers.ts'
import { withQuery } from '../../api/client.ts'
import { counted, shareText } from '../../parts/amounts.ts'
import { Section } from '../../parts/page.tsx'
import { Tag } from '../../parts/tag.tsx'
import { Published } from '../published.tsx'
import { Relation } from '../relation.tsx'
import { letterOf } from './marks-of.ts'

type Props = { readonly article: GetArticle; readonly sources: readonly GetArticlePassages['sources'][number][] }

/** Who else tells it: in the same words, or in passages. */
export function Kin({ article, sources }: Props) {
  const { reuses, reusedBy } = article
  return (
    <>
      <Group article={article} />
      {sources.length > 0 ? (
        <Section title="Taken from">
          <ul class="kin">
            {sources.map((source, at) => (
              <li key={source.articleId} id={`source-${letterOf(at)}`}>
                <KinTitle {...source} />
                <span class="muted">
                  {letterOf(at)} · <bdi>{source.outlet ?? 'unknown outlet'}</bdi> · {sharedText(source)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : (
        <Relatives title="Taken from" of={reuses} />
      )}
      <Relatives title="Taken over by" of={reusedBy} />
    </>
  )
}

function sharedText({ share, passages }: GetArticlePassages['sources'][number]): string {
  if (share === null) return 'one of the texts is not kept'
  return `${counted(passages.length, 'passage')}, ${shareText(share)} of this text`
}

function Group({ article }: { readonly article: GetArticle }) {
  const { articleId, groupId, group } = article
  if (group.members.length <= 1) return null
  return (
    <Section
      title={`The same in ${counted(group.members.length, 'article')}`}
      actions={<a href={withQuery('/articles', { group: groupId })}>As a list</a>}
    >
      <ol class="kin">
        {group.members.map((member) => (
          <li key={member.articleId} aria-current={member.articleId === articleId ? 'true' : undefined}>
            {member.articleId === articleId ? <strong>{member.title}</strong> : <KinTitle {...member} />}
            <span class="muted">
              <bdi>{member.outlet ?? 'unknown outlet'}</bdi> · <Published at={member.publishedAt} /> ·{' '}
              <Relation relation={member.relation} />
            </span>
            <span class="kin-tags">
              {member.articleId === group.original && <Tag tone="good">first</Tag>}
              {member.articleId === articleId && <Tag>this one</Tag>}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

type Relative = GetArticle['reuses'][number]

function Relatives({ title, of }: { readonly title: string; readonly of: readonly Relative[] }) {
  if (of.length === 0) return null
  return (
    <Section title={title}>
      <ul class="kin">
        {of.map((one) => (
          <li key={one.articleId}>
            <KinTitle {...one} />
            <span class="muted">
              <bdi>{one.outlet ?? 'unknown outlet'}</bdi> · {shareText(one.similarity)} alike
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function KinTitle({ articleId, title }: { readonly articleId: string; readonly title: string | null }) {
  return <a href={`/articles/${articleId}`}>{title || 'An article without a title'}</a>
}
