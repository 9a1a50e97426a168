import type { ComponentChildren } from 'preact'
import type { Listed } from '../api/use-list.ts'
import { countText } from './amounts.ts'
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

/** A list of the API in all its states: being read, none, broken, being looked through, and with more behind. */
export function List<Item>({ list, what, empty, children }: Props<Item>) {
  const { items, isRead, isLoading, problem, hasMore, looked, more } = list
  const isNone = isRead && items.length === 0 && !isLoading && !problem && !hasMore
  return (
    <div class="list" aria-busy={isLoading}>
      {items.length > 0 && children(items)}
      {isNone && empty}
      {isLoading && !looked && <Loading what={what} rows={items.length > 0 ? 1 : 5} />}
      {looked && !isNone && <Looked list={list} what={what} />}
      {problem && <Problem problem={problem} retry={more} />}
      {hasMore && !isLoading && !problem && (
        <p class="row list-more">
          <Button onPress={more}>{looked ? 'Look on' : `More ${what}`}</Button>
        </p>
      )}
    </div>
  )
}

/** How far a list is looked through: none so far is not none. */
function Looked<Item>({ list, what }: Pick<Props<Item>, 'list' | 'what'>) {
  const { items, isLoading, hasMore, looked, stop } = list
  if (!looked) return null
  const { count, of } = looked
  const told = `Looked at ${countText(count)}${of === undefined ? '' : ` of ${countText(of)}`}`
  const isOpen = isLoading || hasMore
  return (
    <div class="list-looked row">
      {isLoading && (
        <progress {...(of === undefined ? {} : { value: count, max: of })} aria-label={`Looking for ${what}`} />
      )}
      <span class="muted" role={isLoading ? undefined : 'status'}>
        {told}
        {isOpen && items.length === 0 && ': none matches so far'}
      </span>
      {isLoading && (
        <Button label={`Stop looking for ${what}`} onPress={stop}>
          Stop
        </Button>
      )}
    </div>
  )
}
