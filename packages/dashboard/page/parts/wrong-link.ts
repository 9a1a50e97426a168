import { withQuery } from '../api/client.ts'

type Fault = { readonly at: string }
type Where = { readonly path: string; readonly search: string }

/** What of a page's address the API knows nothing of, and the address without it. */
export type WrongLink = {
  readonly names: readonly { readonly name: string; readonly value: string }[]
  readonly rest: string
}

/** What stands in the address of a page under another name than in the API. */
const otherNames: Readonly<Record<string, string>> = { holderType: 'type', since: 'from', until: 'at', sourceId: 'id' }

/** Which parts of a page's address the API found fault with; `undefined` where it was anything else. */
export function wrongLink(faults: readonly Fault[], { path, search }: Where): WrongLink | undefined {
  const query = Object.fromEntries(new URLSearchParams(search))
  const found = faults.map(({ at }) => partOf(at, query, path))
  const names = found.flatMap((part) => (part ? [part] : []))
  if (names.length === 0 || names.length < found.length) return undefined
  if (names.some(({ isPath }) => isPath)) return { names, rest: '/' }
  const rest = withQuery(path, { ...query, ...Object.fromEntries(names.map(({ name }) => [name, ''])) })
  return { names, rest }
}

function partOf(at: string, query: Readonly<Record<string, string>>, path: string) {
  const [, place, name = ''] = /^(querystring|params)\/([^/]+)/.exec(at) ?? []
  if (place === undefined) return undefined
  const known = [name, otherNames[name] ?? name, name.replace(/Id$/, '')].find((one) => query[one])
  if (known !== undefined) return { name: known, value: query[known] ?? '', isPath: false }
  return place === 'params' ? { name: 'address', value: path, isPath: true } : undefined
}
