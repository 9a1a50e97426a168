export type Point = { readonly x: number; readonly y: number }

/** A line through points by least squares: how steep, and how unsure that is. */
export type Slope = { readonly perX: number; readonly standardError: number }

/** Fits a line; `undefined` for fewer than three points or where all stand at the same place. */
export function slopeOf(points: readonly Point[]): Slope | undefined {
  const count = points.length
  const mean = (value: (point: Point) => number) => points.reduce((sum, point) => sum + value(point), 0) / count
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)]
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  if (count < 3 || spread === 0) return undefined
  const perX = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
  const left = points.reduce((sum, { x, y }) => sum + (y - meanY - perX * (x - meanX)) ** 2, 0)
  return { perX, standardError: Math.sqrt(left / (count - 2) / spread) }
}
