/** The accounts of a line: what was counted, what should be open, and what was found on its way. */
export type Standing = {
  readonly counters: Readonly<Record<string, number>>
  /** Accepted less ended. */
  readonly open: number
  /** Runs found at hosts and in queues. */
  readonly found: number
}

/** Runs that are on their way, by the counters. */
export function openRunsBy(counters: Readonly<Record<string, number>>): number {
  return (counters.accepted ?? 0) - (counters.ended ?? 0)
}

/** Whether accepted = ended (by kind) + on its way, in words. A run between two queues may be found twice, so more may be found than are open. */
export function balanceOf({ counters, open, found }: Standing): { isBalanced: boolean; sentence: string } {
  const ends = Object.entries(counters).filter(([name]) => name.startsWith('end:') || name.startsWith('stop:'))
  const ended = ends.reduce((sum, [, count]) => sum + count, 0)
  const byKind = ends.map(([name, count]) => `${count} ${name.replace(/^end:(?:article|url)\.|^stop:/, '')}`).join(', ')
  const sentence = `${counters.accepted ?? 0} accepted = ${byKind || 'none ended'} + ${open} on their way (${found} found)`
  return { isBalanced: ended === (counters.ended ?? 0) && open >= 0 && found >= open, sentence }
}
