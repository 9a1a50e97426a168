import { randomUUID } from 'node:crypto'
import { DedupVerdict, type ParsedArticle, SideEvent, TerminalEvent } from '@stancewire/contracts'
import { boilerplateLimit, storyIdleMs, windowMs } from '@stancewire/dedup'
import { MissingBodyError, type Outcome, openLog, openRedis } from '@stancewire/runtime'
import { openArticleIndex, openGroups, openMemoryBodies, openStories, type RunState } from '@stancewire/storage'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { makeHandle } from './handle.ts'
import type { KeptStory } from './kept-story.ts'

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
function aLine() {
  const prefix = `{test-dedup-${randomUUID().slice(0, 8)}}`
  used.push(prefix.slice(0, -1).slice(1))
  const bodies = openMemoryBodies()
  const ends = new Map<string, RunState>()
  const openHandle = () =>
    makeHandle({
      bodies,
      index: openArticleIndex(redis, { prefix, windowMs, boilerplateLimit, seenDays: 90 }),
      groups: openGroups(redis, { prefix, seenDays: 90 }),
      stories: openStories<KeptStory>(redis, { prefix, idleMs: storyIdleMs }),
      runs: { state: async ({ urlId, run }) => ends.get(`${urlId}/${run}`) ?? { is: 'running' } },
    })
  const first = openHandle()
  const work = { log, signal: new AbortController().signal, attempt: 1 }
  return {
    async run(parsed: ParsedArticle, text: string, handle = first): Promise<Outcome<DedupVerdict>> {
      const { urlId, run } = parsed
      await bodies.write({ urlId, run, kind: 'text' }, text)
      return handle(parsed, work)
    },
    openHandle,
    ended: ({ urlId, run }: ParsedArticle, by: string) => void ends.set(`${urlId}/${run}`, { is: 'ended', by }),
    withoutText: (parsed: ParsedArticle) => first(parsed, work),
  }
}

