/** How many runs were not done again, by reason. */
export type Skipped = Readonly<Record<string, number>>

const words: Record<string, string> = {
  running: 'on their way',
  newer: 'ran again since, and left nothing to begin from',
  unknown: 'no longer remembered',
  duplicate: 'copies, without positions of their own',
  unjudged: 'not told as they stand: replay deduplicate',
  'no-body': 'no longer kept',
  unreadable: 'of another version',
  cancelled: 'let go',
}

/** Both together. */
export function addSkipped(a: Skipped, b: Skipped): Skipped {
  const reasons = new Set([...Object.keys(a), ...Object.keys(b)])
  return Object.fromEntries([...reasons].map((why) => [why, (a[why] ?? 0) + (b[why] ?? 0)]))
}

export function totalSkipped(skipped: Skipped): number {
  return Object.values(skipped).reduce((sum, count) => sum + count, 0)
}

/** The end of a sentence; empty where none was skipped. */
export function skippedInWords(skipped: Skipped): string {
  const reasons = Object.entries(skipped).map(([why, count]) => `${count} ${words[why] ?? why}`)
  return reasons.length === 0 ? '' : `; skipped: ${reasons.join(', ')}`
}
