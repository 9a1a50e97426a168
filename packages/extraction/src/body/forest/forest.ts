/** A leaf's value, or a split: the feature's number, its threshold, where to go up to it, and where above it. */
export type Tree = number | readonly [feature: number, threshold: number, upTo: Tree, above: Tree]

/**
 * An ensemble of regression trees on log odds, grown by gradient boosting (Friedman, "Greedy function approximation", 2001).
 * `features`: names of what the trees ask for, by number.
 */
export interface ForestData {
  readonly features: readonly string[]
  readonly base: number
  readonly trees: readonly Tree[]
}

/** Trees as flat arrays: a walk through them touches no objects. */
export interface Forest {
  readonly features: readonly string[]
  /** Probability in [0, 1] for a row that holds the features in their order. */
  probability(row: Float64Array): number
}

/** Makes a forest ready for use. */
export function openForest({ features, base, trees }: ForestData): Forest {
  const asked: number[] = []
  const values: number[] = []
  const above: number[] = []
  const roots = trees.map((tree) => lay(tree))

  /** Lays a tree down in preorder: where it is up to the threshold follows at once. */
  function lay(tree: Tree): number {
    const at = asked.length
    if (typeof tree === 'number') {
      asked.push(-1)
      values.push(tree)
      above.push(-1)
      return at
    }
    const [feature, threshold, left, right] = tree
    asked.push(feature)
    values.push(threshold)
    above.push(-1)
    lay(left)
    above[at] = lay(right)
    return at
  }

  const askedAt = Int16Array.from(asked)
  const valueAt = Float64Array.from(values)
  const aboveAt = Int32Array.from(above)
  const rootAt = Int32Array.from(roots)
  return {
    features,
    probability(row) {
      let sum = base
      for (const root of rootAt) {
        let at = root
        for (let feature = askedAt[at] ?? -1; feature >= 0; feature = askedAt[at] ?? -1)
          at = (row[feature] ?? 0) <= (valueAt[at] ?? 0) ? at + 1 : (aboveAt[at] ?? -1)
        sum += valueAt[at] ?? 0
      }
      return 1 / (1 + Math.exp(-sum))
    },
  }
}
