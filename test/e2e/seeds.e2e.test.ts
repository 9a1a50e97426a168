import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { promisify } from 'node:util'
import { PipelineEvent } from '@stancewire/contracts'
import { expect, inject, it } from 'vitest'
import { openLine } from './line.ts'

const run = promisify(execFile)
const shared = env.STANCEWIRE_SHARED
const root = join(import.meta.dirname, '..', '..')
const topic = join(root, 'test', 'newsroom', 'content', 'ground-troops', 'topic.yaml')

it('reads the five seeds: five articles in one story, no two of them copies', async ({ skip }) => {
  if (!shared) return skip('STANCEWIRE_SHARED does not name the folder that holds the seeds')
  const seeds = readdirSync(join(shared, 'seeds')).map((name) => join(shared, 'seeds', name))
  await using line = await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [] })
  const cli = join(root, 'packages', 'cli', 'bin', 'stancewire.mjs')
  await run(process.execPath, [cli, 'add', '--wait', ...seeds], { env: line.env })

  const events = (await line.events()).map((event) => PipelineEvent.parse(event))
  const articles = events.filter((event) => event.type === 'article.classified').map(({ data }) => data)
  expect(articles).toHaveLength(seeds.length)
  expect(new Set(articles.map(({ groupId }) => groupId)).size).toBe(seeds.length)
  expect(new Set(articles.map(({ storyId }) => storyId)).size).toBe(1)
  for (const { urlId, run: number, topics, title } of articles) {
    const text = await line.stores.bodies.read({ urlId, run: number, kind: 'text' })
    expect(text, title).not.toMatch(
      /Share this|Leave a Reply|Related Content|CLICK HERE|See also|Article Rating|View all comments|Photo\//,
    )
    for (const { quote, start, end } of topics.flatMap(({ positions }) => positions)) {
      if (start !== null && end !== null) expect(text?.slice(start, end)).toBe(quote)
      else expect(title).toContain(quote)
    }
  }
  expect(articles.flatMap(({ topics }) => topics.flatMap(({ positions }) => positions)).length).toBeGreaterThan(20)
})
