import { join } from 'node:path'
import type { TerminalEvent } from '@stancewire/contracts'
import { expect, inject, it } from 'vitest'
import { type Crowd, openCrowd } from './crowd.ts'
import { openLine, type StageService, stageServices, type TestLine, until } from './line.ts'

const topic = join(import.meta.dirname, 'night-trains.yaml')
const fast = { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 }

function lineFor(crowd: Crowd): Promise<TestLine> {
  const sources = [{ id: 'crowd', url: crowd.feedUrl, outlet: 'The Crowd', everySeconds: 1 }]
  return openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources, limits: { fetch: fast } })
}

function endOf(event: TerminalEvent | undefined): string {
  if (event?.type === 'url.stopped') return event.data.reason
  return event?.type.replace(/^\w+\./, '') ?? 'none'
}

/** Every listed URL has exactly one end, the right one; of each text and its copies one is classified. */
async function expectOneEndEach(line: TestLine, crowd: Crowd): Promise<void> {
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
    const ends = crowd.listed.filter((page) => page.text === text).map(({ url }) => endOf(byUrl.get(url)?.[0]))
    expect(ends.sort(), `ends of text ${text} and its copy`).toEqual(['classified', 'duplicated'])
  }
}

async function expectBalance(line: TestLine, count: number): Promise<void> {
  const counters = await line.stores.runs.counters()
  expect(counters).toMatchObject({ accepted: count, ended: count })
  const ends = Object.entries(counters).filter(([name]) => /^(?:end|stop):/.test(name))
  expect(ends.reduce((sum, [, ended]) => sum + ended, 0)).toBe(count)
  expect(await line.stores.hosts.taken()).toEqual([])
  expect(await line.stores.hosts.waiting()).toBe(0)
}

async function allEnded(line: TestLine, count: number): Promise<boolean> {
  return ((await line.stores.runs.counters()).ended ?? 0) >= count
}

it('every discovered url ends in exactly one event', async () => {
  const count = 100
  await using crowd = await openCrowd(count)
  await using line = await lineFor(crowd)
  await Promise.all(stageServices.map((name) => line.start(name)))
  expect(new Set(stageServices.map((name) => line.pidOf(name))).size).toBe(stageServices.length)
  await until(`${count} runs ended`, 90_000, () => allEnded(line, count))
  await expectOneEndEach(line, crowd)
  await expectBalance(line, count)
})

it('every discovered url ends in exactly one event although each worker is killed again and again', async () => {
  const count = 500
  const roundsMin = 3
  await using crowd = await openCrowd(count)
  await using line = await lineFor(crowd)
  await Promise.all(stageServices.map((name) => line.start(name)))
  let rounds = 0
  const killAndStart = async (name: StageService) => {
    await line.kill(name)
    await line.start(name)
  }
  while (rounds < roundsMin || (rounds < 12 && !(await allEnded(line, count)))) {
    for (const name of stageServices) await killAndStart(name)
    rounds++
  }
  console.log(`${rounds} rounds of SIGKILL to each of ${stageServices.length} workers during ${count} urls`)
  await until(`${count} runs ended`, 120_000, () => allEnded(line, count))
  await expectOneEndEach(line, crowd)
  await expectBalance(line, count)
})

it('logs one url through every stage under the same id and run', async () => {
  await using crowd = await openCrowd(1)
  await using line = await lineFor(crowd)
  await Promise.all(stageServices.map((name) => line.start(name)))
  await until('one run ended', 60_000, () => allEnded(line, 1))
  const [end] = await line.ends()
  await until('its last line is written', 5_000, async () => line.log().includes('"stage":"classify-stance","urlId"'))
  const lines = line
    .log()
    .split('\n')
    .filter((text) => text.includes(`"urlId":"${end?.data.urlId}","run":1`))
  const stages = new Set(lines.flatMap((text) => (JSON.parse(text) as { stage?: string }).stage ?? []))
  expect([...stages].sort()).toEqual(['classify-stance', 'deduplicate', 'fetch', 'parse'])
})
