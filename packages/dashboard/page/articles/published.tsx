import { When } from '../parts/when.tsx'

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

type Props = {
  readonly at: string | null
  /** When it was fetched, which is told where nothing says when it was published. */
  readonly fetchedAt?: string
  readonly how?: 'ago' | 'date' | 'day'
}

/** When something was published. What is known to the day alone is told as that day, in every zone. */
export function Published({ at, fetchedAt, how = 'date' }: Props) {
  if (at === null && fetchedAt !== undefined)
    return (
      <span>
        <When at={fetchedAt} how={how} /> <span class="muted">(fetched)</span>
      </span>
    )
  if (at === null || at.length !== 10) return <When at={at} how={how} />
  const day = new Date(at)
  if (Number.isNaN(day.getTime())) return <span class="number">–</span>
  return (
    <time class="number" dateTime={at} title={`${at}, without a time of day`}>
      {days.format(day)}
    </time>
  )
}

/** The moment by which an article stands in time: when it was published, and never later than it was fetched. */
export function momentOf({ publishedAt, fetchedAt }: { publishedAt: string | null; fetchedAt: string }): number {
  const fetched = Date.parse(fetchedAt)
  const published = publishedAt === null ? Number.NaN : Date.parse(publishedAt)
  return Number.isNaN(published) ? fetched : Math.min(published, fetched)
}
