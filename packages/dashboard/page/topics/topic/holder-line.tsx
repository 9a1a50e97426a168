import { momentTitle } from '../../parts/moment-text.ts'
import { Stance } from '../../parts/stance.tsx'
import { type Statement, stances } from '../words.ts'
import { Axis, Grid } from './axis.tsx'
import { type Domain, placeOf } from './time-axis.ts'

const ticksMax = 4
/** Less sure statements move nobody. */
const sureFrom = 0.5

type Point = { readonly ms: number; readonly lane: number; readonly isSure: boolean; readonly text: string }

/** What a holder said, each statement a dot in the lane of its stance, and how they went from lane to lane. */
export function HolderLine({ statements }: { readonly statements: readonly Statement[] }) {
  const points = statements.flatMap(pointOf).toSorted((a, b) => a.ms - b.ms)
  const [first] = points
  const last = points.at(-1)
  if (!first || !last || first.ms === last.ms) return null
  const margin = (last.ms - first.ms) * 0.03
  const domain = { start: first.ms - margin, end: last.ms + margin }
  const sure = points.filter(({ isSure }) => isSure)
  return (
    <div class="holder-line" aria-hidden="true">
      <div class="lanes-frame">
        <div class="lane-names">
          {stances.map((stance) => (
            <Stance stance={stance} key={stance} />
          ))}
        </div>
        <div class="lanes">
          <Grid domain={domain} most={ticksMax} />
          {sure.map((point, at) => (
            <Steps from={point} to={sure[at + 1]} domain={domain} key={`${point.ms} ${at}`} />
          ))}
          {points.map((point, at) => (
            <Dot point={point} domain={domain} key={`${point.ms} ${at}`} />
          ))}
        </div>
        <div class="lanes-axis">
          <Axis domain={domain} most={ticksMax} />
        </div>
      </div>
      <p class="muted">The dates are days of UTC.</p>
    </div>
  )
}

function pointOf({ statedAt, stance, confidence }: Statement): Point[] {
  const ms = Date.parse(statedAt)
  const lane = stances.map(String).indexOf(stance)
  if (Number.isNaN(ms) || lane === -1) return []
  return [{ ms, lane, isSure: confidence >= sureFrom, text: `${stance}, ${momentTitle(ms)}` }]
}

const middleOf = (lane: number) => ((lane + 0.5) / stances.length) * 100

function Dot({ point: { ms, lane, isSure, text }, domain }: { readonly point: Point; readonly domain: Domain }) {
  return (
    <span
      class={`dot dot-${stances[lane]} ${isSure ? '' : 'dot-unsure'}`}
      style={{ left: `${placeOf(ms, domain)}%`, top: `${middleOf(lane)}%` }}
      title={isSure ? text : `${text}, not sure`}
    />
  )
}

type StepsProps = { readonly from: Point; readonly to: Point | undefined; readonly domain: Domain }

/** Along the lane until something else is said, then across. */
function Steps({ from, to, domain }: StepsProps) {
  if (!to) return null
  const [left, right] = [placeOf(from.ms, domain), placeOf(to.ms, domain)]
  const [upper, lower] = [Math.min(from.lane, to.lane), Math.max(from.lane, to.lane)]
  return (
    <>
      <span class="step" style={{ left: `${left}%`, width: `${right - left}%`, top: `${middleOf(from.lane)}%` }} />
      {upper !== lower && (
        <span
          class="step step-across"
          style={{ left: `${right}%`, top: `${middleOf(upper)}%`, height: `${middleOf(lower) - middleOf(upper)}%` }}
        />
      )}
    </>
  )
}
