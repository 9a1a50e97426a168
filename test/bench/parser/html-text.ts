import { load } from 'cheerio'
import type { ChildNode } from 'domhandler'

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const blocks = names(
  'address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul video audio iframe',
)
const cells = names('td th')
const silent = names('script style template noscript svg head title textarea select math')

/** The text of a fragment of HTML, paragraphs separated by a blank line: the same rendering for every peer. */
export function htmlText(html: string): string {
  const root = load(html, { xml: { xmlMode: false, decodeEntities: true } }).root()[0]
  const lines = [...piecesOf(root?.children ?? [])].join('').split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n\n')
}

/** Text without line feeds, and a line feed where a block begins or ends. */
function* piecesOf(nodes: readonly ChildNode[]): Generator<string> {
  for (const node of nodes) {
    if (node.type === 'text') yield node.data.replace(/\s+/g, ' ')
    if (node.type !== 'tag' || silent.has(node.name)) continue
    const edge = blocks.has(node.name) ? '\n' : cells.has(node.name) ? ' ' : ''
    yield edge
    yield* piecesOf(node.children)
    yield edge
  }
}
