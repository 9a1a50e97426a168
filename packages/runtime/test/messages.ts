import { createHash } from 'node:crypto'
import { type DiscoveredUrl, type FetchedPage, messageVersion, type SideEvent } from '@stancewire/contracts'

const hex = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32)

/** The id of a URL that tests name. */
export const urlIdOf = (name: string) => `u${hex(name)}`

/** The message that starts a run. */
export function aFind(name: string, fields: Partial<DiscoveredUrl> = {}): DiscoveredUrl {
  return {
    v: messageVersion,
    urlId: urlIdOf(name),
    run: 1,
    url: `https://news.example/${name}`,
    host: 'news.example',
    sourceId: 'news',
    outlet: 'The News',
    discoveredAt: '2026-03-03T09:00:00.000Z',
    hint: { title: null, publishedAt: null },
    ...fields,
  }
}

/** The message that follows a fetch. */
export function aPage(name: string, run = 1): FetchedPage {
  const { v, urlId, url, outlet, hint } = aFind(name)
  return { v, urlId, run, url, outlet, hint, finalUrl: url, media: 'html', fetchedAt: '2026-03-03T09:00:01.000Z' }
}

/** Something to announce beside an end. */
export function anAnnouncement(name: string): SideEvent {
  const of = (letter: string) => `${letter}${hex(name)}`
  const previous = `a${hex(`before ${name}`)}`
  return {
    type: 'original.changed',
    data: { groupId: of('a'), original: of('a'), previous, publishedAt: '2026-03-03', topics: ['tram-line'] },
  }
}
