import { expect, it } from 'vitest'
import { openCrowd } from './crowd.ts'
import { endedCount, expectOneEndEach, openCrowdLine, untilEnded } from './crowd-line.ts'
import { type StageService, stageServices, type TestLine, until } from './line.ts'

async function expectBalance(line: TestLine, count: number): Promise<void> {
  const counters = await line.stores.runs.counters()
  expect(counters).toMatchObject({ accepted: count, ended: count })
  const ends = Object.entries(counters).filter(([name]) => /^(?:end|stop):/.test(name))
  expect(ends.reduce((sum, [, ended]) => sum + ended, 0)).toBe(count)
  expect(await line.stores.hosts.taken()).toEqual([])
  expect(await line.stores.hosts.waiting()).toBe(0)
}

it('every discovered url ends in exactly one event', async () => {
  const count = 100
  await using crowd = await openCrowd(count)
  await using line = await openCrowdLine(crowd)
  await Promise.all(stageServices.map((name) => line.start(name)))
  expect(new Set(stageServices.map((name) => line.pidOf(name))).size).toBe(stageServices.length)
  await untilEnded(line, count, 90_000)
  await expectOneEndEach(line, crowd)
  await expectBalance(line, count)
})

it('every discovered url ends in exactly one event although each worker is killed again and again', async () => {
  const count = 500
  const roundsMin = 3
  await using crowd = await openCrowd(count)
  await using line = await openCrowdLine(crowd)
  await Promise.all(stageServices.map((name) => line.start(name)))
  let rounds = 0
  const killAndStart = async (name: StageService) => {
    await line.kill(name)
    await line.start(name)
  }
  while (rounds < roundsMin || (rounds < 12 && (await endedCount(line)) < count)) {
    for (const name of stageServices) await killAndStart(name)
    rounds++
  }
  console.log(`${rounds} rounds of SIGKILL to each of ${stageServices.length} workers during ${count} urls`)
  await untilEnded(line, count, 120_000)
  await expectOneEndEach(line, crowd)
  await expectBalance(line, count)
})

it('logs one url through every stage under the same id and run', async () => {
  await using crowd = await openCrowd(1)
  await using line = await openCrowdLine(crowd)
  await Promise.all(stageServices.map((name) => line.start(name)))
  await untilEnded(line, 1, 60_000)
  const [end] = await line.ends()
  await until('its last line is written', 5_000, async () => line.log().includes('"stage":"classify-stance","urlId"'))
  const lines = line
    .log()
    .split('\n')
    .filter((text) => text.includes(`"urlId":"${end?.data.urlId}","run":1`))
  const stages = new Set(lines.flatMap((text) => (JSON.parse(text) as { stage?: string }).stage ?? []))
  expect([...stages].sort()).toEqual(['classify-stance', 'deduplicate', 'fetch', 'parse'])
})
