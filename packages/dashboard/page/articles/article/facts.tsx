import type { ComponentChildren } from 'preact'
import type { GetArticle } from '../../api/answers.ts'
import { withQuery } from '../../api/client.ts'
import { OuterLink } from '../../parts/outer-link.tsx'
import { Section } from '../../parts/page.tsx'
import { When } from '../../parts/when.tsx'
import { languageName } from '../language.ts'
import { Published } from '../published.tsx'

/** What is known of an article beside its text. */
export function Facts({ article }: { readonly article: GetArticle }) {
  const { outlet, authors, publishedAt, modifiedAt, fetchedAt, language, kind, url, storyId } = article
  return (
    <Section title="Facts">
      <dl class="facts">
        <Fact name="Outlet">{outlet ? <a href={withQuery('/articles', { outlet })}>{outlet}</a> : 'unknown'}</Fact>
        <Fact name={authors.length === 1 ? 'Author' : 'Authors'}>
          {authors.length > 0 ? authors.join(', ') : 'not named'}
        </Fact>
        <Fact name="Published">{publishedAt === null ? 'not told' : <Published at={publishedAt} />}</Fact>
        {modifiedAt !== null && (
          <Fact name="Changed">
            <Published at={modifiedAt} />
          </Fact>
        )}
        <Fact name="Fetched">
          <When at={fetchedAt} how="date" />
        </Fact>
        <Fact name="Language">{languageName(language)}</Fact>
        <Fact name="Kind">{kind.replaceAll('-', ' ')}</Fact>
        <Fact name="Address">
          <OuterLink href={url} />
        </Fact>
        <Fact name="Story">
          <a href={`/stories/${storyId}`}>All articles of its story</a>
        </Fact>
        <Fact name="Events">
          <a href={withQuery('/events', { subject: article.articleId })}>What was announced of it</a>
        </Fact>
      </dl>
    </Section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
