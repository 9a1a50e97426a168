import { type Domain, placeOf, ticksOf } from './time-axis.ts'
import './axis.css'

/** With more dates than these, every other one is left out where there is little room. */
const fewTicks = 4
/** Behind these per cent of the width there is no room for a date: of a narrow drawing, of a wider one, of any. */
const roomTo = { narrow: 76, middle: 88, wide: 93 }

/** The dates below a drawing of time. */
export function Axis({ domain, most }: { readonly domain: Domain; readonly most?: number }) {
  const ticks = ticksOf(domain, most)
  return (
    <div class="axis" aria-hidden="true">
      <div class={ticks.length > fewTicks ? 'axis-many' : ''}>
        {ticks.map(({ ms, text }) => {
          const place = placeOf(ms, domain)
          return (
            <span class={`axis-tick ${roomOf(place)}`} style={{ left: `${place}%` }} key={ms}>
              <span>{text}</span>
            </span>
          )
        })}
      </div>
    </div>
  )
}

function roomOf(place: number): string {
  if (place > roomTo.wide) return 'axis-tick-bare'
  if (place > roomTo.middle) return 'axis-tick-wide'
  return place > roomTo.narrow ? 'axis-tick-middle' : ''
}

/** Lines through a drawing at the dates of its axis. */
export function Grid({ domain, most }: { readonly domain: Domain; readonly most?: number }) {
  return (
    <div class="axis-grid" aria-hidden="true">
      {ticksOf(domain, most).map(({ ms }) => (
        <span style={{ left: `${placeOf(ms, domain)}%` }} key={ms} />
      ))}
    </div>
  )
}
