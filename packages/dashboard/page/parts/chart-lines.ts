import type { ComponentChildren } from 'preact'
import type uPlot from 'uplot'

/** One line of a chart; `color` is one of the chart colours of `look/tokens.css`. */
export type Series = {
  readonly label: string
  readonly values: readonly (number | null)[]
  readonly color: 1 | 2 | 3 | 4 | 5 | 6
}

export type ChartProps = {
  readonly title: string
  /** The moments, as ISO strings or milliseconds, oldest first. */
  readonly at: readonly (string | number)[]
  readonly series: readonly Series[]
  /** How a value is written. */
  readonly text: (value: number | null | undefined) => string
  /** Stands beside the title. */
  readonly note?: ComponentChildren
  readonly height?: number
}

/** The numbers as uplot takes them: seconds first, then each series. */
export function alignedData({ at, series }: Pick<ChartProps, 'at' | 'series'>): uPlot.AlignedData {
  const seconds = at.map((moment) => new Date(moment).getTime() / 1_000)
  return [seconds, ...series.map(({ values }) => [...values])]
}
