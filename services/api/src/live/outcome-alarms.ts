import { counted, figure, pageOf, type Raised, type Rule, spoken } from './alarm-facts.ts'
import { failingWithinMs } from './archive-figures.ts'

const failuresMost = 3
const criticalShare = 0.2
const sourcesNamed = 5

const failedRuns: Rule = ({ figures }) =>
  (figures?.failures ?? [])
    .filter(({ count }) => count >= failuresMost)
    .map(({ stage, cause, count, host, ofHost }): Raised => {
      const work = figures?.lastHour.filter((each) => each.stage === stage) ?? []
      const all = work.reduce((sum, each) => sum + each.count, 0)
      const isOneHost = ofHost > count / 2
      const whose = isOneHost ? `, ${figure(ofHost)} of them at ${host}` : ''
      return {
        ...{ id: `failed:${stage}:${cause}`, level: count > criticalShare * all ? 'critical' : 'warning' },
        what: `${counted(count, 'run')} failed in ${stage} (${cause}) within ${spoken(failingWithinMs)}${whose}`,
        where: isOneHost ? `${stage} · ${host}` : stage,
        remedy: 'Look at one with its stack; retry them once it is mended, or discard what can never work',
        href: pageOf('/jobs', { state: 'failed', stage, cause, ...(isOneHost ? { host } : {}) }),
      }
    })

const sourcesFailing: Rule = ({ sources }) => {
  const { failing = [], failingCount = 0 } = sources ?? {}
  if (failingCount > sourcesNamed)
    return [
      {
        ...{
          id: 'sources-failing',
          level: 'warning',
          where: 'sources',
          href: pageOf('/sources', { state: 'failing' }),
        },
        what: `${counted(failingCount, 'source')} cannot be polled`,
        remedy: 'Where all fail, look at the network; else test them one by one: an address may have moved',
      },
    ]
  return failing.map(({ id, failures }) => ({
    ...{ id: `source-failing:${id}`, level: 'warning', where: id, href: pageOf('/sources', { id }) },
    what: `${id} could not be polled ${figure(failures)} times in a row`,
    remedy: 'Test its address: it may have moved. Set another one in the settings, or pause the source',
  }))
}

const sourcesSilent: Rule = ({ sources }) => {
  const { silent = [], silentCount = 0 } = sources ?? {}
  if (silentCount > sourcesNamed)
    return [
      {
        ...{ id: 'sources-silent', level: 'warning', where: 'sources', href: pageOf('/sources', { state: 'silent' }) },
        what: `${counted(silentCount, 'source')} are silent`,
        remedy: 'Where none is polled, start the discoverer; else look at what they list',
      },
    ]
  return silent.map(({ id, why }) => ({
    ...{ id: `source-silent:${id}`, level: 'warning', where: id, href: pageOf('/sources', { id }) },
    ...(why === 'not-polled'
      ? { what: `${id} was not polled when its time came`, remedy: 'See that the discoverer runs, and is not held up' }
      : {
          what: `${id} has brought nothing for far longer than it ever did`,
          remedy: 'Test its address: its feed may have moved, or ended',
        }),
  }))
}

const noDiscoverer: Rule = ({ workers, sourcesTotal }) => {
  if (!workers || sourcesTotal === 0 || workers.some(({ service }) => service === 'discoverer')) return []
  return [
    {
      ...{ id: 'no-discoverer', level: 'warning', where: 'discoverer', href: '/sources' },
      what: 'Nobody polls the sources',
      remedy: 'Start it: npx stancewire up discoverer',
    },
  ]
}

/** What can be wrong with what comes in, and with what comes of it. */
export const outcomeRules: readonly Rule[] = [failedRuns, noDiscoverer, sourcesFailing, sourcesSilent]
