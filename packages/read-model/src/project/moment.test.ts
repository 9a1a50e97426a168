import { expect, it } from 'vitest'
import { holderId } from './holder-id.ts'
import { publishedMoment } from './moment.ts'

const fetchedAt = '2026-03-05T12:00:00.000Z'

it.each([
  ['an instant is itself', '2026-03-03T09:00:00Z', '2026-03-03T09:00:00Z', '2026-03-03T09:00:00.000Z'],
  ['the future is when it was fetched', '2027-01-01T00:00:00Z', fetchedAt, fetchedAt],
  ['what nobody knows is when it was fetched', null, fetchedAt, fetchedAt],
  ['a bare date counts to its end', '2026-03-03', '2026-03-03', '2026-03-03T23:59:59.999Z'],
  ['the date of today stays a date, and counts to now', '2026-03-05', '2026-03-05', fetchedAt],
])('published: %s', (_, publishedAt, at, counts) => {
  expect(publishedMoment(publishedAt, fetchedAt)).toEqual({ at, ms: Date.parse(counts) })
})

it('a holder has one id, whatever the case, accents and spacing of the name', () => {
  expect(holderId('Željko  Novák')).toBe(holderId('zeljko novak'))
  expect(holderId('Macron')).not.toBe(holderId('Merkel'))
  expect(holderId('王毅')).not.toBe(holderId('李强'))
  expect(holderId('???')).toMatch(/^h[0-9a-f]{32}$/)
})
