import type { Element } from 'domhandler'
import type { Container } from './block.ts'
import { Mark } from './mark.ts'
import { isHeading } from './tags.ts'

const maxKept = 2000

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
  scriptChars = 0

  script(element: Element): void {
    const first = element.firstChild
    const text = first?.type === 'text' ? first.data : ''
    if (/ld\+json/i.test(element.attribs.type ?? '')) this.linkedData.push(text)
    this.scriptChars += text.length + (element.attribs.src ? 1000 : 0)
  }

  note(element: Element, container: Container, marks: number): void {
    const { name, attribs } = element
    if (name === 'meta') keep(this.metas, attribs)
    else if (name === 'link') keep(this.links, attribs)
    else if (name === 'html') this.language ??= attribs.lang ?? attribs['xml:lang'] ?? null
    else if (name === 'title') this.readTitle(element)
    else if (isHeading(name)) keep(this.headings, { element, container, marks })
    if (name === 'time' || attribs.datetime !== undefined) keep(this.times, { element, container, marks })
    if (attribs.itemprop !== undefined) keep(this.itemprops, { element, container, marks })
    if (marks & Mark.author || attribs.rel === 'author') keep(this.bylines, { element, container, marks })
  }

  private readTitle(element: Element): void {
    const first = element.firstChild
    if (first?.type === 'text') this.titleTag ??= first.data
  }
}

function keep<T>(list: T[], item: T): void {
  if (list.length < maxKept) list.push(item)
}
