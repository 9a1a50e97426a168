import type { MemoryWatch } from './memory-watch.ts'
import { type Point, slopeOf } from './slope.ts'

// Caches fill and code is compiled in the first minutes; V8 lets garbage lie for longer.
const warmUpHours = 5 / 60
const warmUpShare = 1 / 3
const judgedAfterHours = 20 / 60
// Of the memory that is in use, and of what the system counts, which V8 gives back late: so much in all, or so much an hour.
const inUse = { mbMax: 3, mbPerHourMax: 1 }
const resident = { mbMax: 100, mbPerHourMax: 10 }
const redisBytesPerRunMax = 12 * 1_024
// The first runs fill what is bounded: jobs kept, events for boards.
const redisWarmUpRuns = 2_000

export type MemoryVerdict = { readonly lines: readonly string[]; readonly leaks: readonly string[] }

/** How memory grew, and what grew beyond its bound. A slope is judged by what it surely is: two standard errors below. */
export function judgeMemory(watched: Pick<MemoryWatch, 'live' | 'resident' | 'redis'>): MemoryVerdict {
  const judged = [
    ...[...watched.live].map(([name, points]) => judgeProcess(`${name}, in use`, points, inUse)),
    ...[...watched.resident].map(([name, points]) => judgeProcess(`${name}, resident`, points, resident)),
    judgeRedis(watched.redis),
  ]
  return { lines: judged.map(({ line }) => line), leaks: judged.flatMap(({ isLeak, line }) => (isLeak ? [line] : [])) }
}

type Judged = { readonly line: string; readonly isLeak: boolean }

function judgeProcess(name: string, points: readonly Point[], bound: typeof inUse): Judged {
  const lived = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0)
  const isLong = lived >= judgedAfterHours
  const from = isLong ? Math.max(warmUpHours, lived * warmUpShare) : 0
  const slope = slopeOf(points.filter(({ x }) => x >= from))
  const now = `${(points.at(-1)?.y ?? 0).toFixed(1)} MB`
  if (!slope) return { line: `${name}: ${now}`, isLeak: false }
  const told = `${name}: ${now}, ${slope.perX.toFixed(1)} ± ${(2 * slope.standardError).toFixed(1)} MB/h`
  if (!isLong) return { line: `${told} (too short to be judged)`, isLeak: false }
  const most = Math.max(bound.mbPerHourMax, bound.mbMax / (lived - from))
  return { line: `${told}, at most ${most.toFixed(1)}`, isLeak: slope.perX - 2 * slope.standardError > most }
}

function judgeRedis(points: readonly Point[]): Judged {
  const later = points.filter(({ x }) => x >= redisWarmUpRuns)
  const slope = slopeOf(later) ?? slopeOf(points)
  if (!slope) return { line: 'redis: not measured', isLeak: false }
  const told = `redis: ${Math.round(slope.perX)} ± ${Math.round(2 * slope.standardError)} bytes an ended run`
  const isLong = later.length > 10
  if (!isLong) return { line: `${told} (its bounded lists still fill)`, isLeak: false }
  return {
    line: `${told}, at most ${redisBytesPerRunMax}`,
    isLeak: slope.perX - 2 * slope.standardError > redisBytesPerRunMax,
  }
}
