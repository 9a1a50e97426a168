import {
  countDead,
  type Database,
  type RecentFailures,
  readDurations,
  readRecentFailures,
  type StageDuration,
  type StageWork,
  sumWork,
} from '@stancewire/read-model'
import { nowAndAgain } from './now-and-again.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const rateMinutes = 2
/** For so long what failed is told of as something that fails now. */
export const failingWithinMs = 15 * minuteMs

/** What the archive tells of the last hour. */
export type ArchiveFigures = {
  readonly lastHour: readonly StageWork[]
  /** What the stages did lately, and in how many minutes. */
  readonly lately: { readonly work: readonly StageWork[]; readonly minutes: number }
  readonly durations: readonly StageDuration[]
  readonly failures: readonly RecentFailures[]
  readonly deadLetters: number
}

/** Asks the archive every ten seconds at most, and is told at once what it said last. */
export function openArchiveFigures(database: Database, { everyMs = 10_000, now = Date.now } = {}) {
  return nowAndAgain(() => readFigures(database, now()), { everyMs, firstWithinMs: 600 })
}

async function readFigures(database: Database, nowMs: number): Promise<ArchiveFigures> {
  const minute = Math.floor(nowMs / minuteMs) * minuteMs
  const latelyFromMs = minute - rateMinutes * minuteMs
  const [lastHour, work, durations, failures, deadLetters] = await Promise.all([
    sumWork(database, { fromMs: minute - hourMs + minuteMs }),
    sumWork(database, { fromMs: latelyFromMs }),
    readDurations(database, nowMs - failingWithinMs),
    readRecentFailures(database, nowMs - failingWithinMs),
    countDead(database),
  ])
  return { lastHour, lately: { work, minutes: (nowMs - latelyFromMs) / minuteMs }, durations, failures, deadLetters }
}
