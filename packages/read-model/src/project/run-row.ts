import type { TerminalEvent } from '@stancewire/contracts'
import type { CounterRow, RunRow, RunStepRow } from '../database/tables.ts'

const minute = 60_000

/** The run that an event ends. */
export function runRow({ type, data }: TerminalEvent, endedMs: number): RunRow {
  const { urlId, run, url, trace } = data
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
    sourceId: trace?.sourceId ?? null,
    discoveredMs: trace ? Date.parse(trace.discoveredAt) : null,
    discardedMs: null,
  }
}

/** The stages that a run went through. */
export function stepRows({ data: { urlId, run, trace } }: TerminalEvent): RunStepRow[] {
  const steps = trace?.steps ?? []
  return steps.map(({ queuedAt, ...step }, place) => ({
    ...{ urlId, run, place },
    ...step,
    endedMs: Date.parse(queuedAt) + step.waitedMs + step.workedMs,
  }))
}

const lastStage = { 'article.classified': 'classify-stance', 'article.duplicated': 'deduplicate' } as const

/** What a run adds to the counters: each stage it passed, the stage it ended in, and how. */
export function runCounters(event: TerminalEvent, endedMs: number): CounterRow[] {
  const { type, data } = event
  const stage = 'stage' in data ? data.stage : lastStage[type as keyof typeof lastStage]
  const outcome = outcomeOf(event)
  const steps = stepRows(event)
  const last = steps.at(-1)
  const isLast = last?.stage === stage
  const passed = isLast ? steps.slice(0, -1) : steps
  return [
    ...passed.map((step) => counterRow(step, 'passed', step.endedMs)),
    counterRow({ stage, workedMs: isLast ? last.workedMs : 0 }, outcome, endedMs),
  ]
}

function counterRow({ stage, workedMs }: Pick<RunStepRow, 'stage' | 'workedMs'>, outcome: string, atMs: number) {
  return { minuteMs: Math.floor(atMs / minute) * minute, stage, outcome, count: 1, workedMs }
}

/** How a run ended, as the counters have it: why it was stopped or failed, or by which event. */
function outcomeOf({ type, data }: TerminalEvent): string {
  if (type === 'url.stopped') return `stop:${data.reason}`
  return type === 'url.failed' ? `fail:${data.cause}` : type
}
