import { Stage } from '@stancewire/contracts'
import { type Database, sumWorkOverTime, type WorkStretch } from '@stancewire/read-model'
import { z } from 'zod'
import { heldForASecond } from '../line-sample.ts'

const minuteMs = 60_000

/** How far back one can look, and in how long stretches. */
const ranges = {
  '1h': { stretchMs: minuteMs, stretches: 60 },
  '24h': { stretchMs: 10 * minuteMs, stretches: 144 },
  '7d': { stretchMs: 60 * minuteMs, stretches: 168 },
} as const

export const Range = z.enum(['1h', '24h', '7d'])
type Range = z.infer<typeof Range>

/** What the stages did, in stretches of one length: each list has a value for each stretch. */
export const History = z.object({
  range: Range,
  stretchSeconds: z.int(),
  lastSeconds: z.int().describe('How much of the last stretch had passed; it is not over yet'),
  /** When each stretch begins. */
  at: z.array(z.string()),
  stages: z.array(
    z.object({
      stage: Stage,
      /** Runs that it passed on. */
      passed: z.array(z.int()),
      /** Runs that ended in it, by how: of each way that occurs. */
      ends: z.record(z.string(), z.array(z.int())),
      /** How long it worked on a run in the mean; `null` where it worked on none. */
      workedMs: z.array(z.number().nullable()),
    }),
  ),
})
type History = z.infer<typeof History>

/** Reads histories; each is taken for a second, and for longer where reading takes long. */
export function openHistories(database: Database, now = Date.now): (range: Range) => Promise<History> {
  const held = {
    '1h': heldForASecond(() => readHistory(database, '1h', now())),
    '24h': heldForASecond(() => readHistory(database, '24h', now())),
    '7d': heldForASecond(() => readHistory(database, '7d', now())),
  }
  return (range) => held[range]()
}

async function readHistory(database: Database, range: Range, nowMs: number): Promise<History> {
  const { stretchMs, stretches } = ranges[range]
  const beforeMs = Math.floor(nowMs / stretchMs) * stretchMs + stretchMs
  const fromMs = beforeMs - stretches * stretchMs
  const work = await sumWorkOverTime(database, { fromMs, beforeMs, stretchMs })
  const begins = Array.from({ length: stretches }, (_, at) => fromMs + at * stretchMs)
  return {
    range,
    stretchSeconds: stretchMs / 1_000,
    lastSeconds: Math.floor((nowMs - (beforeMs - stretchMs)) / 1_000),
    at: begins.map((ms) => new Date(ms).toISOString()),
    stages: Stage.options.map((stage) =>
      stageHistory(
        stage,
        work.filter((each) => each.stage === stage),
        begins,
      ),
    ),
  }
}

function stageHistory(stage: Stage, work: readonly WorkStretch[], begins: readonly number[]) {
  const byBegin = Map.groupBy(work, ({ fromMs }) => fromMs)
  const of = (begin: number) => byBegin.get(begin) ?? []
  const counts = (outcome: string) => begins.map((begin) => sum(of(begin).filter((each) => each.outcome === outcome)))
  const outcomes = [...new Set(work.map(({ outcome }) => outcome))].filter((outcome) => outcome !== 'passed').sort()
  return {
    stage,
    passed: counts('passed'),
    ends: Object.fromEntries(outcomes.map((outcome) => [outcome, counts(outcome)])),
    workedMs: begins.map((begin) => meanOf(of(begin))),
  }
}

function sum(work: readonly WorkStretch[]): number {
  return work.reduce((all, { count }) => all + count, 0)
}

function meanOf(work: readonly WorkStretch[]): number | null {
  const count = sum(work)
  if (count === 0) return null
  return Math.round((10 * work.reduce((all, { workedMs }) => all + workedMs, 0)) / count) / 10
}
