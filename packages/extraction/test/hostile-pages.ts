/** Makes a page of about so many characters. */
type MakePage = (size: number) => string

const filled = (part: string, size: number): string => part.repeat(Math.max(1, Math.floor(size / part.length)))

/** What ends before a page of any size is cut, so that it is not taken for markup that never closes. */
const value = (part: string, size: number): string => filled(part, Math.min(size, 4_900_000))

/** Parts that differ by their number, until they fill the size. */
function numbered(part: (at: number) => string, size: number): string {
  const parts: string[] = []
  for (let at = 0, length = 0; length < size; at++) {
    const next = part(at)
    parts.push(next)
    length += next.length
  }
  return parts.join('')
}

const sentence = 'The harbour council wants to know who pays for the new crane, and when it comes, said its chair.'
/** An article, so that its metadata is looked for too: in what surrounds it. */
const story = `<meta property="og:type" content="article"><h1>Who pays for the crane</h1><p>${sentence} ${sentence}</p><p>${sentence} ${sentence}</p>`
const script = (json: string): string => `<script type="application/ld+json">${json}</script>`
const article = (members: string): string => script(`{"@type":"NewsArticle","headline":"Who pays",${members}}`)

/** Elements in elements: what a parser keeps open, and what a walk climbs back through. */
const nesting: Record<string, MakePage> = {
  'nested elements': (size) => `${filled('<div>', size)}${story}`,
  'nested elements below an article': (size) => `${story}${filled('<section><div>', size)}`,
  'a hundred thousand nested elements with text in each': (size) =>
    filled('<div>Ten words stand here.', Math.min(size, 2_500_000)),
  'nested inline elements': (size) => `${story}<p>${filled('<b><i><a href=x>', size)}${sentence}`,
  'nested articles': (size) => filled(`<article><p>${sentence}</p>`, size),
  'nested lists': (size) => filled(`<ul><li>${sentence}`, size),
  'nested tables': (size) => filled(`<table><tr><td>${sentence}`, size),
  'nested forms': (size) => filled(`<form><fieldset><label>${sentence}</label>`, size),
  'nested quotations': (size) => filled(`<blockquote><p>${sentence}</p>`, size),
  'nested bylines': (size) => story + filled('<span class=author>Ann Lee ', size),
  'nested dates': (size) => `${story}${filled('<time>', 12_000)}${filled('<b></b>', size)}`,
  'nested headings': (size) => `${filled('<h1>', 400)}${filled('<b></b>', size)}${story}`,
  'many paragraphs below many elements': (size) => `${filled('<div>', 995)}${filled(`<p>${sentence}</p>`, size)}`,
  'end tags that never fit': (size) => `${filled('<div>', size / 2)}${filled('</p></span>', size / 2)}`,
  'end tags that fit a comment alone': (size) => `${filled('<div>', size / 50)}${filled('<!--<x>--></x>', size)}`,
}

/** Attributes: their number, their length, and what is read from them. */
const attributes: Record<string, MakePage> = {
  'attributes without end on one element': (size) =>
    `${story}<p ${numbered((at) => `a${at}=${at} `, size)}>${sentence}</p>`,
  'attributes without end on every element': (size) =>
    story + filled(`<p ${numbered((at) => `a${at}=${at} `, 5_000)}>x</p>`, size),
  'an endless attribute': (size) => `${story}<p title="${value('word ', size)}">${sentence}</p>`,
  'an endless class': (size) => `${story}<div class="${value('aB-c ', size)}"><p>${sentence}</p></div>`,
  'an endless class name': (size) =>
    `${story}<div class="${value('relatedcommentfooter', size)}"><p>${sentence}</p></div>`,
  'an endless style': (size) => `${story}<div style="${value('display   ', size)}">${sentence}</div>`,
  'a style of blanks': (size) => `${story}<span style="display${value(' ', size)}">${sentence}</span>`,
  'class names that never repeat': (size) =>
    numbered((at) => `<div class="relatedSidebarFooter${at} camelCase${at}word">x</div>`, size),
  'an endless meta element': (size) => `${story}<meta property="og:title" content="${value('(a | b - ', size)}">`,
  'an endless meta name': (size) => `${story}<meta name="${value('a b ', size)}" content="x">`,
  'an endless canonical link': (size) =>
    `${story}<link rel=canonical href="https://www.northlight.example/${value('a/', size)}">`,
  'an endless date': (size) =>
    `<time datetime="${value('2024-01-01 ', size)}">${filled('1 may 2024 ', size)}</time>${story}`,
}

