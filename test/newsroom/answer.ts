import type { IncomingHttpHeaders } from 'node:http'
import type { Block } from './body.ts'
import { windows1252 } from './charset.ts'
import { appearedEntries, type Edition, feedView } from './edition.ts'
import { feedAnswer } from './feeds/feed-answer.ts'
import { articlePage } from './pages/article-page.ts'
import { consentWall } from './pages/consent-wall.ts'
import { hubPage } from './pages/hub.ts'
import { notFoundPage } from './pages/not-found.ts'
import { type PageView, pageView } from './pages/page-view.ts'
import { paywallStub } from './pages/paywall.ts'

/** What the server says; an `endless` answer starts with its body and is then never finished. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly isEndless?: boolean
}

const robots = 'User-agent: *\nDisallow: /account/\nDisallow: /search\n'

function htmlAnswer({ outlet }: Edition, status: number, page: string): Answer {
  const label = outlet.charsetIn === 'header' ? `; charset=${outlet.charset}` : ''
  const body = outlet.charset === 'utf-8' ? Buffer.from(page) : windows1252(page)
  return { status, headers: { 'content-type': `text/html${label}` }, body }
}

const listItems = (block: Block): readonly string[] => (block.kind === 'list' ? block.items : [])

function entryAnswer(edition: Edition, view: PageView): Answer {
  const page = (html: string) => htmlAnswer(edition, 200, html)
  switch (view.entry.kind) {
    case 'gone':
      return htmlAnswer(edition, 404, notFoundPage(edition))
    case 'redirect': {
      const target = edition.entries.find(({ slug }) => slug === view.entry.to)
      return { status: 301, headers: { location: target?.path ?? '/' }, body: Buffer.alloc(0) }
    }
    case 'slow':
      return { ...page(articlePage(view).slice(0, 600)), isEndless: true }
    case 'hub':
      return page(hubPage(edition, view.entry.title, view.neighbours, view.entry.blocks.flatMap(listItems)))
    case 'consent-wall':
      return page(consentWall(view))
    case 'paywall':
      return page(paywallStub(view))
    default:
      return page(articlePage(view))
  }
}

/** Answers a GET for a path at an instant. A page that has not appeared yet is not found. */
export function answer(edition: Edition, path: string, headers: IncomingHttpHeaders, nowMs: number): Answer {
  if (path === edition.outlet.feed.path) return feedAnswer(feedView(edition, nowMs), headers, nowMs)
  if (path === '/robots.txt')
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(robots) }
  const appeared = appearedEntries(edition, nowMs)
  if (path === '/') return htmlAnswer(edition, 200, hubPage(edition, 'Front page', appeared))
  const entry = appeared.find((candidate) => candidate.path === path)
  if (entry === undefined) return htmlAnswer(edition, 404, notFoundPage(edition))
  return entryAnswer(edition, pageView(edition, entry, appeared))
}
