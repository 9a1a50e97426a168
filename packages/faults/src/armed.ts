import { writeSync } from 'node:fs'
import { type Fault, readPlan } from './config.ts'
import type { WorkPoint, Write } from './points.ts'

export { type WorkPoint, type Write, writes } from './points.ts'

type Point = `${Write}:${'before' | 'after'}` | `work:${WorkPoint}`

const plan = readPlan().map((fault) => ({ ...fault, passed: 0 }))

/** As in `index.ts`, with the faults of STANCEWIRE_FAULTS. Loaded only under `--conditions=stancewire-faults`. */
export async function atWrite<T>(write: Write, work: () => Promise<T>): Promise<T> {
  atPoint(`${write}:before`)
  const result = await work()
  atPoint(`${write}:after`)
  return result
}

/** As in `index.ts`, with the faults of STANCEWIRE_FAULTS. */
export function atPoint(point: Point, about = ''): void {
  for (const fault of plan) {
    if (fault.at !== point || !about.includes(fault.about)) continue
    fault.passed++
    if (fault.always ? fault.passed < fault.nth : fault.passed !== fault.nth) continue
    // Written at once: what is buffered dies with the process.
    writeSync(2, `fault at ${point}: ${fault.does}\n`)
    effects[fault.does](fault.ms)
  }
}

const effects: Readonly<Record<Fault['does'], (ms: number) => void>> = {
  die() {
    process.kill(process.pid, 'SIGKILL')
    // Nothing more of this process happens until the signal arrives.
    block(10_000)
  },
  exit: () => process.exit(3),
  heap: exhaustHeap,
  block,
  throw() {
    throw new Error('a fault was asked for')
  },
}

function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function exhaustHeap(): never {
  const held: number[][] = []
  for (;;) held.push(new Array<number>(100_000).fill(held.length))
}
