import type { BlockView } from './block-view.ts'
import type { Feature } from './feature.ts'
import { tagNumber } from './place-features.ts'

const offsets = { previous: -1, next: 1 } as const

/** How a neighbour stands to the block: in the same container (2), beside it (1), elsewhere (0). */
function kinship(one: BlockView, other: BlockView): number {
  if (one.container === other.container) return 2
  return one.container.parent === other.container.parent ? 1 : 0
}

const ofNeighbour: Record<string, (neighbour: BlockView, it: BlockView) => number> = {
  length: ({ fact }) => fact.length,
  linkDensity: ({ block }) => block.linkDensity,
  tag: ({ container }) => tagNumber(container),
  kinship,
  sameTemplate: ({ template }, it) => Number(template === it.template),
}

/** Of the block before and the block after a block; -1 where there is none. */
export const neighbourFeatures: Record<string, Feature> = Object.fromEntries(
  Object.entries(offsets).flatMap(([which, offset]) =>
    Object.entries(ofNeighbour).map(([name, read]): [string, Feature] => [
      `${which}.${name}`,
      (it) => {
        const neighbour = it.page.views[it.at + offset]
        return neighbour === undefined ? -1 : read(neighbour, it)
      },
    ]),
  ),
)
