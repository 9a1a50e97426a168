import type { Outlet } from '../outlet.ts'

/** One entry of a feed; the `url` is absolute. */
export interface FeedItem {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly summary: string
  readonly authors: readonly string[]
  readonly publishedAt: Date
  readonly modifiedAt: Date
  readonly section: string
  readonly language: string
}

/** A feed at one instant, whatever the format it is written in. */
export interface FeedView {
  readonly outlet: Outlet
  readonly base: string
  readonly feedUrl: string
  readonly updatedAt: Date
  readonly items: readonly FeedItem[]
}
