/** Which articles hold a hash, by their ordinals, newest last. */
export type Postings = {
  add(hash: number, article: number): void
  remove(hash: number, article: number): void
  /** Up to `maxListed` of the newest articles that hold the hash. */
  of(hash: number): readonly number[]
}

const nobody: readonly number[] = []

/** Keeps only the newest `maxListed` articles of a hash: past a limit it matters only that there are many. Most hashes lead to one article and cost no list. */
export function createPostings(maxListed: number): Postings {
  const listed = new Map<number, number | number[]>()
  return {
    add(hash, article) {
      const known = listed.get(hash)
      if (known === undefined) listed.set(hash, article)
      else if (typeof known === 'number') listed.set(hash, [known, article])
      else {
        known.push(article)
        if (known.length > maxListed) known.shift()
      }
    },
    remove(hash, article) {
      const known = listed.get(hash)
      if (known === article) listed.delete(hash)
      if (typeof known !== 'object') return
      const rest = known.filter((other) => other !== article)
      if (rest.length === 0) listed.delete(hash)
      else listed.set(hash, rest)
    },
    of(hash) {
      const known = listed.get(hash)
      if (known === undefined) return nobody
      return typeof known === 'number' ? [known] : known
    },
  }
}
