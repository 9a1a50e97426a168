import { type Figures, figuresOf, timesAsFast, wallMs } from './figures.ts'
import type { Measured } from './measure.ts'
import type { ReaderName } from './row/readers.ts'

const ours: ReaderName = 'stancewire'
const bare: ReaderName = 'cheerio.load'
const peer: ReaderName = 'readability + linkedom'
const floors = { share: 0.42, times: 4, slowestMs: 60, highestMb: 400 }

/** The readers whose ratios are judged. */
export const judged: ReadonlySet<ReaderName> = new Set([ours, bare, peer])

const columns: readonly [string, (figures: Figures) => string][] = [
  ['pages/s', ({ perSecond }) => perSecond.toFixed(1)],
  ['of CPU', ({ perCpuSecond }) => perCpuSecond.toFixed(1)],
  ['median ms', ({ medianMs }) => medianMs.toFixed(1)],
  ['p95 ms', ({ p95Ms }) => p95Ms.toFixed(1)],
  ['slowest ms', ({ slowestMs }) => slowestMs.toFixed(1)],
  ['peak MB', ({ highestMb }) => highestMb.toFixed(0)],
  ['nothing on', ({ failed }) => failed.toFixed(0)],
]

export function tellTable(measured: Measured): void {
  console.log(`\n${''.padEnd(24)}${columns.map(([title]) => title.padStart(12)).join('')}`)
  for (const [name, passes] of measured) {
    const figures = figuresOf(passes)
    console.log(`${name.padEnd(24)}${columns.map(([, show]) => show(figures).padStart(12)).join('')}`)
  }
}

/** Tells the ratios and limits beside their floors; gives whether all of them hold. */
export function tellFloors(measured: Measured, asServiceMb: number): boolean {
  const [own, ofBare, ofPeer] = [ours, bare, peer].map((name) => measured.get(name) ?? [])
  if (!own?.length) return true
  const { slowestMs, highestMb } = figuresOf(own)
  console.log('')
  const held = [
    !ofBare?.length || tellRatio(`share of bare ${bare}`, own, ofBare, floors.share),
    !ofPeer?.length || tellRatio(`times ${peer}`, own, ofPeer, floors.times),
    tellLimit('slowest page', slowestMs, floors.slowestMs, 'ms'),
    tellLimit(
      'memory at its highest',
      highestMb,
      floors.highestMb,
      'MB',
      `; bounded as a service ${asServiceMb.toFixed(0)}`,
    ),
  ]
  return held.every(Boolean)
}

type Passes = Parameters<typeof figuresOf>[0]

function tellRatio(what: string, own: Passes, other: Passes, floor: number): boolean {
  const wall = timesAsFast(own, other, wallMs)
  const cpu = timesAsFast(own, other, ({ cpuMs }) => cpuMs)
  return tell(what, `${wall.toFixed(2)} (floor ${floor}); of CPU ${cpu.toFixed(2)}`, wall >= floor)
}

function tellLimit(what: string, value: number, most: number, unit: string, more = ''): boolean {
  return tell(what, `${value.toFixed(0)} ${unit} (at most ${most})${more}`, value <= most)
}

function tell(what: string, figures: string, holds: boolean): boolean {
  console.log(`${what.padEnd(36)} ${figures}${holds ? '' : '  ^ missed'}`)
  return holds
}
