/** Values of each feature in ordered bins: bin `n` holds what is above edge `n - 1` and not above edge `n`. */
export type Binned = { readonly columns: readonly Uint8Array[]; readonly edges: readonly (readonly number[])[] }

/** Cuts the values of every feature into at most `most` bins that hold about equally many. Edges have four digits, so that they can be written down. */
export function binRows(rows: Float64Array, width: number, most: number): Binned {
  const count = rows.length / width
  const edges: number[][] = []
  const columns: Uint8Array[] = []
  for (let feature = 0; feature < width; feature++) {
    const values = new Float64Array(count)
    for (let row = 0; row < count; row++) values[row] = rows[row * width + feature] ?? 0
    const found = edgesOf(values.toSorted(), most)
    edges.push(found)
    columns.push(Uint8Array.from(values, (value) => binOf(value, found)))
  }
  return { columns, edges }
}

function edgesOf(sorted: Float64Array, most: number): number[] {
  const different = [...new Set(sorted)]
  const edges = new Set<number>()
  if (different.length <= most) {
    for (const [at, value] of different.entries()) {
      const next = different[at + 1]
      if (next !== undefined) edges.add(short((value + next) / 2))
    }
  } else {
    for (let bin = 1; bin < most; bin++) edges.add(short(sorted[Math.floor((bin * sorted.length) / most)] ?? 0))
  }
  return [...edges].sort((a, b) => a - b)
}

const short = (value: number): number => Number(value.toPrecision(4))

function binOf(value: number, edges: readonly number[]): number {
  let from = 0
  let to = edges.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (value <= (edges[middle] ?? 0)) to = middle
    else from = middle + 1
  }
  return from
}
