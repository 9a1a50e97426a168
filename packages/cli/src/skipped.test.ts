import { expect, it } from 'vitest'
import { addSkipped, skippedInWords, totalSkipped } from './skipped.ts'

it('what was skipped twice is told once, in words, and nothing where nothing was', () => {
  const skipped = addSkipped({ running: 1, 'no-body': 2 }, { running: 2, strange: 1 })
  expect(totalSkipped(skipped)).toBe(6)
  expect(skippedInWords(skipped)).toBe('; skipped: 3 on their way, 2 no longer kept, 1 strange')
  expect(skippedInWords({})).toBe('')
})
