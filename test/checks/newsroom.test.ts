import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Topic } from '@stancewire/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { answer } from '../newsroom/answer.ts'
import { wordCount } from '../newsroom/body.ts'
import { type Content, loadContent } from '../newsroom/content.ts'
import type { Edition } from '../newsroom/edition.ts'
import type { ExpectedEnd } from '../newsroom/expected-end.ts'
import { type Newsroom, openNewsroom } from '../newsroom/site.ts'

const folderOf = (name: string): string => join(import.meta.dirname, '../newsroom/content', name)
const folders = ['ground-troops', 'car-free-centre']

/** The first tag that does not close what was opened last; undefined for balanced XML. */
function firstUnbalanced(xml: string): string | undefined {
  const open: string[] = []
  for (const [tag, slash, name = '', rest = ''] of xml.matchAll(/<(\/?)([\w:]+)([^<>]*)>/g)) {
    if (slash === '' && !rest.endsWith('/')) open.push(name)
    if (slash === '/' && open.pop() !== name) return tag
  }
  return open[0]
}

const xmlLink = /<link>([^<]+)<\/link>|<link rel="alternate" type="text\/html" href="([^"]+)"/g

function linksOf(feed: string): string[] {
  if (feed.startsWith('{')) return JSON.parse(feed).items.map(({ url }: { url: string }) => url)
  const links = [...feed.matchAll(xmlLink)].map(([, rss, atom]) => (rss ?? atom ?? '').replaceAll('&amp;', '&'))
  return links.filter((link) => new URL(link).pathname !== '/')
}

async function listedLinks({ sources }: Newsroom): Promise<string[]> {
  const feeds = await Promise.all(sources.map(async ({ url }) => (await fetch(url)).text()))
  return feeds.flatMap(linksOf)
}

const editionOf = ({ outlets, entries }: Content, id: string): Edition => {
  const outlet = outlets.find((candidate) => candidate.id === id)
  if (outlet === undefined) throw new Error(`no outlet ${id}`)
  const own = entries.filter((entry) => entry.outlet === id)
  return { outlet, entries: own, base: 'http://127.0.0.9:1', openedAtMs: 1_000_000, speed: 2 }
}

describe.each(folders)('the content folder %s', (name) => {
  it('has articles for every outlet and a topic that the pipeline accepts', async () => {
    const { entries, outlets, topicFile } = await loadContent(folderOf(name))
    expect(outlets.filter(({ id }) => !entries.some(({ outlet }) => outlet === id))).toEqual([])
    expect(Topic.safeParse(parse(await readFile(topicFile, 'utf8'))).success).toBe(true)
  })

  it('lists every address in well-formed feeds once all have appeared', async () => {
    await using newsroom = await openNewsroom(folderOf(name), { speed: Number.POSITIVE_INFINITY })
    await newsroom.allAppeared
    for (const { url } of newsroom.sources) {
      const response = await fetch(url)
      const text = await response.text()
      expect(response.headers.get('content-type')).toMatch(/^application\/(rss\+xml|atom\+xml|feed\+json)/)
      if (!text.startsWith('{')) expect(firstUnbalanced(text)).toBeUndefined()
      expect(linksOf(text).length).toBeLessThanOrEqual(15)
    }
    const links = await listedLinks(newsroom)
    expect(links.toSorted()).toEqual(newsroom.expected.map(({ listedUrl }) => listedUrl).toSorted())
    expect(newsroom.urlCount).toBe(links.length)
  })

  it('lists only what has appeared', async () => {
    await using newsroom = await openNewsroom(folderOf(name), { speed: 0.001, hosts: 'single' })
    const early = await listedLinks(newsroom)
    expect(early.length).toBeLessThan(newsroom.urlCount / 4)
    const last = newsroom.expected.at(-1)
    expect((await fetch(last?.url ?? '', { redirect: 'manual' })).status).toBe(404)
  })
})

