/** Values that answers have held, by the name of the property that held them: ids of what is there, cursors, addresses. */
export type Pool = {
  values(name: string): readonly string[]
  /** Values that one thing held together, by these names; grouped by that of the last name, of which there are few. */
  together(names: readonly string[]): readonly (readonly (readonly string[])[])[]
  /** Remembers what an answer holds. `kind` is what stands before `{id}` in paths of such things. */
  learn(answer: unknown, kind: string): void
}

const mostEach = 60
const mostThings = 5_000

/** Opens an empty pool. */
export function openPool(): Pool {
  const known = new Map<string, Set<string>>()
  const things: Readonly<Record<string, unknown>>[] = []
  const add = (name: string, value: unknown) => {
    if (typeof value !== 'string' && typeof value !== 'number') return
    const values = known.get(name) ?? new Set()
    if (values.size < mostEach && String(value).length <= 500) known.set(name, values.add(String(value)))
  }
  const learn = (part: unknown, kind: string): void => {
    if (Array.isArray(part)) for (const each of part.slice(0, mostEach)) learn(each, kind)
    if (typeof part !== 'object' || part === null) return
    if (things.length < mostThings) things.push(part as Readonly<Record<string, unknown>>)
    for (const [name, value] of Object.entries(part)) {
      add(name, value)
      if (name === 'id') add(`${kind}:id`, value)
      learn(value, kind)
    }
  }
  return {
    values: (name) => [...(known.get(name) ?? [])],
    together(names) {
      const whole = things.filter((thing) => names.every((name) => ['string', 'number'].includes(typeof thing[name])))
      const rows = whole.map((thing) => names.map((name) => String(thing[name])))
      return [...Map.groupBy(rows, (row) => row.at(-1)).values()]
    },
    learn,
  }
}

// What a parameter is filled with where its name does not say it.
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  after: ['events:id'],
  'last-event-id': ['events:id'],
  cursor: ['next'],
  'pauses:name': ['host', 'queue', 'sources:id'],
}

/** By which names a parameter finds its values: `id` says nothing by itself. */
export function poolNames(name: string, path: string): readonly string[] {
  const ofKind = `${kindOf(path)}:${name}`
  return elsewhere[ofKind] ?? elsewhere[name] ?? [name === 'id' ? ofKind : name]
}

/** What a path is about: `articles` for `/v1/articles/{articleId}`. */
export function kindOf(path: string): string {
  return path.split('/').filter((part) => part !== '' && !/^v\d+$/.test(part))[0] ?? ''
}
