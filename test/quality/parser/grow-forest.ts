import type { ForestData, Tree } from '@stancewire/extraction/training'
import { type Binned, binRows } from './bins.ts'
import { type Grown, growTree } from './grow-tree.ts'
import { makeRandom } from './random.ts'

/** Rows of one width, one after the other; labels 0 or 1; weights of at least 0. */
export type Examples = {
  readonly features: readonly string[]
  readonly rows: Float64Array
  readonly labels: Uint8Array
  readonly weights: Float64Array
}

export const parameters = {
  trees: 200,
  leaves: 15,
  learningRate: 0.08,
  leafRows: 40,
  leafHessian: 0.05,
  lambda: 1,
  featureShare: 0.5,
  rowShare: 0.8,
  bins: 63,
  seed: 7,
} as const

export type Parameters = { readonly [Name in keyof typeof parameters]: number }

/**
 * Grows an ensemble by gradient boosting on the logistic loss (Friedman 2001), leaf by leaf over histograms, with a share of the rows and features for each
 * tree (Friedman, "Stochastic gradient boosting", 2002; Ke et al., "LightGBM", 2017). The same examples and parameters give the same forest.
 */
export function growForest(examples: Examples, given: Parameters = parameters): ForestData {
  const { features, rows, labels, weights } = weighted(examples)
  const binned = binRows(rows, features.length, given.bins)
  const random = makeRandom(given.seed)
  const base = logOdds(labels, weights)
  const scores = new Float64Array(labels.length).fill(base)
  const gradients = new Float64Array(labels.length)
  const hessians = new Float64Array(labels.length)
  const trees: Tree[] = []
  for (let count = 0; count < given.trees; count++) {
    const drawn: number[] = []
    for (let at = 0; at < labels.length; at++) {
      const weight = weights[at] ?? 0
      const probability = 1 / (1 + Math.exp(-(scores[at] ?? 0)))
      gradients[at] = weight * (probability - (labels[at] ?? 0))
      hessians[at] = weight * probability * (1 - probability)
      if (random() < given.rowShare) drawn.push(at)
    }
    const asked = features.flatMap((_, at) => (random() < given.featureShare ? [at] : []))
    const grown = growTree({ binned, gradients, hessians, rows: Int32Array.from(drawn), asked }, given)
    addScores(grown, binned, scores)
    trees.push(treeOf(grown))
  }
  return { features, base, trees }
}

/** Those examples that count at all. */
function weighted({ features, rows, labels, weights }: Examples): Examples {
  const kept = Int32Array.from(weights.keys()).filter((at) => (weights[at] ?? 0) > 0)
  const width = features.length
  const keptRows = new Float64Array(kept.length * width)
  kept.forEach((from, to) => {
    keptRows.set(rows.subarray(from * width, (from + 1) * width), to * width)
  })
  return {
    features,
    rows: keptRows,
    labels: Uint8Array.from(kept, (at) => labels[at] ?? 0),
    weights: Float64Array.from(kept, (at) => weights[at] ?? 0),
  }
}

function logOdds(labels: Uint8Array, weights: Float64Array): number {
  let all = 0
  let positive = 0
  labels.forEach((label, at) => {
    all += weights[at] ?? 0
    positive += label * (weights[at] ?? 0)
  })
  return Number(Math.log(positive / (all - positive)).toPrecision(4))
}

function addScores(tree: Grown, { columns }: Binned, scores: Float64Array): void {
  for (let row = 0; row < scores.length; row++) {
    let node = tree
    while (node.is === 'split') node = (columns[node.feature]?.[row] ?? 0) <= node.bin ? node.upTo : node.above
    scores[row] = (scores[row] ?? 0) + node.value
  }
}

function treeOf(grown: Grown): Tree {
  return grown.is === 'leaf' ? grown.value : [grown.feature, grown.threshold, treeOf(grown.upTo), treeOf(grown.above)]
}
