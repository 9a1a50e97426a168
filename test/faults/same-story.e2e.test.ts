import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type DiscoveredUrl, messageVersion, type TerminalEvent } from '@stancewire/contracts'
import { openEdge, openLog, openRedis } from '@stancewire/runtime'
import { openRuns } from '@stancewire/storage'
import { canonicalUrl, hostKey, urlId } from '@stancewire/url'
import { expect, inject, it } from 'vitest'
import { untilEnded } from '../e2e/crowd-line.ts'
import { openLine, type TestLine } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers } from './numbers.ts'

const addsOfEach = 20
const connections = 10
const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')
const path = '/2024/02/27/the-valley-wants-its-night-trains-back'

const tracking = [
  'utm_source=letter',
  'utm_medium=social&utm_campaign=spring',
  'fbclid=abc',
  'gclid=1',
  'msclkid=2',
  'mc_cid=3',
]
/** Ways in which one page is linked to: known to be one before anybody asks for it. */
const spellings = [
  path,
  `${path}/`,
  `/${path}`,
  `${path}.html`,
  `${path}/amp`,
  `${path}/amp/`,
  `${path}.amp`,
  `${path}/print`,
  `${path}#comments`,
  `${path}?print=1`,
  `${path}?outputType=amp`,
  `/2024/./02/27/x/..${path.slice('/2024/02/27'.length)}`,
  path.replace('valley', '%76alley'),
  `${path};jsessionid=A1B2C3`,
  ...tracking.map((query) => `${path}?${query}`),
]
/** Other addresses at which the same page stands, and says which address is its own. */
const mirrors = Array.from({ length: 30 }, (_, at) => `/section-${at}/mirrored-${at}-of-the-night-trains-story`)

const text = `The railway of the valley wants its night trains back after eleven years. A study that the council paid for counts
four thousand seats a week that nobody offers today, and says that most of them would be sold.
“The night trains should run again,” Greta Holm said on Tuesday in front of the old engine shed.
The railway owns six sleeping cars that stand under a roof of tin. Painting them would take a winter, and the doors need
new locks. A night train would leave at ten and be at the coast before the bakers close their first shift.`

/** A site that answers every address with the one page. */
async function openStorySite() {
  let requests = 0
  const server = createServer((_, response) => {
    requests++
    const paragraphs = text.split('. ').map((sentence) => `<p>${sentence}.</p>`)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><head><title>The valley wants its night trains back</title>
<link rel="canonical" href="${base()}${path}"><meta property="article:published_time" content="2024-02-27T10:00:00Z"></head>
<body><article><h1>The valley wants its night trains back</h1>${paragraphs.join('\n')}</article></body></html>`)
  })
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    base: base(),
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function found(url: string): Omit<DiscoveredUrl, 'run'> {
  const hint = { title: null, publishedAt: null }
  const discoveredAt = new Date().toISOString()
  const id = urlId(canonicalUrl(url) ?? url)
  return { v: messageVersion, urlId: id, url, host: hostKey(url), sourceId: null, outlet: null, discoveredAt, hint }
}

/** Offers all of them at the same moment, over several connections; counts the answers. */
async function addAtOnce({ prefix }: TestLine, urls: readonly string[]): Promise<Record<string, number>> {
  await using open = new AsyncDisposableStack()
  const log = openLog('e2e', 'silent')
  const offers = Array.from({ length: connections }, () => {
    const redis = open.use(openRedis(inject('redisUrl'), log))
    const runs = openRuns(redis, { prefix, seenDays: 90, inFlightMax: 100_000 })
    return openEdge(redis, { runs, memoryShareMax: 0.6, log })
  })
  const answers = await Promise.all(urls.map((url, at) => offers[at % connections]?.(found(url))))
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[answer?.is ?? 'none'] = (counts[answer?.is ?? 'none'] ?? 0) + 1
  return counts
}

function idOf(event: TerminalEvent): string {
  return 'articleId' in event.data ? event.data.articleId : event.type
}

it('makes one article of a thousand adds of the same story under fifty addresses', async () => {
  await using site = await openStorySite()
  const variants = [...spellings, ...mirrors].map((variant) => `${site.base}${variant}`)
  expect(new Set(spellings.map((spelling) => found(`${site.base}${spelling}`).urlId)).size, 'spellings are one').toBe(1)
  expect(variants.length).toBe(50)
  const limits = { fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 } }
  await using line = await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [], limits })
  await line.startAll(['fetcher', 'parser', 'deduplicator', 'stance-classifier'])
  await line.start('deduplicator', { instance: 'two' })

  const adds = Array.from({ length: addsOfEach }, () => variants).flat()
  const { accepted = 0, known = 0, running = 0, ...others } = await addAtOnce(line, adds)
  expect(others).toEqual({})
  expect(accepted, 'runs').toBe(1 + mirrors.length)
  expect(accepted + known + running).toBe(1_000)
  const endedAfterMs = await untilEnded(line, accepted, 90_000)

  const ends = await line.ends()
  const classified = ends.filter(({ type }) => type === 'article.classified')
  const duplicated = ends.filter(({ type }) => type === 'article.duplicated')
  expect(classified.length, 'events of the article').toBe(1)
  expect(new Set(ends.map(idOf)).size, 'articles').toBe(1)
  const recorded = duplicated.length + known + running
  expect(recorded, 'recorded duplicates').toBe(adds.length - 1)
  const stories = (await line.events()).filter(({ type }) => type.startsWith('story.'))
  expect(stories.map(({ type }) => type)).toEqual(['story.created'])
  printNumbers(`${adds.length} adds of one story under ${variants.length} addresses, over ${connections} connections`, {
    'answered as on its way': running,
    'answered as known': known,
    'found to be duplicates by their page': duplicated.length,
    'recorded duplicates': recorded,
    'articles classified': classified.length,
    'pages fetched': site.requests(),
    'all ended after (ms)': endedAfterMs,
  })
  await expectAccountsBalance(line)
})
