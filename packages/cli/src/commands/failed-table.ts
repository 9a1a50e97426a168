import { styleText } from 'node:util'
import type { FailedGroup } from '@stancewire/runtime'
import { clip, duration, plural, renderTable } from '../table.ts'

/** What `failed ls` shows: a line of facts for each group, and below it the error and one to look at. */
export function failedTable(
  groups: readonly FailedGroup[],
  { nowMs, columns }: { nowMs: number; columns: number },
): string {
  const ago = (at: string) => duration(Math.max(0, nowMs - Date.parse(at)))
  const counts = groups.map(({ count }) => thousands(count))
  const countWidth = Math.max(4, ...counts.map(({ length }) => length))
  const rows = groups.map((group, at) => [
    (counts[at] ?? '').padStart(countWidth),
    group.stage,
    group.cause,
    ago(group.oldestAt),
    ago(group.newestAt),
  ])
  const [head = '', ...lines] = renderTable(
    ['runs'.padStart(countWidth), 'stage', 'cause', 'oldest', 'newest'],
    rows,
  ).split('\n')
  const indent = ' '.repeat(countWidth + 2)
  const shown = groups.map((group, at) => {
    const error = clip(
      group.error === null ? group.message : `${group.error}: ${group.message}`,
      columns - indent.length,
    )
    return [lines[at], `${indent}${error}`, `${indent}${styleText('dim', group.example)}`].join('\n')
  })
  const runs = groups.reduce((sum, { count }) => sum + count, 0)
  return [head, ...shown, '', `${failedRuns(runs)}; look at one: npx stancewire failed show ID`].join('\n')
}

/** A count of failed runs, in words. */
export function failedRuns(count: number): string {
  return plural(count, 'failed run').replace(/^\d+/, thousands)
}

/** A number as people write it: 12,345. */
export function thousands(count: number | string): string {
  return Number(count).toLocaleString('en-US')
}
