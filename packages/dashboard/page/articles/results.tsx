import type { ListArticles } from '../api/answers.ts'
import { withQuery } from '../api/client.ts'
import { Count } from '../parts/numbers.tsx'
import { Table } from '../parts/table.tsx'
import { Published } from './published.tsx'
import { Relation } from './relation.tsx'

type Item = ListArticles['items'][number]

/** Articles as rows: what, where, when, whether it is new, and the stances in it. */
export function Results({ items }: { readonly items: readonly Item[] }) {
  return (
    <div class="articles">
      <Table
        caption="Articles"
        rows={items}
        keyOf={({ articleId }) => articleId}
        columns={[
          {
            head: 'Article',
            isName: true,
            cell: ({ articleId, title }) => (
              <a class="article-title" href={`/articles/${articleId}`}>
                {title || 'Without a title'}
              </a>
            ),
          },
          { head: 'Outlet', cell: ({ outlet }) => outlet ?? <span class="muted">unknown</span> },
          {
            head: 'Published',
            cell: ({ publishedAt, fetchedAt }) => <Published at={publishedAt} fetchedAt={fetchedAt} />,
          },
          { head: 'Relation', cell: (item) => <Repeats item={item} /> },
          { head: 'Stances in it', cell: (item) => <StancesOf item={item} /> },
        ]}
      />
    </div>
  )
}

function Repeats({ item: { relation, duplicateOf, groupId } }: { readonly item: Item }) {
  if (duplicateOf === null) return <Relation relation={relation} />
  return (
    <a href={withQuery('/articles', { group: groupId })}>
      <Relation relation={relation} />
    </a>
  )
}

/** Nobody reads a copy again: what is said in it stands with the article that it repeats. */
function StancesOf({ item: { stances, duplicateOf } }: { readonly item: Item }) {
  if (duplicateOf === null || stances.length > 0) return <Stances stances={stances} />
  return <a href={`/articles/${duplicateOf}`}>as in the first</a>
}

const signs: Readonly<Record<string, string>> = { support: '▲', oppose: '▼', mixed: '◆' }
const order = Object.keys(signs)

/** How many holders take each stance: sign, number, and the word for those who cannot see the sign. */
function Stances({ stances }: { readonly stances: Item['stances'] }) {
  if (stances.length === 0) return <span class="muted">none</span>
  const inOrder = stances.toSorted((a, b) => order.indexOf(a.stance) - order.indexOf(b.stance))
  return (
    <span class="stances">
      {inOrder.map(({ stance, holders }) => (
        <span class={`stance stance-${stance}`} title={`${holders} ${stance}`} key={stance}>
          <span aria-hidden="true">{signs[stance] ?? '·'}</span> <Count value={holders} />{' '}
          <span class="stances-word">{stance}</span>
        </span>
      ))}
    </span>
  )
}
