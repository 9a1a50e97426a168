import type { Entry } from '../content.ts'
import type { Edition } from '../edition.ts'
import { type Html, html } from '../html.ts'
import { summaryOf } from './page-view.ts'

const teaser = (entry: Entry): Html => html`<div class="teaser"><a href="${entry.path}"><h3>${entry.title}</h3></a>
<p>${summaryOf(entry)}</p><span>${entry.publishedAt.slice(0, 10)}</span> <a href="${entry.path}">Read more</a></div>`

const older = (headline: string, at: number): Html =>
  html`<div class="teaser small"><a href="/older/${at + 1}.html"><h3>${headline}</h3></a></div>`

/** A list of an outlet's entries with teasers: the front page, or a page that gathers a subject.
 * The items of `more` are headlines from before the newsroom opened. */
export const hubPage = (
  { outlet }: Pick<Edition, 'outlet'>,
  title: string,
  entries: readonly Entry[],
  more: readonly string[] = [],
): string =>
  html`<!DOCTYPE html>
<html lang="${outlet.language}"><head><meta http-equiv="content-type" content="text/html; charset=${outlet.charset}">
<title>${title} - ${outlet.name}</title><meta property="og:type" content="website"></head>
<body class="listing"><header><a href="/">${outlet.name}</a>
<nav>${outlet.sections.map((section) => html`<a href="/${section.toLowerCase()}">${section}</a>`)}</nav></header>
<h1>${title}</h1><p>${outlet.motto}</p>
<div class="teasers">${entries.filter(({ kind }) => kind !== 'hub').map(teaser)}</div>
<h2>Older reports</h2><div class="teasers">${more.map(older)}</div>
<div class="pager"><a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">Next</a></div>
<footer>© ${outlet.name}</footer></body></html>
`.html
