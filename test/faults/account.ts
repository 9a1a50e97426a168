import { audit } from '@stancewire/cli/audit'
import { expect } from 'vitest'
import type { TestLine } from '../e2e/line.ts'

/** Every fault test ends with this, the line running or stopped: nothing lost, nothing doubled, nothing left lying about. Prints the balance. */
export async function expectAccountsBalance(line: TestLine): Promise<void> {
  const findings = await audit(line)
  expect(
    findings.filter(({ is }) => is === 'wrong'),
    'accounts',
  ).toEqual([])
  console.log(findings.find(({ check }) => check === 'accounts')?.text)
}
