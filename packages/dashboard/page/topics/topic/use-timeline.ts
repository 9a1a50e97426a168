import { useMemo } from 'preact/hooks'
import type { ListTopicTimeline } from '../../api/answers.ts'
import { type Asked, useAnswer } from '../../api/use-answer.ts'
import { type StanceName, stances } from '../words.ts'
import { spanQuery, type TopicFilters, topicPath } from './asked.ts'
import type { Domain } from './time-axis.ts'

/** How long a stretch of time is. */
const sizes = ['day', 'week', 'month'] as const
export type Size = (typeof sizes)[number]

type Heard = { readonly statements: number; readonly holders: number; readonly articles: number }

/** A stretch of time, and what was heard in it of each stance. */
export type Stretch = {
  /** Its first day. */
  readonly from: string
  readonly startMs: number
  readonly endMs: number
  readonly heard: Readonly<Record<StanceName, Heard>>
}

/** What was heard over time, without a gap; the domain is `undefined` where nothing was. */
export type Timeline = {
  readonly size: Size
  readonly stretches: readonly Stretch[]
  readonly domain: Domain | undefined
  /** Whether older stretches were left out. */
  readonly isCut: boolean
  readonly asked: Asked<ListTopicTimeline>
}

const dayMs = 86_400_000
/** More than so many are not told apart. */
const stretchesMax = 400
/** Of a time up to so long each day is told apart. */
const daysMax = 62
const nothing: Heard = { statements: 0, holders: 0, articles: 0 }

type Wished = {
  readonly size?: string
  /** Of weeks, where no size is wished, so many at most; of a longer time months. */
  readonly most: number
}

/** Reads what was heard on a topic over time, in stretches of this size, or of the one that fits where none is wished. */
export function useTimeline(topicId: string, filters: TopicFilters, { size: wished, most }: Wished): Timeline {
  const path = `${topicPath(topicId)}/timeline`
  const query = { ...spanQuery(filters), limit: 1_000 }
  const given = sizes.find((size) => size === wished)
  const months = useAnswer<ListTopicTimeline>(given ? null : path, { ...query, by: 'month' })
  const size = given ?? (months.answer ? fitting(months.answer.items, most) : undefined)
  const asked = useAnswer<ListTopicTimeline>(size ? path : null, { ...query, by: size })
  const items = asked.answer?.items
  const filled = useMemo(() => (items && size ? fill(items, size) : []), [items, size])
  const [first] = filled
  const last = filled.at(-1)
  return {
    size: size ?? 'week',
    stretches: filled,
    domain: first && last ? { start: first.startMs, end: last.endMs } : undefined,
    isCut: first !== undefined && first.from !== items?.at(-1)?.from,
    asked: months.problem ? months : asked,
  }
}

function fitting(months: ListTopicTimeline['items'], most: number): Size {
  const days = (startOf(months[0]?.from) - startOf(months.at(-1)?.from)) / dayMs + 31
  if (days <= daysMax) return 'day'
  return days / 7 <= most ? 'week' : 'month'
}

/** The stretches that the API names, the latest first, and those between them, the oldest first. */
function fill(items: ListTopicTimeline['items'], size: Size): Stretch[] {
  const known = new Map(items.map((item) => [item.from, item.stances]))
  const oldest = startOf(items.at(-1)?.from)
  const filled: Stretch[] = []
  for (let at = startOf(items[0]?.from); at >= oldest && filled.length < stretchesMax; at = next(at, size, -1)) {
    const from = new Date(at).toISOString().slice(0, 10)
    const told = known.get(from) ?? {}
    const heard = Object.fromEntries(stances.map((stance) => [stance, told[stance] ?? nothing])) as Stretch['heard']
    filled.push({ from, startMs: at, endMs: next(at, size, 1), heard })
  }
  return filled.reverse()
}

function startOf(day: string | undefined): number {
  return Date.parse(day ?? '')
}

function next(ms: number, size: Size, by: 1 | -1): number {
  if (size !== 'month') return ms + by * (size === 'day' ? dayMs : 7 * dayMs)
  const date = new Date(ms)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by)
}
