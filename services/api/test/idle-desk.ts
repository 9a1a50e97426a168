import { LineAwayError } from '../src/line-connection.ts'
import type { FailedDesk } from '../src/operations/failed-desk.ts'

const centuryMs = 100 * 365 * 86_400_000

/** A desk at which nobody works, beside a Redis that is away. */
export const idleDesk: FailedDesk = {
  keptMs: centuryMs,
  readJob: () => Promise.reject(new LineAwayError('Redis does not answer')),
  kick: () => {},
}
