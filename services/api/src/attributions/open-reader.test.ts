import { expect, it } from 'vitest'
import { openAttributionReader } from './open-reader.ts'

const text = 'The mayor said that the tram line would be built. The harbour was quiet.'

it('reads in a thread, and leaves this one free for others', async () => {
  await using reader = openAttributionReader()
  expect(await reader.read({ text, language: 'en-GB' })).toMatchObject([{ source: { start: 0, end: 9 } }])

  // Half a second of reading.
  const long = 'Ida Holm said the tram was late. Rolf Berg told her that the piers were old.\n\n'.repeat(1_500)
  let turns = 0
  const turning = setInterval(() => {
    turns++
  }, 1)
  const all = await Promise.all(Array.from({ length: 8 }, () => reader.read({ text: long, language: null })))
  clearInterval(turning)
  for (const each of all) expect(each.length).toBe(2_000)
  expect(turns).toBeGreaterThan(20)
})

it('tells of languages that it does not read', async () => {
  await using reader = openAttributionReader()
  expect(await reader.read({ text, language: 'de' })).toBe('language-unsupported')
})

it('refuses at once what would have to wait long, and reads again afterwards', async () => {
  await using reader = openAttributionReader({ most: 2 })
  const asked = [1, 2, 3].map(() => reader.read({ text, language: 'en' }))
  expect((await Promise.all(asked)).map((found) => typeof found)).toEqual(['object', 'object', 'string'])
  expect(await reader.read({ text, language: 'en' })).toHaveLength(1)
})

it('starts nothing where nothing was read, and reads nothing after its end', async () => {
  const reader = openAttributionReader()
  await reader[Symbol.asyncDispose]()
  expect(await reader.read({ text, language: 'en' })).toBe('busy')
})
