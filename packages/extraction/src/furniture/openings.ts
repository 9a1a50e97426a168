import type { Line } from './line.ts'

/** Phrases known by their words from the first on, as a tree: one step down for each word. */
export interface Openings<T> {
  next: Map<string, Openings<T>>
  found: T[]
}

/** A phrase that a line opens with. */
interface Opening<T> {
  value: T
  /** Number of its words. */
  count: number
}

export function makeOpenings<T>(rows: Iterable<readonly [phrase: string, value: T]>): Openings<T> {
  const root: Openings<T> = { next: new Map(), found: [] }
  for (const [phrase, value] of rows) {
    let at = root
    for (const word of phrase.split(' ')) {
      const below = at.next.get(word) ?? { next: new Map(), found: [] }
      at.next.set(word, below)
      at = below
    }
    at.found.push(value)
  }
  return root
}

const none: Opening<never>[] = []

/** All known phrases that a line opens with, the longest first. */
export function openingsOf<T>(openings: Openings<T>, line: Pick<Line, 'opening'>): Opening<T>[] {
  const [first = ''] = line.opening
  let at = openings.next.get(first)
  if (at === undefined) return none
  const met: Opening<T>[] = []
  for (let count = 1; at !== undefined; count++) {
    for (const value of at.found) met.unshift({ value, count })
    at = at.next.get(line.opening[count] ?? '')
  }
  return met
}
