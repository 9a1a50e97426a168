import { useQuery } from '../../address/use-query.ts'
import type { Query } from '../../api/client.ts'

/** By what a topic is narrowed; each stands in the address under its name. */
export const filterNames = ['type', 'affiliation', 'outlet', 'from', 'at'] as const
export type TopicFilters = Readonly<Record<(typeof filterNames)[number], string>>

/** The filters as the address has them, and how to change them; what is no day is none. */
export function useFilters(): [filters: TopicFilters, change: ReturnType<typeof useQuery<keyof TopicFilters>>[1]] {
  const [asked, change] = useQuery(filterNames)
  return [{ ...asked, from: dayOf(asked.from), at: dayOf(asked.at) }, change]
}

function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''
}

/** Whether less than all is asked for. */
export function isNarrowed(filters: TopicFilters): boolean {
  return Object.values(filters).some((value) => value !== '')
}

/** What the API is asked for who stands where: now, or at the end of a day. */
export function positionQuery({ type, affiliation, outlet, at }: TopicFilters): Query {
  return { holderType: type, affiliation, outlet, at }
}

/** What the API is asked for what was said and who moved within the days. */
export function spanQuery({ type, affiliation, outlet, from, at }: TopicFilters): Query {
  return { holderType: type, affiliation, outlet, since: from, until: dayAfter(at) }
}

/** Where a topic is in the API. */
export function topicPath(id: string): string {
  return `/v1/topics/${encodeURIComponent(id)}`
}

/** `until` names a moment that counts no more, a day of the reader counts to its end. */
function dayAfter(day: string): string {
  return day === '' ? '' : new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
