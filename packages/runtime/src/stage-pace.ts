import type { Published, SideEvent, TerminalEvent } from '@stancewire/contracts'
import { z } from 'zod'
import type { Announcer } from './settle.ts'
import { openSlidingCounts } from './sliding-counts.ts'

/** What a process was done with at one stage lately, whatever became of it after. */
export const StageTally = z.object({
  stage: z.string(),
  /** Within the last minute: jobs it passed on, ended, gave up, and events it published. */
  minute: z.object({ passed: z.int(), ended: z.int(), failed: z.int(), events: z.int() }),
  /** Jobs that it passed on within the last hour. */
  passedOfHour: z.int(),
  /** How long it worked on those of the last five minutes: how many took as long as each class stands for. */
  took: z.array(z.tuple([z.int(), z.int()])),
})
export type StageTally = z.infer<typeof StageTally>

/** How a stage was done with a job. What is put off, or tried again, is not done. */
type Done = 'passed' | 'ended' | 'failed'

/** What counts the work of one stage in this process, until disposed. */
export type StagePace = Disposable & {
  done(how: Done, workedMs: number): void
  /** Publishes as the announcer does, and counts what was published. */
  counted(announcer: Announcer): Announcer
}

const kinds = ['passed', 'ended', 'failed', 'events'] as const
const minute = { slotMs: 1_000, slots: 60 }
const fiveMinutes = { slotMs: 5_000, slots: 60 }
const hour = { slotMs: 10_000, slots: 360 }

// Eight classes for each doubling of the time: told from its class, a time is wrong by less than five per cent.
const perDoubling = 8
const classes = 20 * perDoubling + 1

/** Of all stages that this process runs. */
const paces = new Set<{ readonly prefix: string; tally(nowMs: number): StageTally }>()

/** Opens the pace of a stage of the line under this prefix: the notes of this process tell of it. */
export function openStagePace(prefix: string, stage: string, now = () => performance.now()): StagePace {
  const lately = openSlidingCounts(kinds.length, minute)
  const took = openSlidingCounts(classes, fiveMinutes)
  const passed = openSlidingCounts(1, hour)
  const mine = {
    prefix,
    tally(nowMs: number): StageTally {
      const [passedOfMinute = 0, ended = 0, failed = 0, events = 0] = lately.sums(nowMs)
      return {
        ...{ stage, minute: { passed: passedOfMinute, ended, failed, events } },
        passedOfHour: passed.sums(nowMs)[0] ?? 0,
        took: took.sums(nowMs).flatMap((count, at) => (count > 0 ? [[at, count] as [number, number]] : [])),
      }
    },
  }
  paces.add(mine)
  const published = async (asked: Promise<Published>) => {
    const answer = await asked
    if (answer === 'published') lately.add(kinds.indexOf('events'), now())
    return answer
  }
  return {
    done(how, workedMs) {
      const nowMs = now()
      lately.add(kinds.indexOf(how), nowMs)
      took.add(classOf(workedMs), nowMs)
      if (how === 'passed') passed.add(0, nowMs)
    },
    counted: (announcer) => ({
      end: (event: TerminalEvent, fence) => published(announcer.end(event, fence)),
      announce: (event: SideEvent, fence) => published(announcer.announce(event, fence)),
    }),
    [Symbol.dispose]: () => void paces.delete(mine),
  }
}

/** What the stages of this process on the line under this prefix did lately. */
export function stageTallies(prefix: string, nowMs = performance.now()): StageTally[] {
  return [...paces].filter((each) => each.prefix === prefix).map((each) => each.tally(nowMs))
}

/** What all processes of a stage were done with lately. */
export type StageWorkload = StageTally['minute'] & {
  readonly passedOfHour: number
  /** How long half, and 95 of 100, of the jobs of the last five minutes took at most, to within five per cent; `null` where none was done. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

/** Sums up what processes told of a stage; `undefined` where none told of it. */
export function workloadOf(
  notes: readonly { readonly stages: readonly StageTally[] }[],
  stage: string,
): StageWorkload | undefined {
  const told = notes.flatMap(({ stages }) => stages.filter((each) => each.stage === stage))
  if (told.length === 0) return undefined
  const sum = (of: (tally: StageTally) => number) => told.reduce((all, tally) => all + of(tally), 0)
  const sorted = told.flatMap(({ took }) => took).sort(([a], [b]) => a - b)
  return {
    passed: sum((tally) => tally.minute.passed),
    ended: sum((tally) => tally.minute.ended),
    failed: sum((tally) => tally.minute.failed),
    events: sum((tally) => tally.minute.events),
    passedOfHour: sum(({ passedOfHour }) => passedOfHour),
    ...{ p50Ms: share(sorted, 0.5), p95Ms: share(sorted, 0.95) },
  }
}

/** The time that such a share of all is not above. */
function share(sorted: StageTally['took'], part: number): number | null {
  const all = sorted.reduce((sum, [, count]) => sum + count, 0)
  let left = Math.max(1, Math.ceil(all * part))
  for (const [at, count] of sorted) {
    left -= count
    if (left <= 0) return middleOf(at)
  }
  return null
}

function classOf(ms: number): number {
  if (!(ms >= 1)) return 0
  return Math.min(classes - 1, Math.floor(Math.log2(ms) * perDoubling) + 1)
}

function middleOf(at: number): number {
  const ms = at === 0 ? 0.5 : 2 ** ((at - 0.5) / perDoubling)
  return ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)
}
