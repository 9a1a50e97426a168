import { expect, it, onTestFinished } from 'vitest'
import { openStagePace, type StageTally, stageTallies, workloadOf } from './stage-pace.ts'

const announcer = { end: async () => 'published' as const, announce: async () => 'already' as const }

/** A stage of a line of its own, at an hour that the test sets. */
function aPace(stage = 'fetch') {
  const prefix = `{t-${Math.random()}}`
  const clock = { ms: 0 }
  const pace = openStagePace(prefix, stage, () => clock.ms)
  onTestFinished(() => pace[Symbol.dispose]())
  const at = (ms: number) => workloadOf([{ stages: stageTallies(prefix, ms) }], stage)
  return { prefix, clock, pace, at }
}

it('counts what was done within the last minute, and what was passed on within the last hour', () => {
  const { clock, pace, at } = aPace()
  for (; clock.ms < 600_000; clock.ms += 1_000) pace.done('passed', 40)
  pace.done('failed', 40)
  expect(at(600_000)).toMatchObject({ passed: 60, ended: 0, failed: 0 })
  expect(at(601_000)).toMatchObject({ failed: 1 })
  expect(at(600_000)?.passedOfHour).toBe(600)
  expect(at(700_000)).toMatchObject({ passed: 0, failed: 0, passedOfHour: 600 })
  expect(at(5_000_000)?.passedOfHour).toBe(0)
})

it('tells how long half and 95 of 100 took at most, to within five per cent', () => {
  const { clock, pace, at } = aPace()
  for (let ms = 1; ms <= 1_000; ms++) pace.done('ended', ms)
  clock.ms = 10_000
  const { p50Ms, p95Ms } = at(10_000) ?? {}
  expect(Math.abs((p50Ms ?? 0) / 500 - 1)).toBeLessThan(0.05)
  expect(Math.abs((p95Ms ?? 0) / 950 - 1)).toBeLessThan(0.05)
  expect(at(400_000)).toMatchObject({ p50Ms: null, p95Ms: null })
})

it.each([0, -5, Number.NaN, 0.3, 1, 2_000_000_000])('takes %d ms for what it is worth', (ms) => {
  const { pace, at } = aPace()
  pace.done('ended', ms)
  expect(at(6_000)?.p50Ms).toBeGreaterThan(0)
  expect(at(6_000)?.p50Ms).toBeLessThan(2_000_000)
})

it('sums up what all processes of a stage tell, and knows nothing of one that nobody tells of', () => {
  const tally = (passed: number, took: StageTally['took']): StageTally => {
    return { stage: 'fetch', minute: { passed, ended: 1, failed: 0, events: 2 }, passedOfHour: passed * 10, took }
  }
  const other = { ...tally(9, [[3, 9]]), stage: 'parse' }
  const notes = [{ stages: [tally(4, [[81, 9]]), other] }, { stages: [tally(6, [[41, 91]])] }, { stages: [] }]
  expect(workloadOf(notes, 'fetch')).toEqual({
    ...{ passed: 10, ended: 2, failed: 0, events: 4, passedOfHour: 100, p50Ms: 33, p95Ms: 1_069 },
  })
  expect(workloadOf(notes, 'deduplicate')).toBeUndefined()
  expect(workloadOf([{ stages: [tally(0, [])] }], 'fetch')).toMatchObject({ passed: 0, p50Ms: null })
})

it('counts events that were published, each once', async () => {
  const { pace, at } = aPace()
  const counting = pace.counted(announcer)
  await counting.end({} as never)
  await counting.announce({} as never)
  expect(at(2_000)?.events).toBe(1)
})

it('is told of as long as its stage runs, on its own line only', () => {
  const { prefix, pace } = aPace('parse')
  expect(stageTallies(prefix).map(({ stage }) => stage)).toEqual(['parse'])
  expect(stageTallies('{another}')).toEqual([])
  pace[Symbol.dispose]()
  expect(stageTallies(prefix)).toEqual([])
})
