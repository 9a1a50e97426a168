import {
  countDead,
  type Database,
  type RecentFailures,
  readRecentFailures,
  type StageWork,
  sumWork,
} from '@stancewire/read-model'
import { nowAndAgain } from './now-and-again.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** For so long what failed is told of as something that fails now. */
export const failingWithinMs = 15 * minuteMs

/** What the archive tells of the last hour. */
export type ArchiveFigures = {
  readonly lastHour: readonly StageWork[]
  readonly failures: readonly RecentFailures[]
  readonly deadLetters: number
}

/** Asks the archive every ten seconds at most, and is told at once what it said last. */
export function openArchiveFigures(database: Database, { everyMs = 10_000, now = Date.now } = {}) {
  return nowAndAgain(() => readFigures(database, now()), { everyMs, firstWithinMs: 600 })
}

async function readFigures(database: Database, nowMs: number): Promise<ArchiveFigures> {
  const minute = Math.floor(nowMs / minuteMs) * minuteMs
  const [lastHour, failures, deadLetters] = await Promise.all([
    sumWork(database, { fromMs: minute - hourMs + minuteMs }),
    readRecentFailures(database, nowMs - failingWithinMs),
    countDead(database),
  ])
  return { lastHour, failures, deadLetters }
}