/** Many of one thing. */
const crowds: Record<string, MakePage> = {
  'text nodes without end': (size) => `${story}<p>${filled('a<wbr>', size)}`,
  'comments without end': (size) => `${story}<p>${filled('a<!---->', size)}`,
  'line breaks without end': (size) => `${story}<p>${filled('word<br>', size)}`,
  'paragraphs without end': (size) => filled(`<p>${sentence}</p>`, size),
  'short paragraphs without end': (size) => numbered((at) => `<p>${at}</p>`, size),
  'links without end': (size) => numbered((at) => `<a href="/a/${at}">Who pays for the crane in ${at}</a> `, size),
  'linked headings without end': (size) =>
    numbered((at) => `<h2><a href="/a/${at}">Who pays for crane ${at}</a></h2>`, size),
  'meta elements without end': (size) => numbered((at) => `<meta name="author" content="Ann Lee${at}">`, size) + story,
  'canonical links without end': (size) => numbered((at) => `<link rel=canonical href="/a/${at}">`, size) + story,
  'titles without end': (size) =>
    numbered((at) => `<title>Crane ${at} | News</title><h1>Crane ${at} - News</h1>`, size),
  'containers without end in one parent': (size) =>
    numbered((at) => `<div class="c${at % 7}x${'y'.repeat(at % 50)}"><p>${sentence}</p></div>`, size),
  'cards without end': (size) =>
    numbered((at) => `<div class=card><h3><a href=/${at}>Crane ${at}</a></h3><p>${sentence}</p></div>`, size),
  'cells without end': (size) => `<table><tr>${filled('<td>one</td><td>two</td>', size)}</tr></table>`,
  'empty elements in a byline': (size) =>
    `${story}<span class="author">Ann Lee<span>${filled('<b></b>', size)}</span></span>`,
  'empty elements in many bylines': (size) =>
    `${story}${filled('<span class=author>', 600)}Ann Lee${filled('<b></b>', size)}`,
  'empty elements in a trail': (size) =>
    `${story}<nav class="breadcrumb"><a href=/>Home</a><span>${filled('<b></b>', size)}</span></nav>`,
  'empty elements in many tags': (size) =>
    `${story}${filled('<div class=tags><a rel=tag href=/a>', 20_000)}${filled('<b></b>', size)}`,
  'dates without end': (size) => story + filled('<time>1 2 3 4 may</time>', size),
  'scripts without end': (size) => filled(script('{"@type":"Thing"}'), size) + story,
}

/** What pages declare as JSON. */
const linkedData: Record<string, MakePage> = {
  'arrays in arrays': (size) => article(`"author":${filled('[', size / 2)}${filled(']', size / 2)}`) + story,
  'objects in objects': (size) =>
    article(`"author":${filled('{"a":', size * 0.8)}1${filled('}', size * 0.16)}`) + story,
  'arrays that never close': (size) => script(filled('[{"a":', size)) + story,
  'references in a circle': (size) =>
    script(
      `[${numbered((at) => `{"@id":"#${at}","@type":"NewsArticle","author":{"@id":"#${(at * 7) % 100}"}},`, Math.min(size, 1_900_000))}{}]`,
    ) + story,
  'one name for many objects': (size) => {
    const keys = numbered((at) => `"k${at}":1,`, Math.min(size, 1_900_000) * 0.9)
    return script(`[{${keys}"@id":"#a"},${filled('{"@id":"#a"},', Math.min(size, 190_000))}{}]`) + story
  },
  'authors without end': (size) =>
    article(`"author":[${filled('{"name":"Ann Lee"},', Math.min(size, 1_900_000))}{}]`) + story,
  'types without end': (size) =>
    script(`{"@type":[${filled('"Thing",', Math.min(size, 1_900_000))}"NewsArticle"]}`) + story,
  'a declared body without end': (size) =>
    article(`"articleBody":"${filled(`${sentence} `, Math.min(size, 1_900_000))}"`) + story,
  'a declared body of tags': (size) =>
    article(`"articleBody":"${filled('<p <br &amp &#x', Math.min(size, 1_900_000))}"`) + story,
  'a declared body and many blocks': (size) =>
    article(`"articleBody":"${filled('word, ', 400_000)}"`) +
    filled('<p>word, word, word, word, word, word, word, word, word.</p>', size),
  'a declared body that almost holds each block': (size) =>
    article(`"articleBody":"${filled('a', 200_000)}"`) + filled(`<p>b${filled('a', 119)}</p>`, size),
  'stray backslashes without end': (size) =>
    article(`"articleBody":"${filled('\\x , ]', Math.min(size, 1_900_000))}"`) + story,
}

