import { expect, it } from 'vitest'
import { openCrowd } from './crowd.ts'
import { openCrowdLine, untilEnded } from './crowd-line.ts'
import { until } from './line.ts'

type Page = { readonly items: readonly Record<string, unknown>[]; readonly next: string | null }

it('answers what a whole line has found, from the discovered URL to the position', async () => {
  await using crowd = await openCrowd(40)
  await using line = await openCrowdLine(crowd)
  const api = await line.start('api')
  await line.start('archive')
  await until(
    'the archive is told what is accepted',
    20_000,
    async () => (await line.redis.exists(`${line.prefix}:archive`)) === 1,
  )
  await line.start('discoverer')
  const base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(
    line
      .log()
      .split('\n')
      .find((text) => text.includes('"msg":"api"')) ?? '',
  )?.[1]
  const ask = async (path: string) => (await (await fetch(`${base}${path}`)).json()) as Page
  const moving = async () => (await ask('/v1/runs/moving?source=crowd-0')).items
  await until('runs are on their way', 20_000, async () => (await moving()).length > 0)
  expect((await moving())[0]).toMatchObject({ run: 1, lane: 'live', at: { is: 'at-host' } })

  for (const name of ['fetcher', 'parser', 'deduplicator', 'stance-classifier'] as const) await line.start(name)
  await untilEnded(line, 40, 60_000)
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

  const [classified] = (await ask('/v1/runs?endedBy=article.classified&source=crowd-0')).items
  const trace = (await ask(`/v1/urls/${classified?.urlId}/trace`)) as unknown as {
    items: { steps: { stage: string }[] }[]
  }
  expect(trace.items[0]?.steps.map(({ stage }) => stage)).toEqual(['fetch', 'parse', 'deduplicate', 'classify-stance'])
  expect(trace).toMatchObject({ moving: null })
  expect(await moving(), 'all have ended').toEqual([])
  expect(api.isGone()).toBe(false)
})
