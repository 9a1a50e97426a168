import type { TerminalEvent } from '@stancewire/contracts'
import type { CounterRow, RunRow } from '../database/tables.ts'

const minute = 60_000

/** The run that an event ends. */
export function runRow({ type, data }: TerminalEvent, endedMs: number): RunRow {
  const { urlId, run, url } = data
  return {
    ...{ urlId, run, url, endedMs },
    host: URL.canParse(url) ? new URL(url).hostname : '',
    endedBy: type,
    stage: 'stage' in data ? data.stage : null,
    reason: 'reason' in data ? data.reason : 'cause' in data ? data.cause : null,
    detail: 'detail' in data ? data.detail : 'error' in data ? data.error.message : null,
    errorName: 'error' in data ? data.error.name : null,
    attempts: 'attempts' in data ? data.attempts : null,
    articleId: 'articleId' in data ? data.articleId : null,
    sourceId: null,
    discoveredMs: null,
    discardedMs: null,
  }
}

const lastStage = { 'article.classified': 'classify-stance', 'article.duplicated': 'deduplicate' } as const

/** What its end adds to the counters: the stage it ended in, and how. */
export function endCounter(event: TerminalEvent, endedMs: number): CounterRow {
  const { type, data } = event
  return {
    minuteMs: Math.floor(endedMs / minute) * minute,
    stage: 'stage' in data ? data.stage : lastStage[type as keyof typeof lastStage],
    outcome: type === 'url.stopped' ? `stop:${event.data.reason}` : type,
    count: 1,
    workedMs: 0,
  }
}