/** Article `id` (a letter or digit) under URL `url` (the same, if none is named). */
function parsed(
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

const sentences = [
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
const report = sentences.join(' ')
const edited = [...sentences.slice(0, 10), 'Puddlebury will wait and see.', sentences[11]].join(' ')
const other = `A ferry with ninety passengers ran aground off the northern islands during the night. Lifeboats brought everybody ashore before dawn, and
  no one was hurt. The captain blamed a broken rudder. Divers will look at the hull as soon as the storm has passed. The company has hired a tug from the mainland, which
  is expected on Thursday. Until then the islands are served by a smaller boat. Tourists slept in the school, where the cook made soup for all of them at three in the morning.`
const background = `${other} ${sentences.slice(1, 8).join(' ')}`

const is = (outcome: Outcome<DedupVerdict>) => outcome.is
const standing = (outcome: Outcome<DedupVerdict>) => {
  if (outcome.is !== 'pass') throw new Error(`outcome ${outcome.is}`)
  expect(DedupVerdict.safeParse(outcome.output).error).toBeUndefined()
  return outcome.output.standing
}
const duplicate = (outcome: Outcome<DedupVerdict>) => {
  if (outcome.is !== 'end' || outcome.event.type !== 'article.duplicated') throw new Error(`outcome ${outcome.is}`)
  expect(TerminalEvent.safeParse(outcome.event).error).toBeUndefined()
  return outcome.event.data
}
const announced = (outcome: Outcome<DedupVerdict>) => {
  const events = outcome.is === 'pass' || outcome.is === 'end' ? outcome.announce : []
  for (const event of events) expect(SideEvent.safeParse(event).error).toBeUndefined()
  return events.map(({ type }) => type)
}

describe('DEDUPLICATE', () => {
  it('passes on what is new, with a group and a story of its own', async () => {
    const { run } = aLine()
    const outcome = await run(parsed('a'), report)
    expect(standing(outcome)).toMatchObject({
      relation: 'new',
      similarity: 0,
      groupId: parsed('a').article.articleId,
      revision: 1,
      reuses: [],
    })
    expect(announced(outcome)).toEqual(['story.created'])
  })

  it('ends an exact copy in the group and the story of the first', async () => {
    const { run } = aLine()
    const first = standing(await run(parsed('a'), report))
    const outcome = await run(parsed('b'), report.replaceAll('.', ' .'))
    const { groupId, storyId } = first
    expect(duplicate(outcome)).toMatchObject({
      relation: 'exact',
      similarity: 1,
      groupId,
      storyId,
      duplicateOf: groupId,
    })
    expect(announced(outcome)).toEqual([])
  })

  it('ends a near copy, and a copy of that, in the group of the first', async () => {
    const { run } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    expect(duplicate(await run(parsed('b'), edited))).toMatchObject({ relation: 'near', groupId })
    expect(duplicate(await run(parsed('c'), edited))).toMatchObject({ relation: 'exact', groupId })
  })

  it('passes on an article that reuses passages, and says of whom', async () => {
    const { run } = aLine()
    await run(parsed('a'), report)
    expect(standing(await run(parsed('b'), background))).toMatchObject({
      relation: 'partial',
      groupId: parsed('b').article.articleId,
      reuses: [{ articleId: parsed('a').article.articleId }],
    })
  })

  it('passes on what has nothing to do with the rest, into a story of its own', async () => {
    const { run } = aLine()
    const first = standing(await run(parsed('a'), report))
    const second = standing(await run(parsed('b'), other))
    expect(second).toMatchObject({ relation: 'new' })
    expect(second.storyId).not.toBe(first.storyId)
  })

  it('ends another address of the same article as its duplicate, whatever its text', async () => {
    const { run } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    expect(duplicate(await run(parsed('a', { url: 'a-mobile' }), report))).toMatchObject({ relation: 'exact', groupId })
    expect(duplicate(await run(parsed('a', { url: 'a-print' }), `${report} Print.`))).toMatchObject({
      relation: 'near',
      groupId,
    })
  })

  it('sends a run without its text back to FETCH', async () => {
    await expect(aLine().withoutText(parsed('a'))).rejects.toThrow(MissingBodyError)
  })
})

describe('a job that runs twice', () => {
  it.each([
    ['new', other],
    ['exact', report],
    ['near', edited],
    ['partial', background],
  ])('ends in the same place, with the same events: %s', async (_, text) => {
    const { run, openHandle } = aLine()
    await run(parsed('a'), report)
    const outcome = await run(parsed('b'), text)
    await run(parsed('c'), text)
    expect(await run(parsed('b'), text)).toEqual(outcome)
    expect(await run(parsed('b'), text, openHandle())).toEqual(outcome)
  })

  it('of a first article too, although copies came in between', async () => {
    const { run } = aLine()
    const outcome = await run(parsed('a'), report)
    await run(parsed('b'), report)
    expect(await run(parsed('a'), report)).toEqual(outcome)
  })
})

describe('a further run of a URL', () => {
  it('stops where the text is unchanged', async () => {
    const { run, ended } = aLine()
    await run(parsed('a'), report)
    ended(parsed('a'), 'article.classified')
    expect(await run(parsed('a', { run: 2 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
    await run(parsed('b'), report)
    ended(parsed('b'), 'article.duplicated')
    expect(await run(parsed('b', { run: 2 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
  })

  it('is a revision where the text has changed, in the same group and story', async () => {
    const { run, ended } = aLine()
    const first = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'article.classified')
    const again = standing(await run(parsed('a', { run: 2 }), edited))
    expect(again).toMatchObject({ revision: 2, relation: 'new', groupId: first.groupId, storyId: first.storyId })
    expect(again.textHash).not.toBe(first.textHash)
    ended(parsed('a', { run: 2 }), 'article.classified')
    expect(await run(parsed('a', { run: 3 }), edited)).toMatchObject({ is: 'stop', reason: 'unchanged' })
    expect(standing(await run(parsed('a', { run: 4 }), report))).toMatchObject({ revision: 3 })
  })

  it('is read again where the run before it failed, and stops where one of them was told', async () => {
    const { run, ended } = aLine()
    const first = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'url.failed')
    expect(standing(await run(parsed('a', { run: 2 }), report))).toEqual(first)
    ended(parsed('a', { run: 2 }), 'article.classified')
    expect(await run(parsed('a', { run: 3 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
    ended(parsed('a', { run: 3 }), 'url.stopped')
    expect(await run(parsed('a', { run: 4 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
  })
})

describe('a group', () => {
  it('gets its positions from its next member where the first one failed', async () => {
    const { run, ended } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'url.failed')
    const second = await run(parsed('b'), report)
    expect(standing(second)).toMatchObject({ relation: 'exact', groupId })
    expect(await run(parsed('b'), report)).toEqual(second)
    expect(is(await run(parsed('c'), report))).toBe('end')
  })

  it('shows the member that was published first, whenever it came', async () => {
    const { run } = aLine()
    const { groupId } = standing(await run(parsed('a', { publishedAt: '2024-02-27T10:00:00.000Z' }), report))
    const late = await run(parsed('b', { publishedAt: '2024-02-27T08:00:00.000Z' }), report)
    expect(late.is === 'end' && late.announce).toEqual([
      {
        type: 'original.changed',
        data: {
          groupId,
          original: parsed('b').article.articleId,
          previous: groupId,
          publishedAt: '2024-02-27T08:00:00.000Z',
          topics: ['rain-tax'],
        },
      },
    ])
    expect(announced(await run(parsed('c', { publishedAt: '2024-02-27T09:00:00.000Z' }), report))).toEqual([])
    expect(announced(await run(parsed('d', { publishedAt: null }), report))).toEqual([])
  })
})

describe('many handlers at once', () => {
  it('pass on one of fifty copies: the others end in its group, and the story holds one article', async () => {
    const { run, openHandle } = aLine()
    const handles = [openHandle(), openHandle(), openHandle(), openHandle()]
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, at) => run(parsed(`copy-${at}`), report, handles[at % handles.length])),
    )
    const [passed, ...more] = outcomes.filter(({ is }) => is === 'pass')
    expect(more).toEqual([])
    const { groupId, storyId } = standing(passed ?? { is: 'later', ms: 0, why: 'none passed' })
    const copies = outcomes.filter((outcome) => outcome !== passed).map(duplicate)
    expect(copies).toHaveLength(49)
    expect(new Set(copies.map((copy) => copy.groupId))).toEqual(new Set([groupId]))
    expect(new Set(copies.map((copy) => copy.storyId))).toEqual(new Set([storyId]))
    expect(outcomes.flatMap(announced)).toEqual(['story.created'])
  })

  it('pass on one of ten addresses of the same article', async () => {
    const { run, openHandle } = aLine()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) => run(parsed('a', { url: `form-${at}` }), report, openHandle())),
    )
    expect(outcomes.map(is).sort()).toEqual([...Array<string>(9).fill('end'), 'pass'])
  })

  it('put articles that report the same into one story', async () => {
    const { run, openHandle } = aLine()
    const reports = [
      report,
      ...[1, 2, 3, 4].map(
        (cut) =>
          `${sentences
            .slice(cut, cut + 6)
            .reverse()
            .join(' ')} ${other.slice(0, 40 * cut)}`,
      ),
    ]
    const outcomes = await Promise.all(reports.map((text, at) => run(parsed(`r-${at}`), text, openHandle())))
    const events = outcomes.flatMap((outcome) => (outcome.is === 'pass' ? outcome.announce : []))
    const sizes = events
      .filter(({ type }) => type.startsWith('story.'))
      .map(({ data }) => `${'storyId' in data && data.storyId} ${'size' in data && data.size}`)
    expect(new Set(sizes).size).toBe(sizes.length)
  })

  it('pass on twenty different articles', async () => {
    const { run, openHandle } = aLine()
    const handles = [openHandle(), openHandle()]
    const words = other.split(' ')
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        const text = words.map((word, place) => (place % 3 === 0 ? `${word}${at}` : word)).join(' ')
        return run(parsed(`own-${at}`), text, handles[at % 2])
      }),
    )
    expect(new Set(outcomes.map(is))).toEqual(new Set(['pass']))
  })
})
