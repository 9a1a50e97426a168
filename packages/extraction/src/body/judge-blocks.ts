import type { PageView } from './features/block-view.ts'
import { features } from './features/features.ts'
import type { Forest } from './forest/forest.ts'

/** The probability of every block of a page to belong to the article, in [0, 1]. */
export function judgeBlocks({ views }: PageView, forest: Forest): number[] {
  const asked = forest.features.map((name) => features[name] ?? unknown(name))
  const row = new Float64Array(asked.length)
  return views.map((view) => {
    if (view.isElsewhere) return 0
    for (let at = 0; at < asked.length; at++) row[at] = asked[at]?.(view) ?? 0
    return forest.probability(row)
  })
}

function unknown(name: string): never {
  throw new TypeError(`the trees ask for "${name}", which no feature is called`)
}
