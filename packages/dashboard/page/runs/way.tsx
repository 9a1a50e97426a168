import type { ListUrlTrace } from '../api/answers.ts'
import { stageName } from '../jobs/stages.ts'
import { durationText } from '../parts/amounts.ts'
import { When } from '../parts/when.tsx'

type Step = ListUrlTrace['items'][number]['steps'][number]

type Props = {
  /** When the address was found, or asked for again, where that is known. */
  readonly foundAt: string | null
  /** Whether the address had a run before this one. */
  readonly isAgain: boolean
  readonly steps: readonly Step[]
  /** Where it stands since when, if it has not ended. */
  readonly open?: { readonly name: string; readonly since: string } | undefined
  /** When it ended, or now: milliseconds since 1970. */
  readonly endMs: number
}

/** One line of the picture: what it is, when it began, how long was waited and worked (ms). */
type Stretch = {
  readonly name: string
  readonly fromMs: number
  readonly waitedMs: number
  readonly workedMs: number | null
  readonly tries: number | null
}

const wide = 1_000
// What took no time worth a pixel is seen all the same.
const least = 4

/** The way of a run as a picture of time: how long it waited and was worked on at each stage, with the figures beside. */
export function Way({ foundAt, isAgain, steps, open, endMs }: Props) {
  const stretches = stretchesOf({ foundAt, steps, open, endMs })
  const fromMs = Math.min(...stretches.map((one) => one.fromMs))
  const allMs = Math.max(1, endMs - fromMs)
  const across = (ms: number) => (wide * Math.max(0, ms)) / allMs
  if (stretches.length === 0) return <p class="muted">How it went through the stages was not kept.</p>
  return (
    <div class="way">
      <table>
        <caption>
          <span>
            From {foundAt ? (isAgain ? 'being asked for again' : 'being found') : 'its first job'} to{' '}
            {open ? 'now' : 'its end'}: {durationText(allMs)}
          </span>
          <span class="way-legend" aria-hidden="true">
            <span class="way-key way-waited" /> waited <span class="way-key way-worked" /> worked
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" class="way-picture">
              <span class="unseen">Picture</span>
            </th>
            <th scope="col" class="end">
              Began
            </th>
            <th scope="col" class="end">
              Waited
            </th>
            <th scope="col" class="end">
              Worked
            </th>
            <th scope="col" class="end">
              Tries
            </th>
          </tr>
        </thead>
        <tbody>
          {stretches.map((one) => (
            <tr key={one.name}>
              <th scope="row">{one.name}</th>
              <td class="way-picture">
                <Bar {...one} at={across(one.fromMs - fromMs)} across={across} />
              </td>
              <td class="end" data-head="Began">
                <When at={new Date(one.fromMs).toISOString()} how="time" />
              </td>
              <td class="end number" data-head="Waited">
                {durationText(one.waitedMs)}
              </td>
              <td class="end number" data-head="Worked">
                {durationText(one.workedMs)}
              </td>
              <td class="end number" data-head="Tries">
                {one.tries ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type BarProps = Stretch & { readonly at: number; readonly across: (ms: number) => number }

function Bar({ at, waitedMs, workedMs, across }: BarProps) {
  const waited = waitedMs > 0 ? Math.max(across(waitedMs), least) : 0
  const worked = workedMs === null ? 0 : Math.max(across(workedMs), least)
  // At the end of the picture there must be room for what is seen all the same.
  const begin = Math.min(at, wide - waited - worked)
  return (
    <svg viewBox={`0 0 ${wide} 14`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="way-waited" x={begin} y="3" width={waited} height="8" />
      <rect class="way-worked" x={begin + waited} y="0" width={worked} height="14" />
    </svg>
  )
}

function stretchesOf({ foundAt, steps, open, endMs }: Omit<Props, 'isAgain'>): Stretch[] {
  const first = steps[0]?.queuedAt ?? open?.since
  const foundMs = foundAt === null ? Number.NaN : Date.parse(foundAt)
  const firstMs = Date.parse(first ?? '')
  const host: Stretch[] =
    firstMs > foundMs
      ? [{ name: 'At its host', fromMs: foundMs, waitedMs: firstMs - foundMs, workedMs: null, tries: null }]
      : []
  const passed = steps.map(
    ({ stage, queuedAt, waitedMs, workedMs, tries }): Stretch => ({
      ...{ name: stageName(stage), fromMs: Date.parse(queuedAt), waitedMs, workedMs, tries },
    }),
  )
  if (!open) return [...host, ...passed]
  const sinceMs = Date.parse(open.since)
  const now = { name: open.name, fromMs: sinceMs, tries: null, waitedMs: Math.max(0, endMs - sinceMs), workedMs: null }
  return [...host, ...passed, now]
}
