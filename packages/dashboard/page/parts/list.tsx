import type { ComponentChildren } from 'preact'
import type { Listed } from '../api/use-list.ts'
import { Button } from './button.tsx'
import { Loading } from './loading.tsx'
import { Problem } from './problem.tsx'

type Props<Item> = {
  readonly list: Listed<Item>
  /** What is listed, as in "Loading jobs". */
  readonly what: string
  /** What stands there if there is nothing: an `Empty`. */
  readonly empty: ComponentChildren
  readonly children: (items: readonly Item[]) => ComponentChildren
}

/** A list of the API in all its states: being read, none, broken, and with more behind. */
export function List<Item>({ list, what, empty, children }: Props<Item>) {
  const { items, isRead, isLoading, problem, hasMore, more } = list
  return (
    <div class="list" aria-busy={isLoading}>
      {items.length > 0 && children(items)}
      {isRead && items.length === 0 && !isLoading && !problem && empty}
      {isLoading && <Loading what={what} rows={items.length > 0 ? 1 : 5} />}
      {problem && <Problem problem={problem} retry={more} />}
      {hasMore && !isLoading && !problem && (
        <p class="row list-more">
          <Button onPress={more}>More {what}</Button>
        </p>
      )}
    </div>
  )
}
