import type { AuditedLine } from './census.ts'
import { examine } from './examine.ts'
import type { Finding } from './finding.ts'
import { judge } from './judge.ts'
import type { Pace } from './look-again.ts'

export type { AuditedLine } from './census.ts'
export type { Check, Finding } from './finding.ts'

/**
 * Checks that a line, live or stopped, remembers the same everywhere: counters, marks, hosts, queues, stream, bodies. Gives one finding
 * that is `ok`, with its numbers, for each check where all is well, else one that is `wrong` for each thing that is and stays so.
 */
export async function audit(line: AuditedLine, pace: Pace = {}): Promise<Finding[]> {
  return judge(await examine(line, pace))
}
