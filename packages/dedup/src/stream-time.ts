/** So many articles have to have reached a date before the stream has: a wrong date far ahead must not move it. */
const witnesses = 3

export type StreamTime = {
  /** The stream's own time: the latest instant that three dated articles have reached, 0 before. It never falls. */
  readonly seenAtMs: number
  /** The article's own time: when it was published, or the stream's time for an undated one. */
  readonly atMs: number
}

/** Follows the time of a stream by what its articles say, for callers that have no clock. Unreadable dates count as none. */
export function makeStreamTime(): (publishedAt: string | null) => StreamTime {
  let latest: number[] = []
  return (publishedAt) => {
    const publishedMs = Date.parse(publishedAt ?? '')
    const isDated = !Number.isNaN(publishedMs)
    if (isDated) latest = [...latest, publishedMs].sort((a, b) => b - a).slice(0, witnesses)
    const seenAtMs = latest.length < witnesses ? 0 : (latest.at(-1) ?? 0)
    return { seenAtMs, atMs: isDated ? publishedMs : seenAtMs }
  }
}
