import type { Facts, Tally } from './facts.ts'
import { type Finding, ok, wrong } from './finding.ts'

const kinds = [
  ['classified', 'article.classified'],
  ['duplicated', 'article.duplicated'],
  ['failed', 'url.failed'],
] as const

/** Whether accepted = classified + duplicated + stopped (by reason) + failed + in flight: among the counters, and beside what marks and stream say. */
export function judgeAccounts(facts: Facts): Finding {
  const sentence = `accounts: ${sumOf(facts.counters.after)}`
  const problems = [...ofCounters(facts.counters.after), ...besideMarks(facts), ...besideStream(facts)]
  return problems.length === 0 ? ok('accounts', sentence) : wrong('accounts', `${sentence}; ${problems.join('; ')}`)
}

function sumOf(counters: Tally): string {
  const of = (name: string) => counters[name] ?? 0
  const stops = Object.entries(counters)
    .filter(([name, count]) => name.startsWith('stop:') && count !== 0)
    .sort(([, a], [, b]) => b - a)
  const reasons = stops.map(([name, count]) => `${count} ${name.slice('stop:'.length)}`).join(', ')
  const [classified, duplicated, failed] = kinds.map(([kind, type]) => `${of(`end:${type}`)} ${kind}`)
  const stopped = `${stoppedOf(counters)} stopped${reasons === '' ? '' : ` (${reasons})`}`
  const inFlight = `${of('accepted') - of('ended')} in flight`
  return `${of('accepted')} accepted = ${[classified, duplicated, stopped, failed, inFlight].join(' + ')}`
}

function stoppedOf(counters: Tally): number {
  return sum(Object.entries(counters).flatMap(([name, count]) => (name.startsWith('stop:') ? [count] : [])))
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

/** Counters of ends, by kind; and of stops, by reason. */
export function endCountersOf(counters: Tally): Tally {
  return Object.fromEntries(Object.entries(counters).filter(([name]) => /^(?:end|stop):/.test(name)))
}

function ofCounters(counters: Tally): string[] {
  const { accepted = 0, ended = 0 } = counters
  const byKind = sum(Object.values(endCountersOf(counters)))
  return [
    ...(byKind === ended ? [] : [`ends by kind add up to ${byKind}, all ends to ${ended}`]),
    ...(ended <= accepted ? [] : [`${ended} ended, which is more than were accepted`]),
  ]
}

/** What is left of a count beside the marks: the runs of marks that are forgotten by now. */
type Left = { readonly least: number; readonly most: number }

/** Marks are read one after the other while counters move: each count lies between what it was before and after. */
function leftOf({ before, between }: Facts['counters'], count: (counters: Tally) => number, marked: number): Left {
  return { least: count(before) - marked, most: count(between) - marked }
}

function besideMarks({ counters, marks }: Facts): string[] {
  const accepted = leftOf(counters, ({ accepted = 0 }) => accepted, marks.runs)
  const ended = leftOf(counters, ({ ended = 0 }) => ended, sum(Object.values(marks.ends)))
  const forgottenMost = Math.min(accepted.most, ended.most)
  const agrees = forgottenMost >= 0 && forgottenMost >= Math.max(accepted.least, ended.least)
  const open = marks.runs - sum(Object.values(marks.ends))
  const told = agrees ? [] : [`the marks tell of ${marks.runs} runs, ${open} of them in flight`]
  const compare = (kind: string, count: (counters: Tally) => number, marked: number) => {
    const { least, most } = leftOf(counters, count, marked)
    // A kind can have no more forgotten runs than there are in all.
    return most < 0 || least > Math.max(0, forgottenMost) ? [`the marks tell of ${marked} ${kind}`] : []
  }
  const byKind = kinds.flatMap(([kind, type]) =>
    compare(kind, (each) => each[`end:${type}`] ?? 0, marks.ends[type] ?? 0),
  )
  return [...told, ...byKind, ...compare('stopped', stoppedOf, marks.ends['url.stopped'] ?? 0)]
}

/** The stream is read while counters move, too. It tells reasons, which marks do not. */
function besideStream({ counters: { between, after }, events }: Facts): string[] {
  const names = new Set([...Object.keys(endCountersOf(after)), ...Object.keys(events.ends)])
  return [...names].flatMap((name) => {
    const onStream = events.ends[name] ?? 0
    const isTooMany = onStream > (after[name] ?? 0)
    const isTooFew = events.isWhole && onStream < (between[name] ?? 0)
    return isTooMany || isTooFew ? [`the stream holds ${onStream} ${name.replace(/^end:\w+\.|^stop:/, '')}`] : []
  })
}
