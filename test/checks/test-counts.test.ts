import { expect, it } from 'vitest'
import { closingLine, countTests } from '../test-counts.ts'

const report = (over: object) =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...over,
  })

it('closes a good run with exactly what was counted', () => {
  expect(closingLine(countTests(report({}), 0))).toBe('3 passed, 0 failed')
  expect(closingLine(countTests(report({ numPendingTests: 2 }), 0))).toBe('3 passed, 0 failed, 2 skipped')
})

it('counts a file that broke outside its tests as one failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
  ]
  expect(countTests(report({ numFailedTests: 1, testResults }), 1).failed).toBe(2)
})

it('never says that nothing failed when the run did', () => {
  expect(countTests(report({}), 1).failed).toBe(1)
  expect(countTests('', 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countTests('{"numPassedTests":"many"}', 0).failed).toBe(1)
})
