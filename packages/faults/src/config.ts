import { env } from 'node:process'
import { z } from 'zod'

/** What a test asks for: at the `nth` passing of a point (of those whose subject contains `about`), this happens. */
const Fault = z.strictObject({
  at: z.string(),
  nth: z.int().min(1).default(1),
  /** Every passing from the nth on, not the nth alone. */
  always: z.boolean().default(false),
  about: z.string().default(''),
  does: z.enum(['die', 'exit', 'heap', 'block', 'throw']),
  /** How long a `block` lasts. */
  ms: z.int().min(0).default(0),
})
export type Fault = z.infer<typeof Fault>

/** The faults that STANCEWIRE_FAULTS asks for, as JSON. */
export function readPlan(): Fault[] {
  return z.array(Fault).parse(JSON.parse(env.STANCEWIRE_FAULTS ?? '[]'))
}
