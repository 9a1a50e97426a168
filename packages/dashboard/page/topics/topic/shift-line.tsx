import { linkWith } from '../../address/use-query.ts'
import { isolated } from '../../parts/isolated.ts'
import { momentTitle } from '../../parts/moment-text.ts'
import { Stance } from '../../parts/stance.tsx'
import { stances } from '../words.ts'
import { Axis, Grid } from './axis.tsx'
import { type Shift, shiftKey } from './shift.ts'
import { type Domain, placeOf } from './time-axis.ts'
import type { Timeline } from './use-timeline.ts'

type Props = {
  readonly timeline: Timeline
  readonly domain: Domain
  readonly shifts: readonly Shift[]
  readonly pointedAt: string
  readonly pointAt: (key: string) => void
}

const signs: Readonly<Record<string, string>> = { support: '▲', mixed: '◆', oppose: '▼' }

/** A lane for each stance with how often it was heard, and every change as an arrow from lane to lane. */
export function ShiftLine({ timeline, domain, shifts, pointedAt, pointAt }: Props) {
  return (
    <figure class="shift-line sheet">
      <div class="lanes-frame">
        <div class="lane-names" aria-hidden="true">
          {stances.map((stance) => (
            <Stance stance={stance} key={stance} />
          ))}
        </div>
        <div class="lanes">
          <Grid domain={domain} />
          <Lanes timeline={timeline} domain={domain} />
          {shifts.map((shift, at) => (
            <Arrow
              {...{ shift, domain, pointAt }}
              beside={closeBefore(shifts, at, domain)}
              isPointedAt={shiftKey(shift) === pointedAt}
              key={shiftKey(shift)}
            />
          ))}
        </div>
        <div class="lanes-axis">
          <Axis domain={domain} />
        </div>
      </div>
      <figcaption class="muted">
        Bars: how often each stance was heard, by {timeline.size} of UTC. Arrows: a holder who moved to another one
        {timeline.isCut && `; the last ${timeline.stretches.length} ${timeline.size}s`}. The dates are days of UTC;
        moments are told in your zone.
      </figcaption>
    </figure>
  )
}

function Lanes({ timeline: { stretches }, domain }: Pick<Props, 'timeline' | 'domain'>) {
  const most = Math.max(1, ...stretches.flatMap(({ heard }) => stances.map((stance) => heard[stance].statements)))
  const width = domain.end - domain.start
  return (
    <div class="lane-bars" aria-hidden="true">
      {stances.map((stance) => (
        <div class="lane" key={stance}>
          {stretches.map(({ from, startMs, endMs, heard }) =>
            heard[stance].statements === 0 ? null : (
              <span
                class={`lane-bar lane-bar-${stance}`}
                style={{
                  left: `${placeOf(startMs, domain)}%`,
                  width: `${((endMs - startMs) / width) * 100}%`,
                  height: `${(heard[stance].statements / most) * 100}%`,
                }}
                key={from}
              />
            ),
          )}
        </div>
      ))}
    </div>
  )
}

/** Arrows so close, in per cent of the width, would stand on one another. */
const close = 0.8
const closeRem = 0.9

/** How many of the changes before this one stand at the same place. */
function closeBefore(shifts: readonly Shift[], at: number, domain: Domain): number {
  const placeAt = (shift: Shift | undefined) => placeOf(Date.parse(shift?.statedAt ?? ''), domain)
  return shifts.slice(0, at).filter((other) => Math.abs(placeAt(other) - placeAt(shifts[at])) < close).length
}

type ArrowProps = Pick<Props, 'domain' | 'pointAt'> & {
  readonly shift: Shift
  readonly isPointedAt: boolean
  /** How many others it stands beside. */
  readonly beside: number
}

function Arrow({ shift, domain, isPointedAt, beside, pointAt }: ArrowProps) {
  const { name, fromStance, toStance, statedAt, holderId } = shift
  const ms = Date.parse(statedAt)
  const text = `${isolated(name)}: from ${fromStance} to ${toStance}, ${Number.isNaN(ms) ? statedAt : momentTitle(ms)}`
  const places = stances.map(String)
  const isDown = places.indexOf(toStance) > places.indexOf(fromStance)
  const lanes = isDown ? `${fromStance}-${toStance}` : `${toStance}-${fromStance}`
  return (
    <a
      class={`shift shift-${lanes} ${isDown ? 'shift-down' : 'shift-up'} ${isPointedAt ? 'shift-pointed' : ''}`}
      style={{ left: `calc(${placeOf(ms, domain)}% - ${beside * closeRem}rem)` }}
      href={linkWith({ holder: holderId })}
      title={text}
      aria-label={text}
      onPointerEnter={() => pointAt(shiftKey(shift))}
      onPointerLeave={() => pointAt('')}
      onFocus={() => pointAt(shiftKey(shift))}
      onBlur={() => pointAt('')}
    >
      <span class={`shift-sign stance-${toStance}`}>{signs[toStance] ?? '·'}</span>
    </a>
  )
}
