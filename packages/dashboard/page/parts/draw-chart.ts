import uPlot from 'uplot'
import { alignedData, type ChartProps } from './chart-lines.ts'
import { momentText, momentTitle } from './moment-text.ts'

const usualHeight = 180
const daySeconds = 86_400
const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** Draws a chart into a place, in the colours that the page has now. Its numbers are set by `setData`, its size by `setSize`. */
export function drawChart(place: HTMLElement, props: () => ChartProps): uPlot {
  const { series, text, height = usualHeight, at } = props()
  const style = getComputedStyle(place)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const line = { stroke: color('line'), width: 1 }
  const axis = { font: `12px ${color('sans')}`, stroke: color('muted'), grid: line, ticks: { ...line, size: 4 } }
  const options: uPlot.Options = {
    width: Math.max(place.clientWidth, 200),
    height,
    cursor: { points: { size: 7 }, drag: { x: false, y: false } },
    scales: { y: { range: (_, __, max) => [0, Math.max(max * 1.1, 1)] } },
    axes: [
      { ...axis, space: 70, size: 32, values: (_, seconds) => timeTexts(seconds) },
      { ...axis, size: 64, values: (_, values) => values.map((value) => text(value)) },
    ],
    series: [
      { label: 'Time', value: (_, second) => (typeof second === 'number' ? momentText(second * 1_000) : '–') },
      ...series.map((each) => ({
        label: each.label,
        stroke: color(`chart-${each.color}`),
        width: 1.75,
        points: { show: true, size: 5, fill: color(`chart-${each.color}`), filter: lonely },
        value: (_: uPlot, value: number | null) => text(value),
      })),
    ],
    hooks: { ready: [tellLast], setCursor: [tellLast], setData: [tellLast], setLegend: [tellUtc] },
  }
  return new uPlot(options, alignedData({ at, series }), place)
}

/** Where nobody points at a moment, the legend tells the last one. */
function tellLast(chart: uPlot): void {
  if (typeof chart.cursor.idx !== 'number') chart.setLegend({ idx: chart.data[0].length - 1 }, false)
}

/** The legend tells a moment in the viewer's zone, and in UTC on hover. */
function tellUtc(chart: uPlot): void {
  const second = chart.data[0][chart.legend.idx ?? -1]
  const cell = chart.root.querySelector('.u-legend .u-value')
  if (second === undefined) cell?.removeAttribute('title')
  else cell?.setAttribute('title', momentTitle(second * 1_000))
}

/** The places of a line whose value has none beside it: without a point of their own they would not be seen. */
function lonely(chart: uPlot, at: number): number[] {
  const values = chart.data[at] ?? []
  const isThere = (place: number) => typeof values[place] === 'number'
  return Array.from(values, (_, place) => place).filter(
    (place) => isThere(place) && !isThere(place - 1) && !isThere(place + 1),
  )
}

function timeTexts(seconds: readonly number[]): string[] {
  const [first = 0, second = first] = seconds
  const format = second - first >= daySeconds / 2 ? day : clockTime
  return seconds.map((each) => format.format(each * 1_000))
}
