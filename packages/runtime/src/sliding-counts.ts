/** Counts of several kinds over the last stretch of time: a fixed amount of memory, however much is counted. */
export type SlidingCounts = {
  add(kind: number, nowMs: number): void
  /** How often each kind came within the last whole slots, without the one that runs: exactly as long as the stretch is. */
  sums(nowMs: number): number[]
}

/** Opens counts of so many kinds over `slots` slots of `slotMs` each. */
export function openSlidingCounts(kinds: number, { slotMs, slots }: { slotMs: number; slots: number }): SlidingCounts {
  // One more than are told of: the one that runs.
  const places = slots + 1
  const counts = new Uint32Array(kinds * places)
  const slotAt = new Float64Array(places).fill(-1)
  return {
    add(kind, nowMs) {
      const slot = Math.floor(nowMs / slotMs)
      const place = slot % places
      const begin = place * kinds
      if (slotAt[place] !== slot) counts.fill(0, begin, begin + kinds)
      slotAt[place] = slot
      counts[begin + kind] = (counts[begin + kind] ?? 0) + 1
    },
    sums(nowMs) {
      const running = Math.floor(nowMs / slotMs)
      const sums = new Array<number>(kinds).fill(0)
      for (const [place, slot] of slotAt.entries()) {
        if (slot < 0 || slot >= running || slot < running - slots) continue
        for (let kind = 0; kind < kinds; kind++) sums[kind] = (sums[kind] ?? 0) + (counts[place * kinds + kind] ?? 0)
      }
      return sums
    },
  }
}
