import { plural } from '../table.ts'
import { type Facts, nameOf } from './facts.ts'
import { type Finding, ok, wrong } from './finding.ts'
import { judgeAccounts } from './judge-accounts.ts'
import type { Sample } from './sample.ts'

/** Judges what was read of a line: one finding for each check where all is well, else one for each thing that is wrong. */
export function judge(facts: Facts): Finding[] {
  return [
    judgeAccounts(facts),
    ...unlessWrong(runsWrong(facts), () => ok('runs', runsSentence(facts))),
    ...unlessWrong(eventsWrong(facts), () => ok('events', eventsSentence(facts))),
    ...unlessWrong(sequencesWrong(facts), () => ok('sequences', sequencesSentence(facts))),
    ...unlessWrong(slotsWrong(facts), () => ok('slots', slotsSentence(facts))),
    ...unlessWrong(bodiesWrong(facts), () => ok('bodies', `bodies: ${facts.bodies.count} kept, each of a known run`)),
  ]
}

function unlessWrong(found: readonly (Finding | undefined)[], well: () => Finding): Finding[] {
  const problems = found.filter((finding) => finding !== undefined)
  return problems.length > 0 ? problems : [well()]
}

/** A finding about some, if there are any. */
function about(check: Finding['check'], names: readonly string[], text: (count: number) => string) {
  return names.length === 0 ? undefined : wrong(check, text(names.length), names)
}

/** As {@link about}, where only a sample of the names was kept. */
function aboutSample(check: Finding['check'], { count, ids }: Sample, text: (count: number) => string) {
  return count === 0 ? undefined : wrong(check, text(count), ids)
}

function runsWrong({ runs, marks }: Facts) {
  const beyondMending = runs.lost.filter(({ hasEntry }) => !hasEntry).length
  const but = beyondMending > 0 ? `; the message that started ${beyondMending} of them is gone: cannot be mended` : ''
  return [
    about(
      'runs',
      runs.lost.map(({ ref }) => nameOf(ref)),
      (count) => `runs: ${count} lost: not ended, not at a host, in no queue${but}`,
    ),
    about(
      'runs',
      runs.unended.map(({ id }) => id),
      (count) => `runs: ${plural(count, 'job')} failed for good, but the end of the run is missing`,
    ),
    about('runs', runs.unknown.map(nameOf), (count) => `runs: ${count} in the line that no mark knows`),
    about(
      'runs',
      marks.broken,
      (count) => `runs: ${plural(count, 'mark')} without a number of runs, or with ends that belong to none`,
    ),
  ]
}

function runsSentence({ runs, marks }: Facts): string {
  const found = Object.entries(runs.places).map(([place, count]) => `${count} ${place}`)
  const moved = runs.open - Object.values(runs.places).reduce((all, count) => all + count, 0)
  const where = [...found, ...(moved > 0 ? [`${moved} on the move`] : [])].join(', ')
  return `runs: ${marks.runs} of ${plural(marks.urls, 'URL')}, ${runs.open} in flight${where === '' ? '' : ` (${where})`}, none lost`
}

function eventsWrong({ events }: Facts) {
  const { extent } = events
  const deleted = extent.lastDeleted
  return [
    aboutSample(
      'events',
      events.broken,
      (count) => `events: ${count === 1 ? '1 entry' : `${count} entries`} on the stream hold no event`,
    ),
    aboutSample('events', events.repeated, (count) => `events: ${count} stand on the stream more than once`),
    aboutSample('events', events.endedAgain, (count) => `events: ${plural(count, 'run')} with more than one end`),
    aboutSample(
      'events',
      events.untold,
      (count) => `events: ${plural(count, 'end')} on the stream that the mark of the run does not tell`,
    ),
    events.isWhole
      ? aboutSample('events', events.missing, (count) => `events: ${plural(count, 'end')} missing on the stream`)
      : undefined,
    deleted === null
      ? undefined
      : wrong(
          'events',
          `events: some were deleted from the stream, which the line never does; the last one ${deleted}`,
        ),
  ]
}

function eventsSentence({ events }: Facts): string {
  const ends = Object.values(events.ends).reduce((all, count) => all + count, 0)
  const trimmed = events.isWhole ? '' : '; older ones were trimmed'
  return `events: ${events.count} on the stream, ${plural(ends, 'end')} among them, none twice${trimmed}`
}

function sequencesWrong({ events }: Facts) {
  return [
    aboutSample('sequences', events.gaps, (count) => `sequences: ${plural(count, 'subject')} with a gap`),
    events.isWhole
      ? aboutSample(
          'sequences',
          events.beheaded,
          (count) => `sequences: ${plural(count, 'subject')} without what came first`,
        )
      : undefined,
  ]
}

function sequencesSentence({ events }: Facts): string {
  return `sequences: ${plural(events.subjects, 'subject')}, no gap`
}

function slotsWrong({ hosts }: Facts) {
  return [
    about(
      'slots',
      hosts.forgotten.map(({ host, ref }) => `${host} ${nameOf(ref)}`),
      (count) => `slots: ${count} held by runs that have ended`,
    ),
    about('slots', hosts.stranded, (count) => `slots: ${plural(count, 'host')} that would be passed over for ever`),
    about(
      'slots',
      hosts.unreadable,
      (count) => `slots: ${plural(count, 'host')} with entries that cannot be read: cannot be mended`,
    ),
  ]
}

function slotsSentence({ hosts }: Facts): string {
  return `slots: ${plural(hosts.count, 'host')}, ${hosts.waiting} waiting, ${hosts.held} held`
}

function bodiesWrong({ bodies }: Facts) {
  const names = bodies.orphans.map((ref) => `${nameOf(ref)}/${ref.kind}`)
  return [about('bodies', names, (count) => `bodies: ${count} without a run`)]
}
