import { LineAwayError, type LineConnection } from '../src/line-connection.ts'
import type { Intake } from '../src/submission/intake.ts'

async function away(): Promise<never> {
  throw new LineAwayError('Redis does not answer')
}

/** A line whose Redis is away. */
export const awayLine: LineConnection = {
  redis: {} as LineConnection['redis'],
  whileThere: away,
  isThere: async () => false,
  async [Symbol.asyncDispose]() {},
}

/** The way into a line whose Redis is away. */
export const awayIntake: Intake = {
  door: away,
  keys: { hold: () => ({ claim: away, renew: away, keep: away, release: away }), leaseMs: 10_000 },
  allowPrivate: 'none',
}