describe('the ground-troops newsroom', () => {
  let content: Content
  let newsroom: Newsroom
  const ofKind = (kind: ExpectedEnd['kind']): ExpectedEnd[] => newsroom.expected.filter((one) => one.kind === kind)
  const urlOf = (kind: ExpectedEnd['kind']): string => ofKind(kind)[0]?.url ?? ''

  beforeAll(async () => {
    content = await loadContent(folderOf('ground-troops'))
    newsroom = await openNewsroom(folderOf('ground-troops'), { speed: Number.POSITIVE_INFINITY })
  })
  afterAll(() => newsroom[Symbol.asyncDispose]())

  it('has every kind of ending, and at least 24 articles on the debate', () => {
    const kinds = ['article', 'copy', 'edited', 'partial', 'opinion', 'live-blog'] as const
    expect(kinds.flatMap(ofKind).length).toBeGreaterThanOrEqual(24)
    expect(ofKind('copy').length).toBeGreaterThanOrEqual(2)
    expect(ofKind('off-topic').length).toBeGreaterThanOrEqual(2)
    for (const kind of ['edited', 'partial', 'gone', 'redirect', 'slow', 'hub', 'consent-wall', 'paywall'] as const)
      expect(ofKind(kind), kind).not.toEqual([])
    expect(content.entries.filter(({ language }) => language === 'de')).not.toEqual([])
    expect(new Set(newsroom.expected.map(({ end }) => end)).size).toBe(4)
    expect(Math.max(...content.entries.map(({ appearAfterMs }) => appearAfterMs))).toBeLessThanOrEqual(20_000)
  })

  it('has full texts, and none of its off-topic ones would pass the topic', () => {
    const written = content.entries.filter(({ kind }) => ['article', 'copy', 'partial', 'opinion'].includes(kind))
    expect(written.filter(({ blocks }) => wordCount(blocks) < 230).map(({ slug }) => slug)).toEqual([])
    const passes = (text: string) =>
      content.topic.keywords.must.every((group) => group.some((word) => new RegExp(`\\b${word}\\b`, 'i').test(text)))
    const wrong = content.entries.filter(({ kind, title, blocks }) => {
      const isOn = passes(`${title} ${JSON.stringify(blocks)}`)
      return kind === 'off-topic' ? isOn : wordCount(blocks) > 100 && !isOn
    })
    expect(wrong.map(({ slug }) => slug)).toEqual([])
  })

  it('gives each outlet an address of its own where the machine has them', () => {
    const hosts = newsroom.outlets.map(({ url }) => new URL(url).hostname)
    const isFallback = hosts.every((host) => host === '127.0.0.1')
    expect(isFallback || new Set(hosts).size === hosts.length).toBe(true)
  })

  it('answers each page as its kind says', async () => {
    const statuses = { gone: 404, redirect: 301 }
    for (const { url, kind, title } of newsroom.expected.filter((one) => one.kind !== 'slow')) {
      const response = await fetch(url, { redirect: 'manual' })
      expect(response.status, url).toBe(kind in statuses ? statuses[kind as keyof typeof statuses] : 200)
      const page = new TextDecoder(url.includes('127.0.0.4') ? 'windows-1252' : 'utf-8').decode(await response.bytes())
      if (response.status !== 200) continue
      expect(page.includes('undefined') || page.includes('[object'), url).toBe(false)
      const shown = page
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      if (kind !== 'consent-wall') expect(shown, url).toContain(title)
    }
  })

  it('sends a redirect to an article that answers', async () => {
    for (const { url } of ofKind('redirect')) {
      const response = await fetch(url)
      expect([response.status, response.redirected, response.url === url]).toEqual([200, true, false])
    }
  })

  it('begins the slow page and never ends it', async () => {
    const response = await fetch(urlOf('slow'), { signal: AbortSignal.timeout(800) })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow(/timeout|aborted/)
  })

  it('answers 304 to a known entity tag, and 200 to another', async () => {
    for (const { url } of newsroom.sources) {
      const first = await fetch(url)
      const etag = first.headers.get('etag') ?? ''
      await first.text()
      const statusFor = async (tag: string) => (await fetch(url, { headers: { 'if-none-match': tag } })).status
      expect([await statusFor(etag), await statusFor('"other"')], url).toEqual([304, 200])
    }
  })

  it('declares Latin pages in their meta element only, and compresses where asked', async () => {
    const compressed = { headers: { 'accept-encoding': 'gzip, br' } }
    const encodings = await Promise.all(
      newsroom.outlets.map(async ({ url }) => (await fetch(`${url}/`, compressed)).headers.get('content-encoding')),
    )
    expect(encodings.filter((encoding) => encoding !== null).toSorted()).toEqual(['br', 'gzip'])
    const german = newsroom.expected.find(({ slug }) => slug === 'bodentruppen-debatte')?.url ?? ''
    const response = await fetch(german)
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(Buffer.from(await response.bytes()).toString('latin1')).toMatch(/charset=iso-8859-1[\s\S]*Henrike Söllner/)
  })

  it('repeats the text of the original in a copy, and two of its passages in a partial one', () => {
    const bodyOf = (slug: string) => content.entries.find((entry) => entry.slug === slug)?.blocks ?? []
    expect(bodyOf('courier-paris-troops')).toEqual(bodyOf('paris-not-ruled-out'))
    const known = new Set(bodyOf('paris-not-ruled-out').map((block) => JSON.stringify(block)))
    const kept = bodyOf('ledger-paris-troops').filter((block) => known.has(JSON.stringify(block)))
    expect(kept.length).toBeGreaterThan(2)
    expect(kept.length).toBeLessThan(known.size)
    const source = new Set(bodyOf('sejourne-mine-clearing').map((block) => JSON.stringify(block)))
    const partial = bodyOf('courier-what-it-could-mean').filter((block) => source.has(JSON.stringify(block)))
    expect(partial).toHaveLength(2)
  })

  it('dates a feed only once the second of its last change is over', () => {
    const edition = editionOf(content, 'meridian')
    const at = (nowMs: number, headers = {}) => answer(edition, edition.outlet.feed.path, headers, nowMs)
    expect(at(1_000_250).headers['last-modified']).toBeUndefined()
    const dated = at(1_001_900).headers['last-modified']
    expect(dated).toBeUndefined()
    const later = at(1_003_000).headers['last-modified'] ?? ''
    expect(at(1_003_000, { 'if-modified-since': later }).status).toBe(304)
    expect(at(1_008_000, { 'if-modified-since': later }).status).toBe(200)
  })
})

