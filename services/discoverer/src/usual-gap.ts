import type { FeedState } from '@stancewire/storage'

const weekMs = 7 * 86_400_000

/**
 * What is remembered of news after a poll that brought some: the longest gap between two of them, of which half is left a week later. So nights and week-ends are
 * part of what is usual, and what was unusual once is forgotten.
 */
export function afterNews(
  state: Pick<FeedState, 'newAt' | 'usualGapMs' | 'timesNew'>,
  at: string,
): Pick<FeedState, 'newAt' | 'usualGapMs' | 'timesNew'> {
  const timesNew = state.timesNew + 1
  if (state.newAt === null) return { newAt: at, usualGapMs: null, timesNew }
  const gapMs = Math.max(0, Date.parse(at) - Date.parse(state.newAt))
  const leftMs = (state.usualGapMs ?? 0) * 0.5 ** (gapMs / weekMs)
  return { newAt: at, usualGapMs: Math.round(Math.max(gapMs, leftMs)), timesNew }
}
