import { load } from 'cheerio/slim'
import type { Document } from 'domhandler'

/** Longer pages are read up to here, in UTF-16 units. */
const maxHtmlLength = 5_000_000

/**
 * The parser looks through its stack of open elements at every end tag that does not fit, and moves it at every
 * start tag, so its work can grow with the square of the input. This is the work it may be given.
 */
const maxStackWork = 200_000_000
const lookBack = 40

const voidTags = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])

function tagNameAt(html: string, start: number): string {
  let end = start
  while (end < html.length && end - start < 24) {
    const code = html.charCodeAt(end)
    if (code === 62 || code === 47 || code <= 32) break
    end++
  }
  return html.slice(start, end).toLowerCase()
}

/** Closes what the end tag closes on an approximate stack; returns the work the parser has with it. */
function closeTag(open: string[], name: string): number {
  const lowest = Math.max(0, open.length - lookBack)
  for (let at = open.length - 1; at >= lowest; at--) {
    if (open[at] !== name) continue
    open.length = at
    return 1
  }
  return open.length
}

/** Where to cut the page so that parsing it stays within {@link maxStackWork}; its length when it already does. */
function safeLength(html: string): number {
  const open: string[] = []
  let work = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const isClosing = html.charCodeAt(at + 1) === 47
    const name = tagNameAt(html, isClosing ? at + 2 : at + 1)
    // Comments, declarations and instructions open nothing.
    if (name === '' || name.startsWith('!') || name.startsWith('?') || voidTags.has(name)) continue
    if (isClosing) work += closeTag(open, name)
    else {
      open.push(name)
      work += open.length >> 3
    }
    if (work > maxStackWork) return at
  }
  return html.length
}

/** The element tree of a page, by a tolerant parser; work is bounded for hostile pages. */
export function readTree(html: string): Document {
  const bounded = html.slice(0, maxHtmlLength)
  const root = load(bounded.slice(0, safeLength(bounded))).root()[0]
  if (root === undefined) throw new TypeError('the parser returns a root for every string')
  return root
}
