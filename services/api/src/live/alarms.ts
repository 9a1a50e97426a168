import type { AlarmFacts, Raised } from './alarm-facts.ts'
import { lineRules } from './line-alarms.ts'
import { outcomeRules } from './outcome-alarms.ts'
import type { Alarm } from './picture.ts'
import { readerRules } from './reader-alarms.ts'

const alarmsMost = 50
const levels = ['critical', 'warning'] as const
const rules = [...lineRules, ...readerRules, ...outcomeRules]

/** Finds what is wrong by a closed list of rules, what is worst first. */
export function findAlarms(facts: AlarmFacts): readonly Raised[] {
  const all = rules.flatMap((rule) => rule(facts))
  return levels.flatMap((level) => all.filter((alarm) => alarm.level === level))
}

/** Remembers since when each alarm stands, and tells of those that stand for long enough. */
export function openAlarmBook() {
  let since = new Map<string, number>()
  return (raised: readonly Raised[], nowMs: number): Alarm[] => {
    since = new Map(raised.map(({ id }) => [id, since.get(id) ?? nowMs]))
    return raised
      .map((alarm) => ({ ...alarm, sinceMs: since.get(alarm.id) ?? nowMs }))
      .filter(({ holdsMs = 0, sinceMs }) => nowMs - sinceMs >= holdsMs)
      .slice(0, alarmsMost)
      .map(({ holdsMs: _, sinceMs, ...alarm }) => ({ ...alarm, since: new Date(sinceMs).toISOString() }))
  }
}
