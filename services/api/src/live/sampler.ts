import { setTimeout as sleep } from 'node:timers/promises'

/** What is told to all who follow: one look for all of them, and none while nobody does. */
export type Sampler<Sample> = {
  /** What was seen within the last second, or is seen now. */
  now(): Promise<Sample>
  /** Tells of each sample from now on, until disposed; at once of one that is fresh. */
  follow(tell: (sample: Sample) => void): Disposable
}

type Options = { readonly everyMs?: number; readonly onFailure?: (error: unknown) => void }

const restMinMs = 100

/** Opens a sampler that looks each second, and never twice at a time. */
export function openSampler<Sample>(
  look: () => Promise<Sample>,
  { everyMs = 1_000, onFailure = () => {} }: Options = {},
): Sampler<Sample> {
  const followers = new Set<(sample: Sample) => void>()
  let held: { readonly sample: Promise<Sample>; readonly beganMs: number } | undefined
  let isRunning = false

  const lookAnew = () => {
    const mine = { sample: look(), beganMs: performance.now() }
    held = mine
    mine.sample.catch(() => {
      if (held === mine) held = undefined
    })
    return mine.sample
  }
  const isFresh = () => held !== undefined && performance.now() - held.beganMs < everyMs

  async function run(): Promise<void> {
    while (followers.size > 0) {
      const beganMs = performance.now()
      try {
        const sample = await lookAnew()
        for (const tell of followers) tell(sample)
      } catch (error) {
        onFailure(error)
      }
      await sleep(Math.max(restMinMs, everyMs - (performance.now() - beganMs)), undefined, { ref: false })
    }
  }
  const begin = () => {
    if (isRunning) return
    isRunning = true
    void run().finally(() => {
      isRunning = false
      // Somebody came while it ended.
      if (followers.size > 0) begin()
    })
  }
  return {
    now: () => (held && (isFresh() || isRunning) ? held.sample : lookAnew()),
    follow(tell) {
      // Each is one of its own, though two may be told by the same function.
      const mine = (sample: Sample) => tell(sample)
      const last = held
      if (last && performance.now() - last.beganMs < 2 * everyMs)
        last.sample.then(
          (sample) => followers.has(mine) && mine(sample),
          () => {},
        )
      followers.add(mine)
      begin()
      return { [Symbol.dispose]: () => void followers.delete(mine) }
    },
  }
}
