import { DiscoveredUrl } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { discoveredUrl } from './discovered-url.ts'

const source = { id: 'world', url: 'https://news.example/feed', everySeconds: 60 }
const now = '2024-02-27T10:00:00.000Z'
const found = (url: string) => discoveredUrl({ url, title: 'Rain', publishedAt: '2024-02-27' }, source, now)

describe('discoveredUrl', () => {
  it('is a message of the line', () => {
    expect(DiscoveredUrl.safeParse({ ...found('https://news.example/a'), run: 1 }).success).toBe(true)
  })

  it('keeps the address as listed, and gives the same id to forms of the same address', () => {
    const listed = 'https://NEWS.example/a?utm_source=rss#top'
    expect(found(listed)?.url).toBe(listed)
    expect(found(listed)?.urlId).toBe(found('https://news.example/a')?.urlId)
  })

  it('puts hosts of one registrable domain into one list', () => {
    expect(found('https://www.news.co.uk/a')?.host).toBe(found('https://live.news.co.uk/b')?.host)
  })

  it('is nothing for an address that cannot be fetched', () => {
    expect(found('mailto:desk@news.example')).toBeUndefined()
    expect(found(`https://${'a.'.repeat(150)}example/a`)).toBeUndefined()
  })
})
