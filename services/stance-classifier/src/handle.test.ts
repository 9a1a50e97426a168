import { type DedupVerdict, TerminalEvent, type Topic } from '@stancewire/contracts'
import { MissingBodyError, openLog, openThreads } from '@stancewire/runtime'
import { openMemoryBodies } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { makeHandle } from './handle.ts'
import { makeWork } from './thread.ts'

const rainTax: Topic = {
  id: 'rain-tax',
  title: 'A tax on rain water',
  proposition: 'The town should introduce a rain tax.',
  keywords: { must: [['rain tax'], ['council', 'mayor', 'town']] },
  action: { enact: ['introduce', 'bring in'], undo: ['scrap'], objects: ['rain tax', 'tax'] },
}

const text = [
  'The mayor, Hilda Puddle, said on Monday that the town should introduce the rain tax.',
  '“We are against the rain tax,” said Bert Stall, the chairman of the traders. The council will vote in April.',
].join('\n\n')

const verdict = (
  topics: DedupVerdict['article']['topics'],
  changes: Partial<DedupVerdict['article']> = {},
): DedupVerdict => ({
  v: 1,
  urlId: `u${'1'.repeat(32)}`,
  run: 1,
  url: 'https://news.example/rain',
  article: {
    articleId: `a${'1'.repeat(32)}`,
    title: 'Mayor speaks about a rain tax',
    outlet: null,
    authors: [],
    publishedAt: null,
    modifiedAt: null,
    fetchedAt: '2024-02-27T10:00:00.000Z',
    language: 'en',
    kind: 'article',
    topics,
    ...changes,
  },
  standing: {
    relation: 'new',
    similarity: 0,
    groupId: `a${'1'.repeat(32)}`,
    storyId: `s${'1'.repeat(32)}`,
    revision: 1,
    textHash: `t${'1'.repeat(32)}`,
    reuses: [],
  },
})

const onRainTax = [{ id: 'rain-tax', relevance: 0.8 }]

/** Reads in the thread of the test: a thread of its own is tested once, below. */
const workHere = makeWork({ topics: [rainTax] })
const readHere: Parameters<typeof makeHandle>[0]['read'] = async (task) => workHere(task)

async function classify(message: DedupVerdict, body: string | null = text, read = readHere) {
  const bodies = openMemoryBodies()
  const { urlId, run } = message
  if (body !== null) await bodies.write({ urlId, run, kind: 'text' }, body)
  const handle = makeHandle({ bodies, read })
  return handle(message, {
    log: openLog('test', 'silent'),
    signal: new AbortController().signal,
    attempt: 1,
    isAgain: false,
  })
}

async function eventOf(message: DedupVerdict, body?: string) {
  const outcome = await classify(message, body)
  if (outcome.is !== 'end' || outcome.event.type !== 'article.classified') throw new Error(`outcome ${outcome.is}`)
  return outcome.event
}

describe('CLASSIFY STANCE', () => {
  it('ends the run with an event that keeps its contract', async () => {
    const event = await eventOf(verdict(onRainTax))
    expect(TerminalEvent.safeParse(event).error).toBeUndefined()
    expect(event.data.topics).toMatchObject([{ id: 'rain-tax', relevance: 0.8, stanceStatus: 'classified' }])
  })

  it('finds who stands where', async () => {
    const [topic] = (await eventOf(verdict(onRainTax))).data.topics
    const stances = Object.fromEntries((topic?.positions ?? []).map(({ holder, stance }) => [holder, stance]))
    expect(stances).toMatchObject({ 'Hilda Puddle': 'support', 'Bert Stall': 'oppose' })
  })

  it('keeps its contract although somebody speaks for pages', async () => {
    const speech = `The mayor, Hilda Puddle, said that the town should introduce the rain tax${', and again the rain tax'.repeat(200)}.`
    const event = await eventOf(verdict(onRainTax), speech)
    expect(event.data.topics[0]?.positions.length).toBeGreaterThan(0)
    expect(TerminalEvent.safeParse(event).error).toBeUndefined()
  })

  it('gives the exact words with their place in the text, or none for words of the title', async () => {
    const [topic] = (await eventOf(verdict(onRainTax))).data.topics
    expect(topic?.positions.length).toBeGreaterThan(0)
    for (const { quote, start, end } of topic?.positions ?? []) {
      if (start === null || end === null) expect('Mayor speaks about a rain tax').toContain(quote)
      else expect(text.slice(start, end)).toBe(quote)
    }
  })

  it('says that another language is not read', async () => {
    const german = 'Der Rat von Drizzleford plant eine Abgabe auf Regen. Die Bürgermeisterin sagte, sie sei dafür.'
    const event = await eventOf(verdict(onRainTax, { language: 'de', title: 'Rat plant Abgabe' }), german)
    expect(event.data.topics).toMatchObject([{ stanceStatus: 'language-unsupported', positions: [] }])
  })

  it('ends in the same place when it runs twice', async () => {
    expect(await eventOf(verdict(onRainTax))).toEqual(await eventOf(verdict(onRainTax)))
  })

  it('leaves out a topic that is no longer configured', async () => {
    const event = await eventOf(verdict([...onRainTax, { id: 'gone', relevance: 1 }]))
    expect(event.data.topics.map(({ id }) => id)).toEqual(['rain-tax'])
  })

  it('stops an article whose topics are all gone', async () => {
    expect(await classify(verdict([{ id: 'gone', relevance: 1 }]))).toMatchObject({ is: 'stop', reason: 'off-topic' })
  })

  it('sends a run without its text back to FETCH', async () => {
    await expect(classify(verdict(onRainTax), null)).rejects.toThrow(MissingBodyError)
  })

  it('reads in a thread as it does here', async () => {
    const file = new URL('./thread.ts', import.meta.url)
    await using threads = await openThreads<typeof makeWork>(file, { atMost: 1, given: { topics: [rainTax] } })
    for (const topics of [onRainTax, [{ id: 'gone', relevance: 1 }]]) {
      const message = verdict(topics)
      expect(await classify(message, text, threads.run)).toEqual(await classify(message))
    }
  })
})
