import { useStore } from '../store.ts'
import { clock } from './clock.ts'
import { momentText, momentTitle } from './moment-text.ts'

/** How a moment is told: how long ago, or as the date and time of the viewer. */
type How = 'ago' | 'date' | 'day' | 'time'

// The words of this page are English, wherever its numbers and dates are written.
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const

/** A moment in the viewer's zone, with the date and UTC on hover; a dash where there is none. */
export function When({ at, how = 'ago' }: { readonly at: string | null | undefined; readonly how?: How }) {
  useStore(clock)
  const moment = at ? new Date(at) : undefined
  if (!moment || Number.isNaN(moment.getTime())) return <span class="number">–</span>
  const text = how === 'ago' ? agoText(moment, Date.now()) : momentText(moment, how)
  return (
    <time class="number" dateTime={moment.toISOString()} title={momentTitle(moment)}>
      {text}
    </time>
  )
}

const sameMs = 2_000

/** `3 min. ago`, `in 2 hr.`; what is older than a month as its date. */
function agoText(moment: Date, now: number): string {
  const apart = moment.getTime() - now
  // Clocks differ: what has just been is not yet to come.
  const ms = Math.abs(apart) < sameMs ? 0 : apart
  if (Math.abs(ms) > 30 * 86_400_000) return momentText(moment, 'day')
  const step = steps.find((size) => Math.abs(ms) >= size.ms)
  return step ? relative.format(Math.trunc(ms / step.ms), step.unit) : relative.format(0, 'second')
}
