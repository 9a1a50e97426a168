import { counted, figure, type Raised, type Rule, spoken } from './alarm-facts.ts'

const behindMs = { warning: 60_000, critical: 600_000 }
// After a quiet time the first event comes late by as much, until it is read.
const archiveHoldsMs = 3_000

const archiveAway: Rule = ({ isArchiveAway }) =>
  isArchiveAway
    ? [
        {
          ...{ id: 'archive-away', level: 'critical', where: 'archive', href: '/' },
          what: 'The archive’s database does not answer, or is very slow: figures of work are old or missing',
          remedy: 'Look at the database and its disk; the line goes on meanwhile',
        },
      ]
    : []

const noArchive: Rule = ({ sample }) =>
  sample?.archiveBehindMs === null
    ? [
        {
          ...{ id: 'no-archive', level: 'warning', where: 'archive', href: '/' },
          what: 'No archive reads the events: there are no figures of work, and nothing new can be searched',
          remedy: 'Start it: npx stancewire up archive',
        },
      ]
    : []

const archiveBehind: Rule = ({ sample }) => {
  const behind = sample?.archiveBehindMs ?? 0
  if (behind < behindMs.warning) return []
  return [
    {
      ...{ id: 'archive-behind', where: 'archive', href: '/', holdsMs: archiveHoldsMs },
      level: behind < behindMs.critical ? 'warning' : 'critical',
      what: `The archive is ${spoken(behind)} behind the events: what is shown of articles and work is as old`,
      remedy: 'See that it runs: npx stancewire up archive. Its log says what holds it up; nothing is lost meanwhile',
    },
  ]
}

const deadLetters: Rule = ({ figures }) => {
  const { deadLetters: count = 0 } = figures ?? {}
  if (count === 0) return []
  return [
    {
      ...{ id: 'dead-letters', level: 'warning', where: 'archive', href: '/' },
      what: `${counted(count, 'event')} could not be brought into the archive’s tables`,
      remedy: 'npx stancewire archive status says why; after an upgrade: npx stancewire archive retry-dead',
    },
  ]
}

const groups: Rule = ({ groups: all }) =>
  (all ?? []).flatMap(({ name, isLapsed, lagMs, lagEvents, pending }): Raised[] => {
    const place = { where: name, href: '/events' }
    if (isLapsed)
      return [
        {
          ...{ id: `group-lapsed:${name}`, level: 'critical', ...place },
          what: `The consumer group ${name} was so far behind that events went from the stream before it had them`,
          remedy: 'Read what it missed from GET /v1/events, and let it begin anew behind that',
        },
      ]
    if (lagMs < behindMs.warning) return []
    const left = lagEvents === null ? '' : `: ${figure(lagEvents)} events wait for it, ${figure(pending)} are in hand`
    return [
      {
        ...{ id: `group-behind:${name}`, level: lagMs < behindMs.critical ? 'warning' : 'critical', ...place },
        what: `The consumer group ${name} is ${spoken(lagMs)} behind the events${left}`,
        remedy: 'See that its consumers run, or remove the group: XGROUP DESTROY. Events go from the stream without it',
      },
    ]
  })

/** What can be wrong with those who read the events. */
export const readerRules: readonly Rule[] = [archiveAway, noArchive, archiveBehind, deadLetters, groups]
