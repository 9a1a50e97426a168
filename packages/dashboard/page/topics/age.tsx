import { clock } from '../parts/clock.ts'
import { useStore } from '../store.ts'

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const dayMs = 86_400_000
const steps = [
  { unit: 'year', ms: 365.25 * dayMs, from: 3 * 365.25 * dayMs },
  { unit: 'month', ms: 30.44 * dayMs, from: 61 * dayMs },
  { unit: 'day', ms: dayMs, from: dayMs },
  { unit: 'hour', ms: 3_600_000, from: 3_600_000 },
  { unit: 'minute', ms: 60_000, from: 60_000 },
] as const

/** How fresh something is: `8 months ago`; seen from a day of the past where `asOf` names one: `12 days before`. */
export function Age({ at, asOf = '' }: { readonly at: string; readonly asOf?: string }) {
  const now = useStore(clock)
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return <span>–</span>
  const end = Date.parse(asOf)
  const text = Number.isNaN(end) ? ago(now - moment.getTime()) : before(end + dayMs - moment.getTime())
  return (
    <time class="number" dateTime={moment.toISOString()} title={`${day.format(moment)} · ${moment.toISOString()}`}>
      {text}
    </time>
  )
}

function ago(ms: number): string {
  const step = steps.find(({ from }) => Math.abs(ms) >= from)
  return step ? relative.format(-Math.round(ms / step.ms), step.unit) : 'just now'
}

function before(ms: number): string {
  const step = steps.find(({ from }) => ms >= from && from >= dayMs)
  if (!step) return 'that day'
  const text = { style: 'unit', unit: step.unit, unitDisplay: 'long' } as const
  return `${new Intl.NumberFormat(undefined, text).format(Math.round(ms / step.ms))} before`
}
