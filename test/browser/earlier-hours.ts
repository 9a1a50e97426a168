import { type Database, insertRows, type Tables } from '@stancewire/read-model'

type Counter = Tables['counter']

const minuteMs = 60_000
const minutes = 180

/** Shares of what comes to a stage that end there, by outcome, and how long work on one takes; the others go on. */
const stages = [
  { stage: 'fetch', ends: { 'stop:gone': 0.04 }, workedMs: 430 },
  { stage: 'parse', ends: { 'stop:off-topic': 0.17, 'stop:paywalled': 0.03 }, workedMs: 95 },
  { stage: 'deduplicate', ends: { 'article.duplicated': 0.26 }, workedMs: 28 },
  { stage: 'classify-stance', ends: { 'article.classified': 1 }, workedMs: 140 },
] as const

/** Tells an archive of hours in which all went well, up to this instant: some sixty runs a minute, in waves. */
export async function addEarlierHours({ db }: Database, endMs: number): Promise<void> {
  const last = Math.floor(endMs / minuteMs) * minuteMs
  const rows = Array.from({ length: minutes }, (_, ago) => ofMinute(last - ago * minuteMs, ago)).flat()
  await insertRows(db, 'counter', rows)
}

function ofMinute(minuteMs: number, ago: number): Counter[] {
  let coming = Math.round(62 + 13 * Math.sin(ago / 11) + 6 * Math.sin(ago / 2.3) + ((ago * 37) % 9))
  return stages.flatMap(({ stage, ends, workedMs }) => {
    const count = (outcome: string, runs: number): Counter => {
      return {
        minuteMs,
        stage,
        outcome,
        count: runs,
        workedMs: Math.round(runs * workedMs * (1 + 0.2 * Math.sin(ago / 5))),
      }
    }
    const ended = Object.entries(ends).map(([outcome, share]) => count(outcome, Math.round(coming * share)))
    coming -= ended.reduce((sum, row) => sum + row.count, 0)
    return coming > 0 ? [count('passed', coming), ...ended] : ended
  })
}
