import { join } from 'node:path'
import type { TerminalEvent } from '@stancewire/contracts'
import { expect, inject, it } from 'vitest'
import { openNewsroom } from '../newsroom/site.ts'
import { openLine, stageServices, until } from './line.ts'

const content = join(import.meta.dirname, '..', 'newsroom', 'content')
const fast = { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 4, totalTimeoutMs: 1_500 }

function endOf(event: TerminalEvent): string {
  return event.type === 'url.stopped' ? `stopped ${event.data.reason}` : event.type.replace(/^\w+\./, '')
}

it.each(['ground-troops', 'car-free-centre'])(
  'reads the newsroom %s: each address ends as its content folder says',
  async (folder) => {
    await using newsroom = await openNewsroom(join(content, folder), { speed: 20 })
    const sources = newsroom.sources.map(({ id, url, outlet }) => ({ id, url, outlet, everySeconds: 0.3 }))
    await using line = await openLine({
      redisUrl: inject('redisUrl'),
      topics: [newsroom.topicFile],
      sources,
      limits: { fetch: fast },
    })
    await Promise.all(stageServices.map((name) => line.start(name)))
    await newsroom.allAppeared
    await until('every address has ended', 120_000, async () => {
      const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
      return accepted === newsroom.urlCount && ended === accepted
    })
    const ends = await line.ends()
    const byUrl = Map.groupBy(ends, ({ data }) => data.url)
    expect([...byUrl.values()].filter((events) => events.length !== 1)).toEqual([])

    // Which member of a group arrives first is chance; that one of them is classified is not.
    const copied = new Set(newsroom.expected.flatMap(({ url, copyOf }) => (copyOf === undefined ? [] : [url, copyOf])))
    const wrong = newsroom.expected.flatMap(({ url, listedUrl, end, reason }) => {
      const was = byUrl.get(listedUrl)?.map(endOf).join() ?? 'none'
      const should = reason === undefined ? end : `${end} ${reason}`
      return copied.has(url) || was === should ? [] : [{ listedUrl, should, was }]
    })
    expect(wrong).toEqual([])
    const groups = Map.groupBy(newsroom.expected, ({ url, copyOf }) => copyOf ?? url)
    for (const [source, members] of groups) {
      if (members.length < 2) continue
      const events = members.map(({ listedUrl }) => byUrl.get(listedUrl)?.[0])
      const kinds = events.map((event) => event?.type).sort()
      const oneRead = ['article.classified', ...members.slice(1).map(() => 'article.duplicated')]
      expect(kinds, `ends of ${source} and its copies`).toEqual(oneRead)
      expect(new Set(events.map((event) => event && 'groupId' in event.data && event.data.groupId)).size).toBe(1)
    }
  },
)
