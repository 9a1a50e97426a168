/** Draws that are the same for the same seed. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** A number from `least` to `most`. */
  between(least: number, most: number): number
  oneOf<T>(all: readonly [T, ...T[]]): T
}

/** Opens a stream of draws (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    oneOf: ([first, ...others]) => [first, ...others][Math.floor(next() * (others.length + 1))] ?? first,
  }
}
