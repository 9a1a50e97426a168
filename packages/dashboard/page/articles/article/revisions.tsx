import { linkWith, useQuery } from '../../address/use-query.ts'
import type { GetArticle, GetArticleRevisionDiff } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { counted, countText } from '../../parts/amounts.ts'
import { Loading } from '../../parts/loading.tsx'
import { Section } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'
import './diff.css'

/** Each version of an article that was read, and what each one changed. */
export function Revisions({ article: { articleId, revisions } }: { readonly article: GetArticle }) {
  const [{ diff }] = useQuery(['diff'])
  if (revisions.length <= 1) return null
  return (
    <div class="article-revisions">
      <Section title={`Read in ${counted(revisions.length, 'version')}`}>
        <Table
          caption="Versions of the article"
          rows={revisions.toReversed()}
          keyOf={({ revision }) => String(revision)}
          isChosen={({ revision }) => String(revision) === diff}
          columns={[
            { head: 'Version', isName: true, cell: ({ revision }) => countText(revision) },
            { head: 'Title', cell: ({ title }) => title },
            { head: 'Fetched', cell: ({ fetchedAt }) => <When at={fetchedAt} how="date" /> },
            { head: 'Changes', cell: ({ revision }) => <DiffLink {...{ revision, revisions, chosen: diff }} /> },
          ]}
        />
        {/^\d{1,7}$/.test(diff) && <Diff articleId={articleId} revision={diff} />}
      </Section>
    </div>
  )
}

type LinkProps = Pick<GetArticle, 'revisions'> & { readonly revision: number; readonly chosen: string }

function DiffLink({ revision, revisions, chosen }: LinkProps) {
  if (revision === revisions[0]?.revision) return <span class="muted">first read</span>
  if (String(revision) === chosen) return <a href={linkWith({ diff: '' })}>Hide</a>
  return <a href={linkWith({ diff: String(revision) })}>What changed</a>
}

function Diff({ articleId, revision }: { readonly articleId: string; readonly revision: string }) {
  const asked = useAnswer<GetArticleRevisionDiff>(`/v1/articles/${articleId}/revisions/${revision}/diff`)
  if (asked.problem) return <Problem problem={asked.problem} retry={asked.again} />
  if (!asked.answer) return <Loading what="what changed" />
  const { from, to, words, by, parts } = asked.answer
  return (
    <div class="diff">
      <h3>
        From version {countText(from.revision)} to {countText(to.revision)}
      </h3>
      <p>
        <span class="diff-added">+ {wordsText(words.added)} added</span>
        {' · '}
        <span class="diff-removed">− {wordsText(words.removed)} removed</span>
        {by !== 'words' && (
          <span class="muted"> · compared by {by === 'paragraphs' ? 'paragraphs' : 'the whole text'}</span>
        )}
      </p>
      {from.title !== to.title && (
        <p class="diff-title">
          <Removed text={from.title} /> <Added text={to.title} />
        </p>
      )}
      <div class="diff-text">
        {parts.map((part, at) => (
          // Parts have no name but their place, and their order never changes.
          <Part part={part} key={`${at} ${part.is}`} />
        ))}
      </div>
    </div>
  )
}

function wordsText(count: number): string {
  return counted(count, 'word')
}

function Part({ part: { is, text, folded } }: { readonly part: GetArticleRevisionDiff['parts'][number] }) {
  if (is === 'added') return <Added text={text} />
  if (is === 'removed') return <Removed text={text} />
  return (
    <>
      {text}
      {folded !== undefined && (
        <span class="diff-folded">… {counted(folded, 'character is', 'characters are')} the same …</span>
      )}
    </>
  )
}

function Added({ text }: { readonly text: string }) {
  return (
    <ins>
      <span class="unseen">added: </span>
      <span class="diff-sign" aria-hidden="true">
        +
      </span>
      {text}
      <span class="unseen"> (end of added)</span>
    </ins>
  )
}

function Removed({ text }: { readonly text: string }) {
  return (
    <del>
      <span class="unseen">removed: </span>
      <span class="diff-sign" aria-hidden="true">
        −
      </span>
      {text}
      <span class="unseen"> (end of removed)</span>
    </del>
  )
}
