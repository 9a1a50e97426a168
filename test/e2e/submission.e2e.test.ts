import { type BodyRef, openMarks } from '@stancewire/storage'
import { urlId } from '@stancewire/url'
import { expect, it } from 'vitest'
import { expectAccountsBalance } from '../faults/account.ts'
import { runCommand } from '../faults/command.ts'
import { openCrowd } from './crowd.ts'
import { openCrowdLine, untilEnded } from './crowd-line.ts'
import { type TestLine, until } from './line.ts'
import { openSubmitter } from './submitter.ts'

const workers = ['fetcher', 'parser', 'deduplicator', 'stance-classifier'] as const

/** What was handed in and is kept, or the pages of what is on its way. */
async function kept({ stores }: TestLine, kind: 'submitted' | 'page'): Promise<BodyRef[]> {
  const refs: BodyRef[] = []
  for await (const { ref } of stores.bodies.list(kind)) refs.push(ref)
  return refs
}

it('classifies what was submitted, as a page, as text, or to be fetched, and the archive tells of it', async () => {
  await using crowd = await openCrowd(3)
  await using line = await openCrowdLine(crowd)
  await line.start('api')
  const { submit, ask } = await openSubmitter(line)
  await line.startAll(workers)
  await line.start('archive')
  const pages = await Promise.all(crowd.listed.map(async ({ url }) => (await fetch(url)).text()))
  const [html = '', asText = ''] = pages
  const text = asText.replace(/<[^>]+>/g, '\n')
  const before = crowd.requests.get(0)?.length
  // Nobody serves this address: it is not asked.
  const url = 'https://paper.example/trams/one'
  const articles = [{ html, url, outlet: 'The Paper', publishedAt: '2026-03-03' }, { text }]
  expect((await submit('articles', { articles })).json.items).toMatchObject([
    { is: 'accepted', run: 1, urlId: urlId(url), url },
    { is: 'accepted', run: 1 },
  ])
  const fetched = crowd.listed[2]?.url ?? ''
  expect((await submit('urls', { urls: [{ url: fetched }] })).status).toBe(202)
  await untilEnded(line, 3, 60_000)
  const ends = await line.ends()
  expect(ends.map(({ type }) => type)).toEqual(Array(3).fill('article.classified'))
  expect(crowd.requests.get(0)?.length, 'requests of the page that was handed in').toBe(before)

  const found = async () => (await ask('/v1/articles?topic=night-trains')).json.items ?? []
  await until('all are in the archive', 20_000, async () => (await found()).length === 3)
  const told = (await found()).map((article) => [article.url, article.outlet])
  expect(told).toContainEqual([url, 'The Paper'])
  expect(told.map(([each]) => String(each).replace(/[0-9a-f]{64}/, ''))).toContain('text:')
  await expectAccountsBalance(line)
})

it('does what was submitted again from what was handed in: when its page is lost, and when its run has failed', async () => {
  await using crowd = await openCrowd(1)
  await using line = await openCrowdLine(crowd)
  await line.start('api')
  const { submit } = await openSubmitter(line)
  await line.start('fetcher')
  const html = await (await fetch(crowd.listed[0]?.url ?? '')).text()
  const url = 'https://paper.example/trams/two'
  await submit('articles', { articles: [{ html, url }] })
  await until('its page waits', 20_000, async () => (await kept(line, 'page')).length === 1)
  for (const ref of await kept(line, 'page')) await line.stores.bodies.drop(ref)

  await line.start('parser', { faults: [{ at: 'work:parse', does: 'throw', always: true }] })
  await untilEnded(line, 1, 60_000)
  expect((await line.ends()).map(({ type }) => type)).toEqual(['url.failed'])
  expect((await kept(line, 'page')).length, 'the page was had again').toBe(1)
  await line.stop('parser')
  await line.startAll(['parser', 'deduplicator', 'stance-classifier'])
  const retried = await runCommand(line, ['failed', 'retry', '--all', '--yes'])
  expect(retried.stderr + retried.stdout).not.toContain('unknown option')
  await untilEnded(line, 2, 60_000)
  expect((await line.ends()).map(({ type }) => type)).toEqual(['url.failed', 'article.classified'])
  const [mark] = await openMarks(line.redis, line).of([urlId(url)])
  expect(mark).toMatchObject({ run: 2, hasEntry: false })
  await expectAccountsBalance(line)
})
