import { type CheckoutCopy, copyCheckout } from './checkout-copy.ts'
import type { Guard } from './guard.ts'
import { guards } from './guards.ts'
import { runTest } from './run-test.ts'

/**
 * `npm run faults:guards`: breaks each guard of the line once, in a copy of this checkout, and runs the test that guards it,
 * which must fail. With words: only the guards whose names hold one of them.
 */

const words = process.argv.slice(2)
const chosen = guards.filter(({ guard }) => words.length === 0 || words.some((word) => guard.includes(word)))

await using copy = await copyCheckout()
let missed = 0
for (const guard of chosen) {
  const { isCaught, by } = await breakGuard(copy, guard)
  if (!isCaught) missed++
  console.log(
    `${isCaught ? 'caught' : 'MISSED'}  ${guard.guard}\n        ${guard.test.file}: ${guard.test.title}\n        ${by}`,
  )
}
console.log(`${chosen.length - missed} of ${chosen.length} broken guards were caught`)
process.exitCode = missed === 0 && chosen.length > 0 ? 0 : 1

async function breakGuard(checkout: CheckoutCopy, guard: Guard): Promise<{ isCaught: boolean; by: string }> {
  // A test that fails anyway would catch everything.
  const whole = await runTest(checkout.root, guard.test)
  if (whole.is !== 'passed') return { isCaught: false, by: `with the guard whole the test ${whole.is}: ${whole.why}` }
  const broken = await checkout.withChange(guard, () => runTest(checkout.root, guard.test))
  return {
    isCaught: broken.is === 'failed',
    by: broken.is === 'failed' ? broken.why : `the test ${broken.is} ${broken.why}`,
  }
}
