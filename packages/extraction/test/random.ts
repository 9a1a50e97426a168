/** Draws in [0, 1) that are the same for the same seed. */
export type Random = () => number

/** Opens a stream of draws (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from 0 up to, not including, `below`. */
export function pickBelow(random: Random, below: number): number {
  return Math.floor(random() * below)
}

export function pickOne<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[pickBelow(random, list.length)] ?? list[0]
}
