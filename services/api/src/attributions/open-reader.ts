import { openLateThread } from '../late-thread.ts'
import type { makeWork, ReadingTask } from './thread.ts'

// Some 60 ms each at worst: the last of them waits for a second.
const usualMost = 16
const withinMs = 10_000

/** Reads texts for who said what, one after the other, beside everything else. */
export type AttributionReader = {
  /** What `attribute` of `packages/stance` finds. `busy`: so many are asked for that this one should be asked for later. */
  read(task: ReadingTask): Promise<ReturnType<ReturnType<typeof makeWork>> | 'busy'>
}

/** Its thread starts with the first text. Disposing ends it, and the reading of texts that are still read. */
export function openAttributionReader({ most = usualMost } = {}): AttributionReader & AsyncDisposable {
  const thread = openLateThread<typeof makeWork>(new URL('./thread.ts', import.meta.url))
  let isClosed = false
  let asked = 0
  return {
    async read(task) {
      if (isClosed || asked >= most) return 'busy'
      asked++
      try {
        return await thread.run(task, AbortSignal.timeout(withinMs))
      } finally {
        asked--
      }
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      await thread[Symbol.asyncDispose]()
    },
  }
}
