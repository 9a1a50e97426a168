import { counted } from '../parts/amounts.ts'
import { clock } from '../parts/clock.ts'
import { momentTitle } from '../parts/moment-text.ts'
import { useStore } from '../store.ts'

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })
const dayMs = 86_400_000
// So many months back nobody counts.
const longAgoMs = 18 * 30.44 * dayMs
const steps = [
  { unit: 'year', ms: 365.25 * dayMs, from: 3 * 365.25 * dayMs },
  { unit: 'month', ms: 30.44 * dayMs, from: 61 * dayMs },
  { unit: 'day', ms: dayMs, from: dayMs },
  { unit: 'hour', ms: 3_600_000, from: 3_600_000 },
  { unit: 'minute', ms: 60_000, from: 60_000 },
] as const

/** How fresh something is: `8 months ago`, and of long ago its month, `Mar 2024`; seen from a day of the past where `asOf` names one: `12 days before`. */
export function Age({ at, asOf = '' }: { readonly at: string; readonly asOf?: string }) {
  const now = useStore(clock)
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return <span>–</span>
  const end = Date.parse(asOf)
  const text = Number.isNaN(end) ? ago(now - moment.getTime(), moment) : before(end + dayMs - moment.getTime())
  return (
    <time class="number" dateTime={moment.toISOString()} title={momentTitle(moment)}>
      {text}
    </time>
  )
}

function ago(ms: number, moment: Date): string {
  if (ms > longAgoMs) return month.format(moment)
  const step = steps.find(({ from }) => Math.abs(ms) >= from)
  return step ? relative.format(-Math.round(ms / step.ms), step.unit) : 'just now'
}

function before(ms: number): string {
  const step = steps.find(({ from }) => ms >= from && from >= dayMs)
  if (!step) return 'that day'
  return `${counted(Math.round(ms / step.ms), step.unit)} before`
}
