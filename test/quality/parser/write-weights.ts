import type { ForestData, Tree } from '@stancewire/extraction/training'

/** What a forest was grown from, for its file to tell. */
export type Origin = {
  readonly pages: number
  readonly hashes: Readonly<Record<string, string>>
  readonly parameters: object
}

/** A forest as a module of data, a tree to a line; features that no tree asks for are left out. */
export function weightsModule(forest: ForestData, { pages, hashes, parameters }: Origin): string {
  const { features, base, trees } = onlyAsked(forest)
  const lines = [
    '// Grown by `npm run train:parser`; not written by hand. A tree is a leaf, or [feature, threshold, up to it, above it].',
    `// From ${pages} labelled pages:`,
    ...Object.entries(hashes).map(([file, hash]) => `//   ${file} sha256 ${hash}`),
    `// By ${JSON.stringify(parameters)}`,
    `import type { ForestData } from './forest.ts'`,
    '',
    'export const weights: ForestData = {',
    `  features: ${JSON.stringify(features)},`,
    `  base: ${base},`,
    '  trees: [',
    ...trees.map((tree) => `    ${JSON.stringify(tree)},`),
    '  ],',
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function onlyAsked({ features, base, trees }: ForestData): ForestData {
  const asked = new Set<number>()
  const note = (tree: Tree): void => {
    if (typeof tree === 'number') return
    asked.add(tree[0])
    note(tree[2])
    note(tree[3])
  }
  for (const tree of trees) note(tree)
  const kept = [...asked].sort((a, b) => a - b)
  const numbers = new Map(kept.map((old, at) => [old, at]))
  const renumbered = (tree: Tree): Tree =>
    typeof tree === 'number' ? tree : [numbers.get(tree[0]) ?? 0, tree[1], renumbered(tree[2]), renumbered(tree[3])]
  return { features: kept.map((at) => features[at] ?? ''), base, trees: trees.map(renumbered) }
}
