import { counted, countText } from '../parts/amounts.ts'
import type { Operation } from './open-operations.ts'

/** Which failed runs an operation means. */
export function meantBy({ filter }: Operation): string {
  const told = Object.entries(filter).flatMap(([name, value]) => {
    if (value === null || value === undefined) return []
    if (Array.isArray(value)) return [`${value.length} chosen`]
    return name === 'since' || name === 'until' ? [] : [`${name} ${String(value)}`]
  })
  return told.length === 0 ? 'all failed runs' : told.join(', ')
}

/** How far it is, and what became of those that are settled. */
export function tallyText(operation: Operation): string {
  const { settled, total } = operation
  return [`${countText(settled)} of ${countText(total)}`, ...fates(operation)].join(' · ')
}

const ends: Readonly<Record<string, string>> = { done: 'is done', cancelled: 'was stopped', failed: 'has failed' }

/** What an operation that has ended came to, in a sentence. */
export function endText(operation: Operation): string {
  const { action, total, state, reason } = operation
  const told = [...fates(operation), reason ?? ''].filter((part) => part !== '').join(', ')
  return `${actionNames[action]} of ${counted(total, 'failed run')} ${ends[state] ?? state}: ${told}`
}

/** What is done to failed runs, as a name. */
export const actionNames: Readonly<Record<Operation['action'], string>> = { retry: 'Retry', discard: 'Discard' }

function fates({ action, tally }: Operation): string[] {
  const kept = Object.entries(tally.kept).map(([why, count]) => `${countText(count)} kept (${why})`)
  return [
    `${countText(tally.done)} ${action === 'retry' ? 'retried' : 'discarded'}`,
    ...(tally.superseded > 0 ? [`${countText(tally.superseded)} had a later run`] : []),
    ...(tally.gone > 0 ? [counted(tally.gone, 'was gone', 'were gone')] : []),
    ...kept,
  ]
}
