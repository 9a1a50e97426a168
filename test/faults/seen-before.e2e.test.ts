import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openBullQueues } from '@stancewire/runtime'
import { expect, it } from 'vitest'
import { type Crowd, openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'

const count = shortOrLong(60, 600)
const pollsAfterwards = shortOrLong(5, 15)

/** A feed that lists the same pages each time, in another order, under another etag, with other titles and fragments. */
async function openRestlessFeed({ listed }: Pick<Crowd, 'listed'>) {
  let polls = 0
  const server = createServer((_, response) => {
    polls++
    const items = listed.map(({ url }, at) => ({
      id: `${polls}-${at}`,
      url: `${url}#from-feed-${polls}`,
      title: `The ${polls}th title of page ${at}`,
    }))
    const turned = [...items.slice(polls % items.length), ...items.slice(0, polls % items.length)]
    response.setHeader('content-type', 'application/feed+json')
    response.setHeader('etag', `"${polls}"`)
    response.end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Restless', items: turned }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    feedUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.json`,
    polls: () => polls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Forgets all that is kept only for a while: finished jobs, and events that consumers have read. */
async function purge({ redis, prefix }: TestLine): Promise<number> {
  let jobs = 0
  for (const queue of openBullQueues({ redis, prefix })) {
    for (const state of ['completed', 'failed'] as const) jobs += (await queue.clean(0, 0, state)).length
    await queue.close()
  }
  await redis.xtrim(`${prefix}:events`, 'MAXLEN', 0)
  return jobs
}

it('finds nothing new in what it has seen before, although queues and stream have forgotten it', async () => {
  await using crowd = await openCrowd(count)
  await using feed = await openRestlessFeed(crowd)
  await using line = await openCrowdLine({ ...crowd, feedUrls: [feed.feedUrl] })
  await line.startAll()
  await untilEnded(line, count, 90_000)
  const seen = { ...line, ends: async () => (await line.ends()).map(withoutFragment) }
  await expectOneEndEach(seen, crowd)
  await expectAccountsBalance(line)

  const jobs = await purge(line)
  const before = await line.stores.runs.counters()
  const requestsBefore = requestsOf(crowd)
  const pollsBefore = feed.polls()
  // One that starts anew has nothing in its own memory either.
  await line.stop('discoverer')
  await line.start('discoverer')
  await until('it polled again', 120_000, () => feed.polls() >= pollsBefore + pollsAfterwards)

  expect(await line.stores.runs.counters()).toEqual(before)
  expect(await line.events()).toEqual([])
  expect(requestsOf(crowd)).toBe(requestsBefore)
  printNumbers('The same items again after the purge', {
    urls: count,
    'finished jobs forgotten': jobs,
    'polls, each a changed feed': feed.polls() - pollsBefore,
    'items offered again': (feed.polls() - pollsBefore) * count,
    'new runs, new events, requests of pages': 0,
  })
  await expectAccountsBalance(line)
})

function requestsOf({ requests }: Pick<Crowd, 'requests'>): number {
  return [...requests.values()].reduce((sum, times) => sum + times.length, 0)
}

function withoutFragment<Event extends { readonly data: { readonly url: string } }>(event: Event): Event {
  return { ...event, data: { ...event.data, url: event.data.url.replace(/#.*$/, '') } }
}
