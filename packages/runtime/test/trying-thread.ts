/** What a task of this file does to its thread. */
export type Trial =
  | { readonly does: 'answer'; readonly with: unknown }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'block' | 'spin' | 'heap' | 'hold' | 'exit' | 'throw' | 'stray' | 'count' | 'where' }

class TrialError extends Error {
  override readonly name = 'TrialError'
}

/** `breaks`: shared with whoever opens the threads; none starts while it holds anything but 0. */
type Given = { readonly greeting: string; readonly breaks?: Int32Array<SharedArrayBuffer> }

/** Work that blocks its thread, starves it, ends it, or throws; `counted` goes up with each task that this thread does. */
export function makeWork({ greeting, breaks }: Given) {
  if (breaks?.[0]) throw new Error('this work cannot be made')
  let counted = 0
  return (trial: Trial): unknown => {
    counted++
    switch (trial.does) {
      case 'answer':
        return { greeting, with: trial.with }
      case 'count':
        return counted
      case 'where':
        return process.execArgv
      case 'wait':
        return sleep(trial.ms)
      case 'block':
        return sleep(600_000)
      case 'spin':
        return spin([])
      case 'heap':
        return exhaustHeap()
      case 'hold':
        return holdForEver(100)
      case 'exit':
        return process.exit(3)
      case 'throw':
        throw new TrialError('this task cannot be done')
      case 'stray':
        setImmediate(() => {
          throw new Error('thrown where nobody listens')
        })
        return new Promise(() => {})
    }
  }
}

function sleep(ms: number): string {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  return 'waited'
}

function exhaustHeap(): never {
  const held: number[][] = []
  for (;;) held.push(Array.from({ length: 10_000 }, (_, at) => at + held.length))
}

function holdForEver(mb: number): never {
  return spin(Array.from({ length: mb }, () => new Array(131_072).fill(0.5)))
}

function spin(held: readonly unknown[]): never {
  let turns = 0
  while (held.length >= 0) turns++
  throw new Error(`came to an end after ${turns} turns`)
}
