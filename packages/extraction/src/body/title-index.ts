import { isHeading } from '../page/tags.ts'
import type { BlockFacts } from './block-facts.ts'

/** Index of the block that holds the page's title, or of what comes closest to one; -1 where nothing does. */
export function titleIndex(facts: readonly BlockFacts[]): number {
  const inHeading = facts.findIndex((fact) => fact.isTitle && isHeading(fact.block.container.tag))
  if (inHeading >= 0) return inHeading
  const firstHeading = facts.findIndex((fact) => fact.block.container.tag === 'h1')
  return firstHeading >= 0 ? firstHeading : facts.findIndex((fact) => fact.isTitle)
}
