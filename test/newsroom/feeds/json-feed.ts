import type { FeedView } from './feed-view.ts'

/** JSON Feed 1.1. */
export const jsonFeed = (feed: FeedView): string =>
  JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.outlet.name,
      description: feed.outlet.motto,
      home_page_url: `${feed.base}/`,
      feed_url: feed.feedUrl,
      language: feed.outlet.language,
      items: feed.items.map((item) => ({
        id: item.id,
        url: item.url,
        title: item.title,
        summary: item.summary,
        content_text: item.summary,
        date_published: item.publishedAt.toISOString(),
        date_modified: item.modifiedAt.toISOString(),
        authors: item.authors.map((name) => ({ name })),
        tags: [item.section],
        language: item.language,
      })),
    },
    null,
    2,
  )
