import { createHash } from 'node:crypto'
import { type DiscoveredUrl, messageVersion, type SideEvent, type TerminalEvent } from '@stancewire/contracts'

const hex = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32)

/** The ids of things that tests name. */
export const urlIdOf = (name: string) => `u${hex(name)}`
export const articleIdOf = (name: string) => `a${hex(name)}`
export const storyIdOf = (name: string) => `s${hex(name)}`

/** A discovered URL; its id follows from the name. */
export function aFind(name: string, fields: Partial<DiscoveredUrl> = {}): Omit<DiscoveredUrl, 'run'> {
  return {
    v: messageVersion,
    urlId: urlIdOf(name),
    url: `https://news.example/${name}`,
    host: 'news.example',
    sourceId: 'news',
    outlet: 'The News',
    discoveredAt: '2026-03-03T09:00:00.000Z',
    hint: { title: `Of ${name}`, publishedAt: null },
    ...fields,
  }
}

/** The end of a run that stopped. */
export function stopped(name: string, run = 1): TerminalEvent {
  const data = { urlId: urlIdOf(name), run, url: `https://news.example/${name}`, stage: 'parse' } as const
  return { type: 'url.stopped', data: { ...data, reason: 'off-topic', detail: null } }
}

/** The end of a run that failed. */
export function failed(name: string, run = 1): TerminalEvent {
  const data = { urlId: urlIdOf(name), run, url: `https://news.example/${name}`, stage: 'fetch' } as const
  return { type: 'url.failed', data: { ...data, attempts: 4, cause: 'error', error: { name: 'Error', message: 'x' } } }
}

/** A story that gained its article number `size`. */
export function storyUpdated(name: string, size: number): SideEvent {
  return {
    type: size === 1 ? 'story.created' : 'story.updated',
    data: {
      storyId: storyIdOf(name),
      title: `Story ${name}`,
      articleId: articleIdOf(name),
      size,
      topics: ['tram-line'],
      outlets: [],
      firstAt: '2026-03-03T09:00:00Z',
      lastAt: '2026-03-03',
    },
  }
}
