import type { Element } from 'domhandler'
import type { Container } from './block.ts'
import { Mark } from './mark.ts'
import { isHeading } from './tags.ts'

const maxKept = 2000
const leastScript = 500

const relTag = /(?:^|\s)tag(?:\s|$)/i
const playerAddress = /^.{0,60}(?:youtube|youtu\.be|vimeo|dailymotion|jwplayer|brightcove|player|video)/i
const scriptsWanted = /java ?script/i
const trailName = /breadcrumb|fil-d-?ariane|brotkrumen|migas/i

function isTrail(
  { class: className, id, itemtype, 'aria-label': label }: Record<string, string>,
  marks: number,
): boolean {
  if (itemtype?.includes('BreadcrumbList')) return true
  return (marks & Mark.nav) !== 0 && trailName.test(`${className ?? ''} ${id ?? ''} ${label ?? ''}`.slice(0, 300))
}

function startOf(element: Element): string {
  const first = element.firstChild
  const text = first?.type === 'tag' ? first.firstChild : first
  return text?.type === 'text' ? text.data.slice(0, 300) : ''
}

/** An element that says something about the article, and where it stands. */
export interface Carrier {
  element: Element
  container: Container
  marks: number
}

/** The elements that carry metadata, as the walk meets them. */
export class Carriers {
  language: string | null = null
  titleTag: string | null = null
  readonly metas: Record<string, string>[] = []
  readonly links: Record<string, string>[] = []
  readonly linkedData: string[] = []
  readonly times: Carrier[] = []
  readonly bylines: Carrier[] = []
  readonly itemprops: Carrier[] = []
  readonly headings: Carrier[] = []
  readonly tagLinks: Carrier[] = []
  readonly images: Carrier[] = []
  /** Films that play on the page, its own or embedded ones. */
  readonly players: Carrier[] = []
  /** The first list of links that is marked as a trail of breadcrumbs. */
  breadcrumbs: Element | null = null
  /** Whether the page says that it needs scripts to be read. */
  asksForScripts = false
  scriptChars = 0
  /** Longer scripts that stand in the page: some carry its text. */
  readonly scripts: string[] = []

  script(element: Element): void {
    const first = element.firstChild
    const text = first?.type === 'text' ? first.data : ''
    if (/ld\+json/i.test(element.attribs.type ?? '')) this.linkedData.push(text)
    else if (text.length >= leastScript) keep(this.scripts, text)
    this.scriptChars += text.length + (element.attribs.src ? 1000 : 0)
  }

  note(element: Element, container: Container, marks: number): void {
    const { attribs } = element
    const carrier = { element, container, marks }
    this.noteTag(carrier)
    if (attribs.itemprop !== undefined) keep(this.itemprops, carrier)
    if (marks & Mark.author || attribs.rel === 'author') keep(this.bylines, carrier)
    if (attribs.rel !== undefined && relTag.test(attribs.rel)) keep(this.tagLinks, carrier)
    if (this.breadcrumbs === null && isTrail(attribs, marks)) this.breadcrumbs = element
    if (element.name === 'time' || attribs.datetime !== undefined) keep(this.times, carrier)
  }

  private noteTag(carrier: Carrier): void {
    const { name, attribs } = carrier.element
    if (name === 'meta') keep(this.metas, attribs)
    else if (name === 'link') keep(this.links, attribs)
    else if (name === 'html') this.language ??= attribs.lang ?? attribs['xml:lang'] ?? null
    else if (name === 'title') this.readTitle(carrier.element)
    else if (name === 'img') keep(this.images, carrier)
    else if (name === 'video' || (name === 'iframe' && playerAddress.test(attribs.src ?? '')))
      keep(this.players, carrier)
    else if (name === 'noscript') this.asksForScripts ||= scriptsWanted.test(startOf(carrier.element))
    else if (isHeading(name)) keep(this.headings, carrier)
  }

  private readTitle(element: Element): void {
    const first = element.firstChild
    if (first?.type === 'text') this.titleTag ??= first.data
  }
}

function keep<T>(list: T[], item: T): void {
  if (list.length < maxKept) list.push(item)
}
