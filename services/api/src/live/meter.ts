type Reading = { readonly atMs: number; readonly counts: Readonly<Record<string, number>> }

const spanMs = 60_000
const shortestMs = 500

/** How fast counters grow, a minute, over the last minute of readings; `null` until there are two of them. A counter that has begun anew is read from there. */
export function openMeter<Name extends string>() {
  let readings: Reading[] = []
  return (atMs: number, counts: Readonly<Record<Name, number>>): Record<Name, number | null> => {
    const names = Object.keys(counts) as Name[]
    const last = readings.at(-1)
    const isAnew = last !== undefined && names.some((name) => counts[name] < (last.counts[name] ?? 0))
    const isFresh = last === undefined || atMs > last.atMs
    if (isAnew || (last && atMs - last.atMs > spanMs)) readings = []
    if (isFresh) readings = [...readings.filter((each) => each.atMs >= atMs - spanMs), { atMs, counts }]
    const [first] = readings
    const tookMs = first ? atMs - first.atMs : 0
    const rate = (name: Name) =>
      first && tookMs >= shortestMs
        ? Math.round((10 * (counts[name] - (first.counts[name] ?? 0)) * 60_000) / tookMs) / 10
        : null
    return Object.fromEntries(names.map((name) => [name, rate(name)])) as Record<Name, number | null>
  }
}
