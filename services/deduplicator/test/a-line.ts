import { randomUUID } from 'node:crypto'
import { DedupVerdict, type ParsedArticle, type RunRef, SideEvent, TerminalEvent } from '@stancewire/contracts'
import { boilerplateLimit, storyIdleMs, windowMs } from '@stancewire/dedup'
import { type Outcome, openLog, openRedis } from '@stancewire/runtime'
import { openArticleIndex, openGroups, openMemoryBodies, openStories, type RunState } from '@stancewire/storage'
import { afterAll, expect, inject } from 'vitest'
import { makeHandle } from '../src/handle.ts'
import type { KeptStory } from '../src/kept-story.ts'

const log = openLog('test', 'silent')
const redis = openRedis(inject('redisUrl'), log)
const used: string[] = []
afterAll(async () => {
  for (const prefix of used) {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      if ((keys as string[]).length > 0) await redis.del(keys as string[])
    }
  }
  await redis[Symbol.asyncDispose]()
})

/** A line of its own: handlers share Redis and bodies, as processes do. */
export function aLine() {
  const prefix = `{test-dedup-${randomUUID().slice(0, 8)}}`
  used.push(prefix.slice(0, -1).slice(1))
  const bodies = openMemoryBodies()
  const ends = new Map<string, RunState>()
  const index = openArticleIndex(redis, { prefix, windowMs, boilerplateLimit, seenDays: 90 })
  const groups = openGroups(redis, { prefix, seenDays: 90 })
  const runs = {
    state: async ({ urlId, run }: RunRef): Promise<RunState> => ends.get(`${urlId}/${run}`) ?? { is: 'running' },
  }
  const openHandle = (changes: Partial<Parameters<typeof makeHandle>[0]> = {}) =>
    makeHandle({
      bodies,
      index,
      groups,
      stories: openStories<KeptStory>(redis, { prefix, idleMs: storyIdleMs }),
      runs,
      ...changes,
    })
  /** A handle whose process ends where it is about to show an original. */
  const openDying = () => {
    const dying = () => Promise.reject(new Error('killed'))
    return openHandle({ groups: { ...groups, offerOriginal: dying } })
  }
  const first = openHandle()
  const work = { log, signal: new AbortController().signal, attempt: 1, isAgain: false }
  /** Everything that the index knows is gone, as after its window. */
  const forgetIndex = async () => {
    await redis.del(await redis.keys(`${prefix}:index:*`))
  }
  return {
    bodies,
    index,
    groups,
    runs,
    forgetIndex,
    async run(parsed: ParsedArticle, text: string, handle = first): Promise<Outcome<DedupVerdict>> {
      const { urlId, run } = parsed
      await bodies.write({ urlId, run, kind: 'text' }, text)
      await bodies.write({ urlId, run, kind: 'parsed' }, JSON.stringify(parsed))
      return handle(parsed, work)
    },
    openHandle: () => openHandle(),
    openDying,
    ended: ({ urlId, run }: ParsedArticle, by: string) => void ends.set(`${urlId}/${run}`, { is: 'ended', by }),
    withoutText: (parsed: ParsedArticle) => first(parsed, work),
  }
}

/** Article `id` (a letter or digit) under URL `url` (the same, if none is named). */
export function parsed(
  id: string,
  { url = id, run = 1, ...facts }: { url?: string; run?: number } & Partial<ParsedArticle['article']> = {},
): ParsedArticle {
  const hex = (name: string) => Buffer.from(name).toString('hex').padStart(32, '0')
  return {
    v: 1,
    urlId: `u${hex(url)}`,
    run,
    url: `https://news.example/${url}`,
    article: {
      articleId: `a${hex(id)}`,
      title: `Article ${id}`,
      outlet: `Outlet ${url}`,
      authors: [],
      publishedAt: '2024-02-27T10:00:00.000Z',
      modifiedAt: null,
      fetchedAt: '2024-02-27T12:00:00.000Z',
      language: 'en',
      kind: 'article',
      topics: [{ id: 'rain-tax', relevance: 0.9 }],
      ...facts,
    },
  }
}

export const sentences = [
  'The council of Drizzleford decided on Monday night to bring in a tax on rain water.',
  'Owners of houses will pay for every square metre of roof that drains into the sewers of the town.',
  'Hilda Puddle, the mayor, called the decision a fair way of sharing the bill for repairs.',
  'Her deputy reminded the hall that last autumn the market square stood under water for nine days.',
  'Two members of the opposition left the meeting before the vote was counted.',
  'Shopkeepers fear that the charge will drive their customers to the retail park across the river.',
  'A petition against the plan gathered four thousand names within a week.',
  'Engineers from the university had advised the council to begin with the oldest pipes.',
  'Gardens, green roofs and ponds are exempt under the rules that were published on Tuesday.',
  'The first bills are to be sent out in the spring after next, when every roof has been measured.',
  'Neighbouring Puddlebury watches closely, for its own sewers are older still.',
  'Nobody could say yet how the church, with its enormous roof, is going to be treated.',
]
export const report = sentences.join(' ')
export const edited = [...sentences.slice(0, 10), 'Puddlebury will wait and see.', sentences[11]].join(' ')
export const other = `A ferry with ninety passengers ran aground off the northern islands during the night. Lifeboats brought everybody ashore before dawn, and
  no one was hurt. The captain blamed a broken rudder. Divers will look at the hull as soon as the storm has passed. The company has hired a tug from the mainland, which
  is expected on Thursday. Until then the islands are served by a smaller boat. Tourists slept in the school, where the cook made soup for all of them at three in the morning.`
export const background = `${other} ${sentences.slice(1, 8).join(' ')}`

export const is = (outcome: Outcome<DedupVerdict>) => outcome.is
export const standing = (outcome: Outcome<DedupVerdict>) => {
  if (outcome.is !== 'pass') throw new Error(`outcome ${outcome.is}`)
  expect(DedupVerdict.safeParse(outcome.output).error).toBeUndefined()
  return outcome.output.standing
}
export const duplicate = (outcome: Outcome<DedupVerdict>) => {
  if (outcome.is !== 'end' || outcome.event.type !== 'article.duplicated') throw new Error(`outcome ${outcome.is}`)
  expect(TerminalEvent.safeParse(outcome.event).error).toBeUndefined()
  return outcome.event.data
}
export const announced = (outcome: Outcome<DedupVerdict>) => {
  const events = outcome.is === 'pass' || outcome.is === 'end' ? outcome.announce : []
  for (const event of events) expect(SideEvent.safeParse(event).error).toBeUndefined()
  return events.map(({ type }) => type)
}
