import { pickBelow, pickOne, type Random, randomFrom } from './random.ts'

type Mutation = (page: string, random: Random) => string

type Span = { readonly from: number; readonly to: number }

const longestSpan = 2_000

function aSpan(page: string, random: Random): Span {
  const from = pickBelow(random, page.length + 1)
  return { from, to: Math.min(page.length, from + pickBelow(random, longestSpan)) }
}

const insert = (page: string, at: number, what: string): string => page.slice(0, at) + what + page.slice(at)

const inserting =
  (...pieces: [string, ...string[]]): Mutation =>
  (page, random) =>
    insert(page, pickBelow(random, page.length + 1), pickOne(random, pieces).repeat(1 + pickBelow(random, 3)))

/** Bytes read as another encoding, or flipped in place and read again: what is none comes out as U+FFFD, or as another character. */
const flipBytes: Mutation = (page, random) => {
  const bytes = new TextEncoder().encode(page)
  for (let flips = 1 + pickBelow(random, 60); flips > 0; flips--) {
    const at = pickBelow(random, bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << pickBelow(random, 8))
  }
  return new TextDecoder(pickOne(random, ['utf-8', 'windows-1252', 'utf-16le', 'shift_jis'])).decode(bytes)
}

const swapSpans: Mutation = (page, random) => {
  const [one, other] = [aSpan(page, random), aSpan(page, random)].sort((a, b) => a.from - b.from)
  if (!one || !other || one.to > other.from) return page
  const between = page.slice(one.to, other.from)
  return (
    page.slice(0, one.from) +
    page.slice(other.from, other.to) +
    between +
    page.slice(one.from, one.to) +
    page.slice(other.to)
  )
}

const doubleSpan: Mutation = (page, random) => {
  const { from, to } = aSpan(page, random)
  return insert(page, pickBelow(random, page.length + 1), page.slice(from, to).repeat(1 + pickBelow(random, 4)))
}

const dropSpan: Mutation = (page, random) => {
  const { from, to } = aSpan(page, random)
  return page.slice(0, from) + page.slice(to)
}

/** Takes some closing marks away: of tags, of attributes, of comments. */
const loseMarks: Mutation = (page, random) => {
  const mark = pickOne(random, ['>', '"', '</', '-->', '}', '=', '/'])
  return page.split(mark).reduce((joined, part) => joined + (random() < 0.2 ? '' : mark) + part)
}

const swapCase: Mutation = (page, random) =>
  page.replace(/[a-z]{2,9}/gi, (word) => (random() < 0.4 ? word.toUpperCase() : word))

const doubleHead: Mutation = (page) => page.replace(/<head[\s\S]*?<\/head>/i, (head) => head + head)

const nestIn: Mutation = (page, random) => {
  const around = pickOne(random, [
    'table><tr><td',
    'form',
    'ul><li',
    'a href=x',
    'p',
    'select',
    'noscript',
    'button',
    'svg',
    'template',
  ])
  const depth = 1 + pickBelow(random, 400)
  return insert(page, pickBelow(random, page.length + 1), `<${around}>`.repeat(depth))
}

const mutations: readonly [Mutation, ...Mutation[]] = [
  (page, random) => page.slice(0, pickBelow(random, page.length + 1)),
  (page, random) => page.slice(pickBelow(random, page.length + 1)),
  dropSpan,
  doubleSpan,
  swapSpans,
  loseMarks,
  flipBytes,
  swapCase,
  doubleHead,
  nestIn,
  inserting('\u0000', '\u001b[31m', '\u0085', '\u007f', '\u2028', '\ufeff', '\u202e'),
  inserting('\ud83d', '\udca9', 'a\ud800b', '\udfff\ud800'),
  inserting(
    '&',
    '&#',
    '&#x',
    '&#xD800;',
    '&#1;',
    '&#0;',
    '&#x110000;',
    '&#x1F4A9;',
    '&amp;amp;lt;',
    '&nbsp;',
    '&CounterClockwiseContourIntegral;',
  ),
  inserting(
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml ?>',
    '<!doctype x>',
    '<script>',
    '</script>',
    '<style>',
    '<title>',
    '<textarea>',
    '<iframe>',
    '<plaintext>',
  ),
  inserting(
    '<p class="',
    "<a href='",
    '<meta property="og:title" content="',
    '<div style=',
    '<html><body>',
    '</body></html>',
    '</article>',
    '</p>',
    '</',
  ),
  inserting(
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud800 \\u0000","author":{"name":"A\\u001b\\udfff B C"},"datePublished":"0000-99-99"}</script>',
  ),
  inserting(
    '<script type="application/ld+json">{"@id":"#a","@graph":[{"@type":["NewsArticle",1,null],"author":{"@id":"#a"},"articleBody":{"x":[]}}]}</script>',
  ),
]

const mostMutations = 6

/** The page, changed a few times in ways that networks, templates and attackers change pages; the same for the same seed. */
export function mutate(page: string, seed: number): string {
  const random = randomFrom(seed)
  let mutated = page
  for (let left = 1 + pickBelow(random, mostMutations); left > 0; left--)
    mutated = pickOne(random, mutations)(mutated, random)
  return mutated
}
