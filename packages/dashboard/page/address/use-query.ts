import { withQuery } from '../api/client.ts'
import { useStore } from '../store.ts'
import { address, goTo } from './address.ts'

type Values<Name extends string> = Readonly<Record<Name, string>>
type Change<Name extends string> = (change: Partial<Values<Name>>, how?: 'push' | 'replace') => void

/**
 * State of a page that stands in its address, so that it can be linked and the back button works: a value for each name, empty where there is none.
 * What is set to an empty text goes from the address; names that are not listed stay.
 */
export function useQuery<Name extends string>(names: readonly Name[]): [values: Values<Name>, change: Change<Name>] {
  const { search } = useStore(address)
  const asked = new URLSearchParams(search)
  const values = Object.fromEntries(names.map((name) => [name, asked.get(name) ?? ''])) as Values<Name>
  const change: Change<Name> = (some, how) => {
    const { path, search: now } = address.get()
    goTo(withQuery(path, { ...Object.fromEntries(new URLSearchParams(now)), ...some }), how)
  }
  return [values, change]
}

/** A link to this page with some of its state changed. */
export function linkWith(change: Readonly<Record<string, string>>): string {
  const { path, search } = address.get()
  return withQuery(path, { ...Object.fromEntries(new URLSearchParams(search)), ...change })
}
