import { type StanceName, stances } from '../words.ts'
import type { Size, Stretch } from './use-timeline.ts'

const zone = { timeZone: 'UTC' } as const
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...zone })
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', ...zone })

/** What a stretch is called: `3 Mar 2026`, `Week of 3 Mar 2026`, `March 2026`; it begins and ends with a day of UTC, which has to be said beside it. */
export function stretchText({ startMs }: Stretch, size: Size): string {
  if (size === 'month') return month.format(startMs)
  return size === 'week' ? `Week of ${day.format(startMs)}` : day.format(startMs)
}

/** In how many articles stances were heard, one counted for each stance in it, and the share of each stance in that. */
export function sharesOf({ heard }: Stretch): { readonly all: number; readonly shares: Record<StanceName, number> } {
  const all = stances.reduce((sum, stance) => sum + heard[stance].articles, 0)
  const share = (stance: StanceName) => (all === 0 ? 0 : heard[stance].articles / all)
  return { all, shares: { support: share('support'), mixed: share('mixed'), oppose: share('oppose') } }
}
