import type { Binned } from './bins.ts'
import type { Parameters } from './grow-forest.ts'

type Task = {
  readonly binned: Binned
  readonly gradients: Float64Array
  readonly hessians: Float64Array
  /** The rows it is grown on. */
  readonly rows: Int32Array
  /** The features it may ask for. */
  readonly asked: readonly number[]
}

/** A tree over bins. */
export type Grown =
  | { readonly is: 'leaf'; readonly value: number }
  | {
      readonly is: 'split'
      readonly feature: number
      readonly bin: number
      readonly threshold: number
      readonly upTo: Grown
      readonly above: Grown
    }

type Sums = { readonly gradients: Float64Array; readonly hessians: Float64Array; readonly counts: Float64Array }
type Split = { readonly gain: number; readonly feature: number; readonly bin: number }
type Leaf = {
  readonly rows: Int32Array
  readonly sums: Sums
  readonly gradient: number
  readonly hessian: number
  split: Split | null
  branches: [Leaf, Leaf] | null
}

const binsMax = 64
const leastGain = 1e-6

/** Grows one tree: the leaf whose split gains most is split first. */
export function growTree(task: Task, given: Parameters): Grown {
  const root = openLeaf(task, task.rows, sum(task, task.rows), given)
  const open = [root]
  for (let leaves = 1; leaves < given.leaves; leaves++) {
    const best = open.filter(({ split }) => split !== null).toSorted((a, b) => gainOf(b) - gainOf(a))[0]
    if (best === undefined) break
    best.branches = splitLeaf(task, best, given)
    open.splice(open.indexOf(best), 1, ...best.branches)
  }
  return grownOf(root, task.binned, given)
}

const gainOf = ({ split }: Leaf): number => split?.gain ?? 0

function sum({ binned, gradients, hessians, asked }: Task, rows: Int32Array): Sums {
  const size = asked.length * binsMax
  const sums = { gradients: new Float64Array(size), hessians: new Float64Array(size), counts: new Float64Array(size) }
  for (const [order, feature] of asked.entries()) {
    const column = binned.columns[feature] ?? new Uint8Array()
    const from = order * binsMax
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] ?? 0
      const at = from + (column[row] ?? 0)
      sums.gradients[at] = (sums.gradients[at] ?? 0) + (gradients[row] ?? 0)
      sums.hessians[at] = (sums.hessians[at] ?? 0) + (hessians[row] ?? 0)
      sums.counts[at] = (sums.counts[at] ?? 0) + 1
    }
  }
  return sums
}

function openLeaf(task: Task, rows: Int32Array, sums: Sums, given: Parameters): Leaf {
  let gradient = 0
  let hessian = 0
  for (const row of rows) {
    gradient += task.gradients[row] ?? 0
    hessian += task.hessians[row] ?? 0
  }
  const leaf: Leaf = { rows, sums, gradient, hessian, split: null, branches: null }
  task.asked.forEach((feature, order) => {
    const found = bestSplit(leaf, order, task.binned.edges[feature]?.length ?? 0, given)
    if (found !== null && found.gain > (leaf.split?.gain ?? leastGain)) leaf.split = { ...found, feature }
  })
  return leaf
}

/** The bin up to which a leaf is best cut by one feature; null where every cut leaves too little on a side. */
function bestSplit(leaf: Leaf, order: number, edges: number, given: Parameters): Omit<Split, 'feature'> | null {
  const { sums, gradient, hessian, rows } = leaf
  const worth = (g: number, h: number): number => (g * g) / (h + given.lambda)
  const whole = worth(gradient, hessian)
  let best: Omit<Split, 'feature'> | null = null
  let g = 0
  let h = 0
  let count = 0
  for (let bin = 0; bin < edges; bin++) {
    const at = order * binsMax + bin
    g += sums.gradients[at] ?? 0
    h += sums.hessians[at] ?? 0
    count += sums.counts[at] ?? 0
    if (count < given.leafRows || h < given.leafHessian) continue
    if (rows.length - count < given.leafRows || hessian - h < given.leafHessian) break
    const gain = worth(g, h) + worth(gradient - g, hessian - h) - whole
    if (gain > (best?.gain ?? 0)) best = { gain, bin }
  }
  return best
}

function splitLeaf(task: Task, { rows, split, sums }: Leaf, given: Parameters): [Leaf, Leaf] {
  const column = task.binned.columns[split?.feature ?? 0] ?? new Uint8Array()
  const goesLeft = (row: number): boolean => (column[row] ?? 0) <= (split?.bin ?? 0)
  const left = rows.filter(goesLeft)
  const right = rows.filter((row) => !goesLeft(row))
  const isLeftSmaller = left.length < right.length
  const ofSmaller = sum(task, isLeftSmaller ? left : right)
  // What the other side holds follows, so that only the smaller one is summed.
  const ofLarger = without(sums, ofSmaller)
  return [
    openLeaf(task, left, isLeftSmaller ? ofSmaller : ofLarger, given),
    openLeaf(task, right, isLeftSmaller ? ofLarger : ofSmaller, given),
  ]
}

function without(all: Sums, part: Sums): Sums {
  const rest = (from: Float64Array, taken: Float64Array) => from.map((value, at) => value - (taken[at] ?? 0))
  return {
    gradients: rest(all.gradients, part.gradients),
    hessians: rest(all.hessians, part.hessians),
    counts: rest(all.counts, part.counts),
  }
}

function grownOf({ split, branches, gradient, hessian }: Leaf, binned: Binned, given: Parameters): Grown {
  if (split === null || branches === null)
    return { is: 'leaf', value: Number(((-given.learningRate * gradient) / (hessian + given.lambda)).toPrecision(3)) }
  const { feature, bin } = split
  return {
    ...{ is: 'split', feature, bin, threshold: binned.edges[feature]?.[bin] ?? 0 },
    upTo: grownOf(branches[0], binned, given),
    above: grownOf(branches[1], binned, given),
  }
}
