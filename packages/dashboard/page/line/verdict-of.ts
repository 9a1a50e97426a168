import type { Sample } from '../live/sample.ts'
import { countText, durationText, rateText } from '../parts/amounts.ts'
import { stageTitle } from './stage-names.ts'

/** Whether all is well, in one sentence. */
export type Verdict = { readonly level: 'well' | 'warning' | 'critical'; readonly text: string }

/** Judges a picture of the line: alarms go before figures, and what is not known is not well. */
export function verdictOf({ alarms, line, redis, archive }: Sample): Verdict {
  if (alarms.length > 0) {
    const level = alarms.some((alarm) => alarm.level === 'critical') ? 'critical' : 'warning'
    return { level, text: alarms.length === 1 ? 'One thing needs you' : `${countText(alarms.length)} things need you` }
  }
  if (redis === 'away') return { level: 'critical', text: 'Redis is away: how the line stands is not known' }
  if (archive === 'away') return { level: 'warning', text: 'The archive does not answer: what has ended is not known' }
  const paused = line.stages.filter(({ isPaused }) => isPaused).map(({ stage }) => stageTitle(stage))
  if (paused.length > 0) return { level: 'well', text: `All is well, with ${paused.join(' and ')} paused` }
  return { level: 'well', text: `All is well: ${pace(line)}` }
}

function pace({ stages, hosts, inFlight, endedPerMinute }: Sample['line']): string {
  if (inFlight === 0 && !endedPerMinute) return 'nothing is on its way, and nothing waits'
  const waits = howLong([...stages, ...(hosts ? [hosts] : [])], hosts?.waiting ?? 0)
  if (endedPerMinute === null) return waits
  return `${rateText(endedPerMinute)} ${endedPerMinute === 1 ? 'page' : 'pages'} a minute, and ${waits}`
}

type Waiting = { readonly oldestWaitingMs: number | null }

function howLong(all: readonly Waiting[], atHosts: number): string {
  const ages = all.flatMap(({ oldestWaitingMs }) => oldestWaitingMs ?? [])
  const oldestMs = Math.max(0, ...ages)
  if (oldestMs >= 1_000) return `nothing waits longer than ${durationText(oldestMs)}`
  if (ages.length > 0) return 'nothing waits longer than a second'
  return atHosts > 0 ? `${countText(atHosts)} wait at their hosts, put off on purpose` : 'nothing waits'
}
