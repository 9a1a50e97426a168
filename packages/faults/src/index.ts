import type { WorkPoint, Write } from './points.ts'

export { type WorkPoint, type Write, writes } from './points.ts'

/** Runs a write that a fault test may cut: it can die just before and just after. Without a test this is the write and nothing else. */
export function atWrite<T>(_write: Write, work: () => Promise<T>): Promise<T> {
  return work()
}

/** Marks a moment at which a fault test may end, block or starve this process or thread. Without a test this does nothing. */
export function atPoint(_point: `${Write}:${'before' | 'after'}` | `work:${WorkPoint}`, _about = ''): void {}
