import { useEffect, useRef } from 'preact/hooks'
import type uPlot from 'uplot'
import { useStore } from '../store.ts'
import { isDark } from '../theme.ts'
import { alignedData, type ChartProps } from './chart-lines.ts'
import { drawChart } from './draw-chart.ts'
import { When } from './when.tsx'
import 'uplot/dist/uPlot.min.css'
import './chart.css'

/** Values over time as lines, and the same as a table for those who want to read or hear them. */
export function Chart(props: ChartProps) {
  const { title, note } = props
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef<uPlot | undefined>(undefined)
  const chosen = useStore(isDark)
  const latest = useRef(props)
  latest.current = props
  const look = `${chosen} ${props.series.map(({ label, color }) => `${label} ${color}`).join()}`

  useEffect(() => {
    const box = place.current
    if (!box || look === '') return
    const chart = drawChart(box, () => latest.current)
    drawn.current = chart
    const fit = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: chart.height }))
    fit.observe(box)
    return () => {
      fit.disconnect()
      chart.destroy()
    }
  }, [look])
  const { at, series } = props
  useEffect(() => drawn.current?.setData(alignedData({ at, series })), [at, series])

  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        {note && <span class="muted">{note}</span>}
      </figcaption>
      <div ref={place} class="chart-place" aria-hidden="true" />
      <Numbers {...props} />
    </figure>
  )
}

const shownRows = 48

function Numbers({ title, at, series, text }: ChartProps) {
  const rows = at.map((moment, row) => ({ moment, row })).slice(-shownRows)
  return (
    <details class="chart-numbers">
      <summary>The numbers</summary>
      <div class="chart-table">
        <table>
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {series.map(({ label }) => (
                <th scope="col" class="end" key={label}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.toReversed().map(({ moment, row }) => (
              <tr key={row}>
                <th scope="row">
                  <When at={new Date(moment).toISOString()} how="date" />
                </th>
                {series.map(({ label, values }) => (
                  <td class="end" key={label}>
                    {text(values[row])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
