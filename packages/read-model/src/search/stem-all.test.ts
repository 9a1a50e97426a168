import { expect, it } from 'vitest'
import { stemAll } from './stem-all.ts'
import { stemmed } from './stemmed.ts'

const texts = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    ...{ number, text: `Trams number ${number} were promised; élèves marchent` },
    language: number % 2 === 0 ? 'en' : null,
  }))

it.each([0, 1, 49, 50, 400])('gives the same stems for %i texts as one by one, in their order', async (count) => {
  expect(await stemAll(texts(count))).toEqual(texts(count).map(stemmed))
})

it('keeps the answers of questions apart that are asked at the same time', async () => {
  const asked = [texts(80), texts(200), texts(60)]
  const answers = await Promise.all(asked.map(stemAll))
  expect(answers).toEqual(asked.map((some) => some.map(stemmed)))
})
