import { setTimeout as sleep } from 'node:timers/promises'

type Options = {
  /** At most so often. */
  readonly everyMs: number
  /** The first answer is waited for so long. */
  readonly firstWithinMs: number
  readonly now?: () => number
}

/** What was found last, and whether looking fails or takes too long. */
export type Found<Result> = { readonly result: Result | undefined; readonly isAway: boolean }

// Looking shall take no more than this share of the time, however much there is to look at.
const shareOfTime = 1 / 20
const lateAfterMs = 5_000
const afterFailureMs = 1_000
// What failed slowly may be back soon, and an alarm must not outlive it for long.
const afterSlowFailureMs = 10_000

/** Looks now and again, when somebody asks, and tells what was found last: nobody waits but for the first look, and then not for long. */
export function nowAndAgain<Result>(
  look: () => Promise<Result>,
  { everyMs, firstWithinMs, now = () => performance.now() }: Options,
): () => Promise<Found<Result>> {
  let found: Result | undefined
  let hasFailed = false
  let nextMs = Number.NEGATIVE_INFINITY
  let beganMs = 0
  let looking: Promise<void> | undefined

  const begin = async () => {
    beganMs = now()
    try {
      found = await look()
      hasFailed = false
    } catch {
      hasFailed = true
    } finally {
      const tookMs = now() - beganMs
      const pauseMs = hasFailed ? Math.min(afterFailureMs, everyMs) : everyMs
      const restMs = hasFailed ? Math.min(tookMs, afterSlowFailureMs) : tookMs / shareOfTime
      nextMs = Math.max(beganMs + pauseMs, now() + restMs)
      looking = undefined
    }
  }
  return async () => {
    if (!looking && now() >= nextMs) looking = begin()
    if (found === undefined && looking && now() - beganMs < firstWithinMs)
      await Promise.race([looking, sleep(firstWithinMs, undefined, { ref: false })])
    const isLate = looking !== undefined && now() - beganMs > lateAfterMs
    return { result: found, isAway: hasFailed || isLate }
  }
}
