const keptMax = 5

/** How many there are, and the first few of them. */
export type Sample = { readonly count: number; readonly ids: readonly string[] }

/** Counts what may be many, and keeps the first few. */
export function openSample() {
  const ids: string[] = []
  let count = 0
  return {
    add(id: string): void {
      count++
      if (ids.length < keptMax) ids.push(id)
    },
    taken: (): Sample => ({ count, ids }),
  }
}
