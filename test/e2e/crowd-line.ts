import { join } from 'node:path'
import type { TerminalEvent } from '@stancewire/contracts'
import { expect, inject } from 'vitest'
import type { Crowd } from './crowd.ts'
import { openLine, type TestLine, until } from './line.ts'

const topic = join(import.meta.dirname, 'night-trains.yaml')
const fast = { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 }

type Options = {
  /** The Redis that all tests share, where absent. */
  readonly redisUrl?: string
  readonly limits?: Readonly<Record<string, unknown>> & { readonly fetch?: object }
  readonly everySeconds?: number
  /** Settings of the API; it takes a free port where none is named. */
  readonly api?: object
}

/** Opens a line that polls a crowd's feeds, with no delay at its host; `limits` go on top of that. */
export function openCrowdLine(crowd: Pick<Crowd, 'feedUrls'>, options: Options = {}): Promise<TestLine> {
  const { redisUrl = inject('redisUrl'), limits = {}, everySeconds = 1, api = {} } = options
  const sources = crowd.feedUrls.map((url, at) => ({ id: `crowd-${at}`, url, outlet: 'The Crowd', everySeconds }))
  return openLine({
    redisUrl,
    topics: [topic],
    sources,
    api,
    limits: { ...limits, fetch: { ...fast, ...limits.fetch } },
  })
}

/** How many runs have ended. */
export async function endedCount(line: TestLine): Promise<number> {
  return (await line.stores.runs.counters()).ended ?? 0
}

/** Waits until so many runs have ended; gives the time that took. */
export async function untilEnded(line: TestLine, count: number, withinMs: number): Promise<number> {
  const beganAtMs = performance.now()
  let ended = 0
  await until(`${count} runs ended`, withinMs, async () => {
    ended = await endedCount(line)
    return ended >= count
  }).catch(async (error: Error) => {
    throw new Error(`${error.message}; ${ended} had\n${(await openRuns(line)).join('\n')}`, { cause: error })
  })
  return Math.round(performance.now() - beganAtMs)
}

const openRunsTold = 3

/** The runs that have not ended, a few of them, each with what the services last logged of it. */
async function openRuns(line: TestLine): Promise<string[]> {
  const ended = new Set((await line.ends()).map(({ data }) => data.urlId))
  const lines = line.log().split('\n')
  const accepted = lines.flatMap((text) => /"urlId":"(\w+)".*"msg":"accepted"/.exec(text)?.[1] ?? [])
  const open = [...new Set(accepted)].filter((urlId) => !ended.has(urlId)).slice(0, openRunsTold)
  return open.map((urlId) =>
    lines
      .filter((text) => text.includes(urlId))
      .slice(-6)
      .join('\n'),
  )
}

function endOf(event: TerminalEvent | undefined): string {
  if (event?.type === 'url.stopped') return event.data.reason
  return event?.type.replace(/^\w+\./, '') ?? 'none'
}

/** Every listed URL has exactly one end, the right one; of each text and its copies one is classified. */
export async function expectOneEndEach(line: TestLine, crowd: Pick<Crowd, 'listed'>): Promise<void> {
  const byUrl = Map.groupBy(await line.ends(), (event) => event.data.url)
  const wrong = crowd.listed
    .filter(({ url }) => byUrl.get(url)?.length !== 1)
    .map(({ url }) => [url, byUrl.get(url)?.length])
  expect(wrong).toEqual([])
  const copiedTexts = new Set(crowd.listed.filter(({ end }) => end === 'duplicated').map(({ text }) => text))
  const isAlone = ({ text }: { text: number }) => !copiedTexts.has(text)
  const ended = crowd.listed.filter(isAlone).map(({ url, end }) => ({ url, end, was: endOf(byUrl.get(url)?.[0]) }))
  expect(ended.filter(({ end, was }) => end !== was)).toEqual([])
  for (const text of copiedTexts) {
    const pages = crowd.listed.filter((page) => page.text === text && ['classified', 'duplicated'].includes(page.end))
    const ends = pages.map(({ url }) => endOf(byUrl.get(url)?.[0])).sort()
    const should = pages.map((_, at) => (at === 0 ? 'classified' : 'duplicated'))
    expect(ends, `ends of text ${text} and its copy`).toEqual(should)
  }
}
