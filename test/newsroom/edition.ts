import { blockText } from './body.ts'
import type { Entry } from './content.ts'
import type { FeedItem, FeedView } from './feeds/feed-view.ts'
import type { Outlet } from './outlet.ts'

const maxFeedItems = 15

/** What one outlet publishes, and when: the newsroom opened at `openedAtMs`, and its time runs `speed` times as fast. */
export interface Edition {
  readonly outlet: Outlet
  readonly entries: readonly Entry[]
  /** Scheme, host and port, without a slash at the end. */
  readonly base: string
  readonly openedAtMs: number
  readonly speed: number
}

/** The instant at which an entry appears, in milliseconds since the epoch. */
export const appearsAtMs = (entry: Entry, { openedAtMs, speed }: Pick<Edition, 'openedAtMs' | 'speed'>): number =>
  openedAtMs + entry.appearAfterMs / speed

/** The entries that have appeared at an instant, newest first; listed ones and others. */
export const appearedEntries = (edition: Edition, nowMs: number): Entry[] =>
  edition.entries
    .filter((entry) => appearsAtMs(entry, edition) <= nowMs)
    .sort((a, b) => b.appearAfterMs - a.appearAfterMs || b.publishedAt.localeCompare(a.publishedAt))

/** The link that the feed gives for an entry, with the outlet's tracking parameters. */
export const listedUrl = ({ base, outlet }: Pick<Edition, 'base' | 'outlet'>, entry: Entry): string =>
  base + entry.path + (outlet.feed.tracking === undefined ? '' : `?${outlet.feed.tracking}`)

const summaryOf = (entry: Entry): string => {
  const [first] = entry.blocks
  return entry.deck ?? (first === undefined ? entry.title : blockText(first))
}

const feedItem = (edition: Edition, entry: Entry): FeedItem => ({
  id: `${edition.outlet.id}/${entry.slug}`,
  url: listedUrl(edition, entry),
  title: entry.title,
  summary: summaryOf(entry),
  authors: entry.authors,
  publishedAt: new Date(entry.publishedAt),
  modifiedAt: new Date(entry.modifiedAt ?? entry.publishedAt),
  section: entry.section,
  language: entry.language ?? edition.outlet.language,
})

/** The outlet's feed at an instant: at most 15 items, the one that appeared last first. */
export function feedView(edition: Edition, nowMs: number): FeedView {
  const listed = appearedEntries(edition, nowMs).filter(({ listed }) => listed)
  const [newest] = listed
  return {
    outlet: edition.outlet,
    base: edition.base,
    feedUrl: edition.base + edition.outlet.feed.path,
    updatedAt: new Date(newest === undefined ? edition.openedAtMs : appearsAtMs(newest, edition)),
    items: listed.slice(0, maxFeedItems).map((entry) => feedItem(edition, entry)),
  }
}
