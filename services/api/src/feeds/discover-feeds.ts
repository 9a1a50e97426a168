import type { FeedFormat, FeedLink, FeedReading } from '@stancewire/feeds'
import { ForbiddenAddressError } from '@stancewire/web'
import type { AskFeed, FeedAnswer } from './ask-feed.ts'
import { newestOf, type Trouble, troubleOfError, troubleOfStatus } from './what-is-wrong.ts'

/** A feed that was found, or that a page names and that cannot be read. */
type Candidate = {
  readonly url: string
  /** Of the feed itself, or as the page calls it. */
  readonly title: string | null
  /** `itself`: the address that was given; `page`: it is named there; `guess`: it lies where feeds usually do. */
  readonly from: 'itself' | 'page' | 'guess'
  readonly format: FeedFormat | null
  readonly items: number
  readonly newestAt: string | null
  readonly problem: string | null
}

/** The feeds of an address, those that can be read and are newest first. */
export type Discovery = { readonly candidates: readonly Candidate[]; readonly problems: readonly Trouble[] }

const namedMost = 8
const usualPlaces = ['/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml'] as const
const atATime = 2

/** Finds the feeds of an address with nine requests at most. Rejects where the guard refuses the address. */
export async function discoverFeeds(url: string, ask: AskFeed): Promise<Discovery> {
  const answer = await ask(url).catch((error: unknown) => {
    if (error instanceof ForbiddenAddressError) throw error
    return troubleOfError(error)
  })
  if ('what' in answer) return { candidates: [], problems: [answer] }
  const { reading } = answer
  if (reading?.ok)
    return { candidates: [candidateOf({ url: answer.finalUrl, title: null }, 'itself', reading)], problems: [] }
  const named = await tryAll(answer.links.slice(0, namedMost), 'page', ask)
  if (named.length > 0) return { candidates: named.sort(bestFirst), problems: [] }
  const guessed = await tryAll(placesOf(answer), 'guess', ask)
  const candidates = withoutTwins(guessed.filter(({ problem }) => problem === null)).sort(bestFirst)
  if (candidates.length > 0) return { candidates, problems: [] }
  return { candidates: [], problems: [...troubleOfStatus(answer.status), noFeed] }
}

const noFeed: Trouble = {
  what: 'The page names no feed, and none lies where feeds usually do',
  remedy: 'Look on the site for RSS or Feed, and give the address of that',
}

function placesOf({ finalUrl }: FeedAnswer): FeedLink[] {
  return usualPlaces.map((path) => ({ url: new URL(path, finalUrl).href, title: null }))
}

/** A few at a time: most lie on one host. */
async function tryAll(links: readonly FeedLink[], from: Candidate['from'], ask: AskFeed): Promise<Candidate[]> {
  const found: Candidate[] = []
  for (let at = 0; at < links.length; at += atATime)
    found.push(...(await Promise.all(links.slice(at, at + atATime).map((link) => tryOne(link, from, ask)))))
  return found
}

async function tryOne(link: FeedLink, from: Candidate['from'], ask: AskFeed): Promise<Candidate> {
  try {
    const { reading, status } = await ask(link.url)
    return candidateOf(link, from, reading ?? { ok: false, why: `it answers ${status}` })
  } catch (error) {
    return candidateOf(link, from, { ok: false, why: troubleOfError(error).what })
  }
}

function candidateOf({ url, title }: FeedLink, from: Candidate['from'], reading: FeedReading): Candidate {
  if (!reading.ok)
    return { url, title, from, format: null, items: 0, newestAt: null, problem: reading.why.slice(0, 300) }
  const { format, items } = reading
  const newestAt = newestOf(reading)
  return { url, title: reading.title ?? title, from, format, items: items.length, newestAt, problem: null }
}

/** Usual places often lead to the same feed. */
function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Map(candidates.toReversed().map((each) => [`${each.title} ${each.items} ${each.newestAt}`, each]))
  return [...seen.values()]
}

function bestFirst(one: Candidate, other: Candidate): number {
  if ((one.problem === null) !== (other.problem === null)) return one.problem === null ? -1 : 1
  return (
    (other.newestAt === null ? 0 : Date.parse(other.newestAt)) - (one.newestAt === null ? 0 : Date.parse(one.newestAt))
  )
}
