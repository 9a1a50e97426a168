import { useState } from 'preact/hooks'
import { goTo } from '../../address/address.ts'
import { linkWith } from '../../address/use-query.ts'
import type { ListHolders } from '../../api/answers.ts'
import { useList } from '../../api/use-list.ts'
import { TextField } from '../../parts/field.tsx'
import { Problem } from '../../parts/problem.tsx'

const shownMax = 6

/** Finds somebody who stands somewhere on a topic by the beginnings of their names. */
export function FindHolder({ topicId }: { readonly topicId: string }) {
  const [search, setSearch] = useState('')
  const asked = search.trim()
  const query = { search: asked, topic: topicId, limit: shownMax }
  const list = useList<ListHolders['items'][number]>(asked === '' ? null : '/v1/holders', query)
  const [first] = list.items
  const goToOnly = () => {
    if (!first || list.items.length > 1) return
    setSearch('')
    goTo(linkWith({ holder: first.holderId }))
  }
  return (
    <div class="find-holder">
      <TextField
        label="Find somebody"
        type="search"
        value={search}
        onChange={setSearch}
        placeholder="a name"
        maxLength={100}
        onEnter={goToOnly}
      />
      <div role="status">
        {asked !== '' && (
          <ul class="found-holders">
            {list.problem && (
              <li>
                <Problem problem={list.problem} />
              </li>
            )}
            {list.isRead && list.items.length === 0 && <li class="muted">Nobody of this name</li>}
            {list.items.map(({ holderId, name }) => (
              <li key={holderId}>
                <a href={linkWith({ holder: holderId })} onClick={() => setSearch('')}>
                  {name}
                </a>
              </li>
            ))}
            {list.hasMore && <li class="muted">and more</li>}
          </ul>
        )}
      </div>
    </div>
  )
}
