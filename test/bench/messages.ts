import {
  type DedupVerdict,
  type DiscoveredUrl,
  type FetchedPage,
  messageVersion,
  type ParsedArticle,
  type TerminalEvent,
} from '@stancewire/contracts'
import { urlId } from '@stancewire/url'

/** So many discovered URLs on fifty hosts. */
export function discoveredUrls(count: number): Omit<DiscoveredUrl, 'run'>[] {
  return Array.from({ length: count }, (_, at) => ({
    v: messageVersion,
    urlId: urlId(`https://bench.example/${at}`),
    url: `https://bench.example/news/2024/02/27/an-article-of-the-benchmark-${at}`,
    host: `host-${at % 50}.example`,
    sourceId: 'bench',
    outlet: 'The Bench',
    discoveredAt: '2024-02-27T10:00:00Z',
    hint: { title: 'An article of the benchmark', publishedAt: '2024-02-27T09:00:00Z' },
  }))
}

// What each stage would say of it: the same for the line and for its peer, so that both carry the same bytes.

export function fetched({ v, urlId, run, url, outlet, hint, discoveredAt }: DiscoveredUrl): FetchedPage {
  return { v, urlId, run, url, outlet, hint, finalUrl: url, media: 'html', fetchedAt: discoveredAt }
}

export function parsed({ v, urlId, run, url, fetchedAt }: FetchedPage): ParsedArticle {
  return {
    v,
    urlId,
    run,
    url,
    article: {
      articleId: `a${urlId.slice(1)}`,
      title: 'An article of the benchmark',
      outlet: 'The Bench',
      authors: ['A. Writer'],
      publishedAt: fetchedAt,
      modifiedAt: null,
      fetchedAt,
      language: 'en',
      kind: 'article',
      topics: [{ id: 'a-topic', relevance: 0.9 }],
    },
  }
}

export function judged(message: ParsedArticle): DedupVerdict {
  const { articleId } = message.article
  return {
    ...message,
    standing: {
      relation: 'new',
      similarity: 0,
      groupId: articleId,
      storyId: `s${articleId.slice(1)}`,
      revision: 1,
      textHash: `t${articleId.slice(1)}`,
      reuses: [],
    },
  }
}

export function classified({ urlId, run, url, article, standing }: DedupVerdict): TerminalEvent {
  const { topics: _, ...facts } = article
  const topic = { id: 'a-topic', relevance: 0.9, articleStance: 'neutral', stanceStatus: 'classified' } as const
  const data = { urlId, run, url, ...facts, ...standing, topics: [{ ...topic, positions: [] }], truncated: false }
  return { type: 'article.classified', data }
}
