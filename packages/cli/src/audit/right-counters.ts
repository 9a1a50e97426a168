import { isDeepStrictEqual } from 'node:util'
import type { Facts, Tally } from './facts.ts'
import { endCountersOf, judgeAccounts } from './judge-accounts.ts'

/**
 * What the counters should say, from two looks at a line that stands still: from its marks, and from its stream where that is whole.
 * `moving` where the looks differ, `unknown` where what is left does not tell it.
 */
export function rightCounters(first: Facts, second: Facts): Tally | 'moving' | 'unknown' {
  if (!isDeepStrictEqual(standOf(first), standOf(second)) || !standsStill(second)) return 'moving'
  const { counters, events, marks } = second
  const names = new Set([...Object.keys(endCountersOf(counters.after)), ...Object.keys(events.ends)])
  const ends = Object.fromEntries([...names].map((name) => [name, countOf(name, second)]))
  const ended = total(ends)
  const open = marks.runs - total(marks.ends)
  const right = { ...counters.after, ...ends, ended, accepted: ended + open }
  const judged = judgeAccounts({ ...second, counters: { before: right, between: right, after: right } })
  return judged.is === 'ok' ? right : 'unknown'
}

function standOf({ counters, marks, events, runs }: Facts) {
  return [counters, marks, runs.open, events.ends, events.extent]
}

function standsStill({ counters: { before, between, after } }: Facts): boolean {
  return isDeepStrictEqual(before, between) && isDeepStrictEqual(between, after)
}

/** A whole stream tells every end; one that was trimmed, and the marks, tell at least how many there were. */
function countOf(name: string, { counters, events, marks }: Facts): number {
  const onStream = events.ends[name] ?? 0
  if (events.isWhole) return onStream
  const marked = name.startsWith('end:') ? (marks.ends[name.slice('end:'.length)] ?? 0) : 0
  return Math.max(counters.after[name] ?? 0, onStream, marked)
}

function total(counts: Tally): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}
