import type { Container } from '../../page/block.ts'
import type { Geometry } from './geometry.ts'

/** Containers of one template beside one another, and whether there are headings in them. */
export interface Row {
  readonly length: number
  readonly hasHeading: boolean
}

export const noRow: Row = { length: 0, hasHeading: false }

const textTags = new Set(['p', 'li', 'td', 'tr', 'br'])
const climbs = 8

/** The longest row that a container or one above it is part of, below where most of the running text is held. */
export function longestRow(container: Container, page: Geometry): Row {
  let longest = noRow
  let climbed = 0
  for (let at = container; at.parent && climbed < climbs && at !== page.most; at = at.parent) {
    climbed++
    if (textTags.has(at.tag) || at.blockCount <= 1) continue
    const length = page.rowOf(at)
    if (length > longest.length) longest = { length, hasHeading: at.headingCount > 0 }
  }
  return longest
}