describe('closing a newsroom', () => {
  it('leaves nothing listening, although a page is still being sent', async () => {
    const newsroom = await openNewsroom(folderOf('ground-troops'), { speed: Number.POSITIVE_INFINITY })
    const slow = newsroom.expected.find(({ kind }) => kind === 'slow')
    const unfinished = (await fetch(slow?.url ?? '')).text()
    const settled = expect(unfinished).rejects.toThrow()
    await newsroom[Symbol.asyncDispose]()
    await settled
    await newsroom.allAppeared
    for (const { url } of newsroom.sources) await expect(fetch(url)).rejects.toThrow()
  })

  it('settles the wait for the last article', async () => {
    const newsroom = await openNewsroom(folderOf('car-free-centre'), { speed: 0.001 })
    await newsroom[Symbol.asyncDispose]()
    await expect(newsroom.allAppeared).resolves.toBeUndefined()
  })
})

describe('a content folder with mistakes', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsroom-'))
    await mkdir(join(folder, 'articles'))
    for (const file of ['outlets.yaml', 'topic.yaml'])
      await writeFile(join(folder, file), await readFile(join(folderOf('car-free-centre'), file)))
    const front = 'title: A title\nsection: Town\npublishedAt: 2025-01-01T10:00:00Z\nappearAfterMs: 0'
    const article = (rest: string) => `---\n${front}\n${rest}\n---\nText.\n`
    const files = {
      'no-reason': article('outlet: bellweather\npath: /a\nkind: off-topic\nexpect: { end: stopped }'),
      stranger: article('outlet: nobody\npath: /b\nkind: article\nexpect: { end: classified }'),
      orphan: article('outlet: bellweather\npath: /c\nkind: copy\ncopyOf: missing\nexpect: { end: duplicated }'),
      bare: 'No front matter.',
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'articles', `${name}.md`), text)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is refused with every mistake at once: file, field and what is expected', async () => {
    await expect(openNewsroom(folder)).rejects.toMatchObject({
      name: 'ContentError',
      problems: [
        expect.stringContaining('articles/bare.md: begins with a block of YAML'),
        expect.stringContaining('articles/no-reason.md: expect.reason: a reason belongs to the end "stopped"'),
        expect.stringContaining('articles/orphan.md: copyOf: there is no entry "missing"'),
        expect.stringContaining('articles/stranger.md: outlet: there is no outlet "nobody"'),
      ],
    })
  })
})
