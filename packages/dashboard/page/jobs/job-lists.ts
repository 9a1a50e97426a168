/** By what jobs can be looked for, as it stands in the address. */
export const filterNames = [
  ...(['stage', 'is', 'match', 'host', 'source', 'topic', 'why', 'cause', 'reason', 'errorName'] as const),
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
  /** What the moment of a row is, as in "Failed from" and "Failed before". */
  readonly moment: string
  /** What it means in this list that something is on a topic. */
  readonly onTopic?: string
}

const told = ['match', 'host', 'source', 'topic'] as const
const span = ['since', 'until'] as const
const ofLastTry = ['cause', 'errorName'] as const
const ofQueue = ['stage', ...told, 'lane', ...ofLastTry, ...span] as const

const asRead =
  'Sources are bound to no topic. A topic is known once PARSE has read the page; before that, it means that an earlier run of the same address led to an article on it.'

/** The lists, in the order of their tabs. A filter that can mean nothing in a list is not among its own. */
export const jobLists: readonly JobList[] = [
  {
    ...{ state: 'failed', title: 'Failed', is: 'Runs that were given up, and that nobody retried or discarded since.' },
    ...{ by: ['stage', ...told, ...ofLastTry, ...span], moment: 'Failed' },
    onTopic:
      'A run that failed was given no topic: it means that another run of the same address led to an article on it.',
  },
  {
    ...{ state: 'waiting', title: 'Waiting', is: 'Jobs of one stage in the order in which they are taken.' },
    ...{ by: ofQueue, moment: 'Waiting since', onTopic: asRead },
  },
  {
    ...{ state: 'delayed', title: 'Put off', by: [...ofQueue, 'why'], moment: 'Due', onTopic: asRead },
    is: 'Jobs of one stage that come back later: when, and why as far as the line knows.',
  },
  {
    ...{ state: 'active', title: 'In hand', is: 'Jobs of one stage that a worker has in hand.' },
    ...{ by: ofQueue, moment: 'Begun', onTopic: asRead },
  },
  {
    ...{ state: 'hosts', title: 'At hosts', by: ['host'], moment: 'Since' },
    is: 'Found addresses wait here for their host’s turn, before the first stage: its delay, its slots, its pauses.',
  },
  {
    ...{ state: 'moving', title: 'On their way', moment: 'Accepted', onTopic: asRead },
    by: ['stage', 'is', ...told, 'lane', 'why', ...ofLastTry, ...span],
    is: 'All runs that were accepted and have not ended, whatever stage they are at, the one accepted last first.',
  },
  {
    ...{ state: 'ended', title: 'Ended', is: 'Runs that have ended, the last first, whatever became of them.' },
    ...{ by: ['stage', ...told, 'endedBy', 'reason', 'errorName', ...span], moment: 'Ended' },
    onTopic: 'It means that the run itself led to an article on the topic.',
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
  ...{ stage: 'Stage', is: 'Stands', match: 'URL or message', host: 'Host', source: 'Source', topic: 'Topic' },
  ...{ why: 'Why put off', cause: 'Cause', reason: 'Reason', errorName: 'Error class', endedBy: 'Ended by' },
  ...{ lane: 'Lane', since: 'From', until: 'Before' },
}

/** What a filter is called in a list. */
export function filterTitle(name: FilterName, { state, moment }: JobList): string {
  if (name === 'since') return moment.endsWith('since') ? moment : `${moment} from`
  if (name === 'until') return moment.endsWith('since') ? `${moment}, before` : `${moment} before`
  return name === 'match' && state === 'moving' ? 'URL' : filterTitles[name]
}
