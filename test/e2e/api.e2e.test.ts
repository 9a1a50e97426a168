import { expect, it } from 'vitest'
import { openCrowd } from './crowd.ts'
import { openCrowdLine, untilEnded } from './crowd-line.ts'
import { until } from './line.ts'

type Page = { readonly items: readonly Record<string, unknown>[]; readonly next: string | null }

it('answers what a whole line has found, from the discovered URL to the position', async () => {
  await using crowd = await openCrowd(40)
  await using line = await openCrowdLine(crowd)
  const api = await line.start('api')
  await line.startAll()
  await line.start('archive')
  await untilEnded(line, 40, 60_000)
  const base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(
    line
      .log()
      .split('\n')
      .find((text) => text.includes('"msg":"api"')) ?? '',
  )?.[1]
  const ask = async (path: string) => (await (await fetch(`${base}${path}`)).json()) as Page
  const ended = async () => (await ask('/v1/runs?limit=200')).items.length
  await until('all is in the archive', 20_000, async () => (await ended()) === 40)

  const articles = (await ask('/v1/articles?topic=night-trains&limit=200')).items
  const expected = crowd.listed.filter(({ end }) => end === 'classified' || end === 'duplicated').map(({ url }) => url)
  expect(articles.map(({ url }) => url).sort()).toEqual(expected.sort())
  const positions = (await ask('/v1/topics/night-trains/positions')).items
  expect(positions.length).toBeGreaterThan(0)
  const [position] = positions
  const { text, statements } = (await ask(`/v1/articles/${position?.articleId}`)) as unknown as {
    text: string
    statements: { quote: string; start: number; end: number }[]
  }
  for (const { quote, start, end } of statements) expect(text.slice(start, end)).toBe(quote)
  expect(api.isGone()).toBe(false)
})
