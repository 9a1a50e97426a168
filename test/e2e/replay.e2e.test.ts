import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TerminalEvent } from '@stancewire/contracts'
import { expect, inject, it } from 'vitest'
import { openCrowd } from './crowd.ts'
import { openLine, type TestLine, until } from './line.ts'

const run = promisify(execFile)
const cli = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'stancewire.mjs')
const topic = join(import.meta.dirname, 'night-trains.yaml')
const fast = { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 }

/** What must stay as it was where neither code nor text has changed. */
function standingOf({ type, data }: TerminalEvent): object {
  if (type === 'url.stopped') return { type, reason: data.reason, stage: data.stage }
  if (type === 'url.failed') return { type }
  const { articleId, groupId, storyId, relation } = data
  if (type === 'article.duplicated') return { type, articleId, groupId, storyId, relation, of: data.duplicateOf }
  return { type, articleId, groupId, storyId, relation, revision: data.revision, topics: data.topics }
}

async function latestEnds(line: TestLine): Promise<Map<string, TerminalEvent>> {
  return new Map((await line.ends()).map((end) => [end.data.urlId, end]))
}

it('does every kept run again from each stage: each has one more end, and the same one', async () => {
  const count = 60
  await using crowd = await openCrowd(count)
  const sources = [{ id: 'crowd', url: crowd.feedUrl, outlet: 'The Crowd', everySeconds: 1 }]
  await using line = await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources, limits: { fetch: fast } })
  const since = new Date().toISOString()
  await line.startAll()
  const counters = () => line.stores.runs.counters()
  await until(`${count} runs ended`, 90_000, async () => (await counters()).ended === count)
  const fetched = [...crowd.requests.values()].flat().length

  const first = await latestEnds(line)
  const ending = (...types: string[]) => [...first].filter(([, end]) => types.includes(standingKind(end)))
  const replayed = {
    parse: ending('classified', 'duplicated', 'off-topic'),
    deduplicate: ending('classified', 'duplicated'),
    classify: ending('classified'),
  }
  expect(replayed.classify.length).toBeGreaterThan(40)
  let [sum, round] = [count, 1]
  for (const [stage, runs] of Object.entries(replayed)) {
    const before = await latestEnds(line)
    const { stdout } = await run(process.execPath, [cli, 'replay', '--stage', stage, '--since', since, '--wait'], {
      env: line.env,
    })
    console.log(`${stage}: ${stdout.trim()}`)
    expect(stdout).toMatch(new RegExp(`^${runs.length} runs done again`))
    sum += runs.length
    round++
    expect(await counters()).toMatchObject({ accepted: sum, ended: sum })
    const after = await latestEnds(line)
    for (const [urlId] of runs) {
      const [was, is] = [before.get(urlId), after.get(urlId)]
      expect(is?.data.run, urlId).toBe(round)
      expect(is && standingOf(is), urlId).toEqual(was && standingOf(was))
    }
  }
  const ends = await line.ends()
  expect(ends).toHaveLength(sum)
  expect(new Set(ends.map(({ data }) => `${data.urlId}/${data.run}`)).size).toBe(sum)
  expect([...crowd.requests.values()].flat(), 'nothing was fetched again').toHaveLength(fetched)
  expect(await line.stores.replays.waiting()).toBe(0)
  await until('no slot is held', 10_000, async () => (await line.stores.replays.taken()).length === 0)
})

function standingKind(end: TerminalEvent): string {
  return end.type === 'url.stopped' ? end.data.reason : end.type.replace(/^\w+\./, '')
}
