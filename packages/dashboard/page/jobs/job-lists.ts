/** By what jobs can be looked for, as it stands in the address. */
export const filterNames = [
  ...(['stage', 'match', 'host', 'source', 'topic', 'cause', 'reason', 'errorName'] as const),
  ...(['endedBy', 'lane', 'since', 'until'] as const),
] as const
export type FilterName = (typeof filterNames)[number]
export type JobQuery = Readonly<Record<FilterName, string>>

/** A list of jobs: what it is called, and by what it can be narrowed. */
export type JobList = {
  readonly state: 'failed' | 'waiting' | 'delayed' | 'active' | 'hosts' | 'moving' | 'ended'
  readonly title: string
  /** What is in it, in a sentence. */
  readonly is: string
  readonly by: readonly FilterName[]
}

const ofQueue = ['stage', 'match', 'host', 'source'] as const

/** The lists, in the order of their tabs. */
export const jobLists: readonly JobList[] = [
  {
    ...{ state: 'failed', title: 'Failed', is: 'Runs that were given up, and that nobody retried or discarded since.' },
    by: ['stage', 'match', 'host', 'source', 'cause', 'errorName', 'since', 'until'],
  },
  {
    ...{
      state: 'waiting',
      title: 'Waiting',
      is: 'Jobs of one stage in the order in which they are taken.',
      by: ofQueue,
    },
  },
  {
    ...{ state: 'delayed', title: 'Put off', by: ofQueue },
    is: 'Jobs of one stage that come back later: when, and why as far as the line knows.',
  },
  { ...{ state: 'active', title: 'In hand', is: 'Jobs of one stage that a worker has in hand.', by: ofQueue } },
  {
    ...{ state: 'hosts', title: 'At hosts', by: ['host'] },
    is: 'Found addresses wait here for their host’s turn, before the first stage: its delay, its slots, its pauses.',
  },
  {
    ...{ state: 'moving', title: 'On their way', by: ['match', 'host', 'source', 'lane', 'since', 'until'] },
    is: 'All runs that were accepted and have not ended, whatever stage they are at, the one accepted last first.',
  },
  {
    ...{ state: 'ended', title: 'Ended', is: 'Runs that have ended, the last first, whatever became of them.' },
    by: ['stage', 'match', 'host', 'source', 'topic', 'endedBy', 'reason', 'errorName', 'since', 'until'],
  },
]

/** The list that an address names; the failed ones where it names none, or the hosts where it names nothing but one. */
export function jobListOf(state: string, { host, stage }: JobQuery): JobList {
  const usual = host !== '' && stage === '' ? 'hosts' : 'failed'
  const [first] = jobLists
  const found = jobLists.find((list) => list.state === state) ?? jobLists.find((list) => list.state === usual) ?? first
  if (!found) throw new Error('there are lists')
  return found
}

/** What of an address a list asks for. */
export function asked(list: JobList, query: JobQuery): Partial<JobQuery> {
  return Object.fromEntries(list.by.flatMap((name) => (query[name] === '' ? [] : [[name, query[name]]])))
}

/** What of an address a list cannot be narrowed by. */
export function notAsked(list: JobList, query: JobQuery): FilterName[] {
  return filterNames.filter((name) => query[name] !== '' && !list.by.includes(name))
}

/** What each filter is called. */
export const filterTitles: Readonly<Record<FilterName, string>> = {
  ...{ stage: 'Stage', match: 'URL or message', host: 'Host', source: 'Source', topic: 'Topic', cause: 'Cause' },
  ...{ reason: 'Reason', errorName: 'Error class', endedBy: 'Ended by', lane: 'Lane', since: 'From', until: 'Before' },
}
