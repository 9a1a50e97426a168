import { counted, figure, pageOf, type Raised, type Rule, spoken } from './alarm-facts.ts'

const nearShare = 0.85
const oldMs = { warning: 5 * 60_000, critical: 30 * 60_000 }
const blockedLongMs = 60_000
const hostsNamed = 10

const redisAway: Rule = ({ sample }) =>
  sample
    ? []
    : [
        {
          ...{ id: 'redis-away', level: 'critical', what: 'Redis does not answer', where: 'Redis', href: '/' },
          remedy: 'Start Redis again, or look at the network between: everybody waits, and goes on by themselves',
        },
      ]

const redisMemory: Rule = ({ sample }) => {
  const { usedBytes = 0, maxBytes = null, shareMax = 1 } = sample?.memory ?? {}
  if (maxBytes === null || usedBytes / maxBytes < nearShare * shareMax) return []
  const isOver = usedBytes / maxBytes >= shareMax
  const share = `${Math.round((100 * usedBytes) / maxBytes)} %`
  const mark = `${Math.round(100 * shareMax)} %`
  return [
    {
      ...{ id: 'redis-memory', level: isOver ? 'critical' : 'warning', where: 'Redis', href: '/' },
      what: `Redis uses ${share} of its memory; at ${mark} nothing new is taken in`,
      remedy: 'Give Redis more maxmemory, which takes effect at once; start the archive, if it is behind',
    },
  ]
}

const lineFull: Rule = ({ sample, isFull }) => {
  if (!sample || !isFull) return []
  const { runs, queues } = sample
  const slowest = queues.reduce((most, each) => (each.waiting > most.waiting ? each : most), queues[0] ?? noQueue)
  return [
    {
      ...{ id: 'line-full', level: 'warning', where: slowest.queue, href: '/' },
      what: `The line is full, and what finds addresses waits: ${counted(runs.accepted - runs.ended, 'run')} on their way, of ${figure(runs.inFlightMax)}`,
      remedy: `Start another process of ${slowest.queue}, where most waits; or raise limits.inFlightMax`,
    },
  ]
}
const noQueue = { queue: 'fetch', waiting: 0 } as const

const stagePaused: Rule = ({ sample }) =>
  (sample?.queues ?? [])
    .filter(({ isPaused }) => isPaused)
    .map(({ queue }): Raised => {
      const pause = sample?.pauses.find(({ kind, name }) => kind === 'stage' && name === queue)
      const who = pause ? `by ${pause.by}: ${pause.reason}` : 'by another tool'
      return {
        ...{ id: `stage-paused:${queue}`, level: 'warning', where: queue, href: pageOf('/jobs', { stage: queue }) },
        what: `${queue} is paused ${who}`,
        remedy: pause?.until ? `It goes on by itself at ${pause.until}; or resume it` : 'Resume it',
      }
    })

const oldestWaiting: Rule = ({ sample }) =>
  (sample?.queues ?? [])
    .filter(({ isPaused, workers }) => !isPaused && workers > 0)
    .flatMap(({ queue, oldestWaitingMs, waiting }): Raised[] => {
      if (oldestWaitingMs === null || oldestWaitingMs < oldMs.warning) return []
      return [
        {
          ...{ id: `oldest-waiting:${queue}`, where: queue, href: pageOf('/jobs', { stage: queue, state: 'waiting' }) },
          level: oldestWaitingMs < oldMs.critical ? 'warning' : 'critical',
          what: `The oldest of ${counted(waiting, 'job')} of ${queue} has waited for ${spoken(oldestWaitingMs)}`,
          remedy: `Start another process of ${queue}, or find out below what slows it down`,
        },
      ]
    })

const overdueHosts: Rule = ({ sample }) => {
  const { waiting = 0, overdueMs = null } = sample?.hosts ?? {}
  const fetch = sample?.queues.find(({ queue }) => queue === 'fetch')
  if (!fetch?.workers || overdueMs === null || overdueMs < oldMs.warning) return []
  return [
    {
      ...{ id: 'overdue-hosts', where: 'fetch', href: pageOf('/jobs', { stage: 'fetch' }) },
      level: overdueMs < oldMs.critical ? 'warning' : 'critical',
      what: `Of ${counted(waiting, 'address', 'addresses')} at their hosts, one could have been fetched ${spoken(overdueMs)} ago`,
      remedy: 'Start another process of fetch, or find out below what slows it down: its log tells',
    },
  ]
}

const noWorker: Rule = ({ sample }) =>
  (sample?.queues ?? []).flatMap(({ queue, workers, waiting, active, delayed }): Raised[] => {
    const jobs = waiting + active + delayed
    // What is to be fetched waits at its host until somebody who fetches takes it from there.
    const addresses = queue === 'fetch' ? (sample?.hosts.waiting ?? 0) : 0
    if (workers > 0 || jobs + addresses === 0) return []
    const left = [
      ...(jobs > 0 ? [counted(jobs, 'job')] : []),
      ...(addresses > 0 ? [counted(addresses, 'address', 'addresses')] : []),
    ]
    const oldestMs = addresses > 0 ? (sample?.hosts.oldestMs ?? null) : null
    const since = oldestMs === null ? '' : `, the oldest for ${spoken(oldestMs)}`
    return [
      {
        ...{ id: `no-worker:${queue}`, level: 'critical', where: queue, href: '/' },
        what: `Nobody works on ${queue}, and ${left.join(' and ')} wait there${since}`,
        remedy: `Start it: npx stancewire up ${serviceOf[queue]}`,
      },
    ]
  })

const serviceOf = {
  fetch: 'fetcher',
  parse: 'parser',
  deduplicate: 'deduplicator',
  'classify-stance': 'stance-classifier',
} as const

const hostBlocked: Rule = ({ sample }) => {
  if (!sample) return []
  const longMs = Math.max(blockedLongMs, 3 * sample.hostDelayMs)
  const isPaused = (host: string) =>
    sample.pauses.some(({ kind, name }) => kind === 'host' && (host === name || host.endsWith(`.${name}`)))
  return sample.hosts.busiest
    .filter(({ host, waiting, blockedMs }) => waiting > 0 && blockedMs > longMs && !isPaused(host))
    .slice(0, hostsNamed)
    .map(({ host, waiting, blockedMs }) => ({
      ...{ id: `host-blocked:${host}`, level: 'warning', where: host, href: pageOf('/jobs', { host }) },
      what: `${host} asked not to be asked for ${spoken(blockedMs)} (429, 503 or Retry-After); ${counted(waiting, 'address', 'addresses')} wait`,
      remedy: 'Nothing is lost: wait; or pause the host, and ask it less often by limits.fetch.hostDelayMs',
    }))
}

/** What can be wrong with Redis, the stages and the hosts. */
export const lineRules: readonly Rule[] = [
  redisAway,
  redisMemory,
  noWorker,
  overdueHosts,
  lineFull,
  stagePaused,
  oldestWaiting,
  hostBlocked,
]