/** What never closes, and what is no markup at all. */
const unclosed: Record<string, MakePage> = {
  'a comment that never closes': (size) => `${story}<!--${filled('- >', size)}`,
  'a script that never closes': (size) => `${story}<script>${filled('</scrip <!--', size)}`,
  'a title that never closes': (size) => `${story}<title>${filled('</titl | ', size)}`,
  'a text area that never closes': (size) => `${story}<textarea>${filled('</textare ', size)}`,
  'a CDATA section that never closes': (size) => `${story}<![CDATA[${filled(']] >', size)}`,
  'an attribute that never closes': (size) => `${story}<p title="${filled("<p class='", size)}`,
  'start tags that never close': (size) => story + filled('<p ', size),
  'angle brackets alone': (size) => story + filled('<', size),
  'declarations alone': (size) => story + filled('<!', size),
  'processing instructions alone': (size) => story + filled('<?', size),
  'entities that are none': (size) => `${story}<p>${filled('&notit &#x110000; &#xD800; &', size)}</p>`,
  'nothing but blanks': (size) => `<p>${filled(' \n\t\u00a0', size)}x</p>`,
  'nothing but control characters': (size) => `<p>${filled('\u0000\u0001\u001b\u0085', size)}${sentence}</p>`,
  'halves of characters': (size) => `<h1>${filled('\ud83c', 350)}</h1><p>${filled(`${sentence} \ud83c`, size)}</p>`,
}

const line =
  (text: (at: number) => string): MakePage =>
  (size) =>
    `${story}${numbered((at) => `<p>${text(at)}</p>`, size)}<p>${sentence}</p>`

/** Lines that resemble what is looked for with patterns: furniture, names, dates, titles. */
const bait: Record<string, MakePage> = {
  'buttons glued together': line((at) => `${'more'.repeat(33)}${at % 10}. ${at}`),
  'buttons in a list': (size) =>
    `${story}<ul>${numbered((at) => `<li>${'more '.repeat(26)}x${at}.</li>`, size)}</ul><p>${sentence}</p>`,
  'photo credits': line((at) => `${'(Photo: a '.repeat(20)}(Photo: b${at}`),
  'names and agencies': line((at) => `${'Aa Bb / '.repeat(9)}Cc ${at}`),
  bylines: line((at) => `By ${'Ann Lee and '.repeat(8)}${at}`),
  offers: line((at) => `subscribe to read ${'our newsletter and get '.repeat(15)}${at}`),
  prompts: line((at) => `sign up ${'page cookies accept email '.repeat(14)}${at}`),
  'date lines': line((at) => `published ${'12 may 2024, '.repeat(8)}${at}`),
  'digits, dots and blanks': line((at) => `${'1 . 2 - 3 : '.repeat(30)}${at}`),
  'capital letters': line((at) => `${'ABC DEF '.repeat(50)}${at}`),
  'quotation marks': line((at) => `${'"“’”»)] '.repeat(50)}${at}.`),
  'paywall words': line((at) => `il vous reste ${'subscribe to 12 '.repeat(20)}${at}`),
  'consent words': (size) => filled('<p>cookies consent tracking privacy we value your privacy, partners</p>', size),
  'a title of errors': (size) =>
    `<title>${filled('page 404 not ', size)}</title><h1>${filled('oops page site ', size)}</h1>`,
  'a title of separators': (size) => `<title>${filled(' | ', size)}</title><h1>${filled(' - ', size)}</h1>${story}`,
  'a title of blanks': (size) => `<title>a${filled(' ', size)}b</title><h1>a${filled(' &nbsp;', size)}b</h1>${story}`,
  'an endless byline': (size) => `${story}<p class="byline">By ${filled('Ann Lee and ', size)}</p>`,
  'one endless word': (size) => `${story}<p>${filled('a', size)}</p>`,
  'one endless sentence': (size) => `${story}<p>${filled('word, ', size)}</p>`,
  'brackets without end': (size) => `${story}<p>${filled('((', size)}</p>`,
}

/** Pages of any size that were made to cost much, by what they are full of. */
export const hostilePages: ReadonlyMap<string, MakePage> = new Map(
  [nesting, attributes, crowds, linkedData, unclosed, bait].flatMap((kind) => Object.entries(kind)),
)
