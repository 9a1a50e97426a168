import type { Pass } from './row/questions.ts'

/** What a reader's passes say, the warm-up left out. */
export type Figures = {
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly medianMs: number
  readonly p95Ms: number
  /** Of the page that takes longest, its best pass: what the page costs, not what the machine did beside it. */
  readonly slowestMs: number
  readonly highestMb: number
  readonly failed: number
}

export function figuresOf(passes: readonly Pass[]): Figures {
  const pages = passes[0]?.ms.length ?? 0
  const ofPages = Array.from({ length: pages }, (_, at) => passes.map(({ ms }) => ms[at] ?? 0))
  const usual = ofPages.map(median).sort((a, b) => a - b)
  return {
    perSecond: pages / (median(passes.map(wallMs)) / 1_000),
    perCpuSecond: pages / (median(passes.map(({ cpuMs }) => cpuMs)) / 1_000),
    medianMs: median(usual),
    p95Ms: usual[Math.floor(usual.length * 0.95)] ?? 0,
    slowestMs: Math.max(0, ...ofPages.map((ms) => Math.min(...ms))),
    highestMb: Math.max(0, ...passes.map(({ highestMb }) => highestMb)),
    failed: passes.at(-1)?.failed ?? 0,
  }
}

/** How many times as fast as the other, round by round: what slows the machine slows both. */
export function timesAsFast(passes: readonly Pass[], other: readonly Pass[], cost: (pass: Pass) => number): number {
  const rounds = Math.min(passes.length, other.length)
  return median(passes.slice(0, rounds).map((pass, at) => costOf(other[at], cost) / cost(pass)))
}

export function wallMs({ ms }: Pass): number {
  return ms.reduce((sum, one) => sum + one, 0)
}

function costOf(pass: Pass | undefined, cost: (pass: Pass) => number): number {
  return pass ? cost(pass) : Number.NaN
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
