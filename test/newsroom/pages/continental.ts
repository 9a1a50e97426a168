import { blockHtml, type Html, html, jsonLd, withInterruption } from '../html.ts'
import { continentalWords, type Words } from './continental-words.ts'
import { fullDate, longDate } from './dates.ts'
import { datedBlocks } from './lead.ts'
import { bylineOf, type PageView, summaryOf, yearOf } from './page-view.ts'

const graph = ({ entry, outlet, url, language }: PageView) => ({
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'WebSite', name: outlet.name },
    { '@type': 'BreadcrumbList', itemListElement: [{ '@type': 'ListItem', position: 1, name: entry.section }] },
    {
      '@type': ['Article', 'NewsArticle'],
      headline: entry.title,
      url,
      inLanguage: language,
      datePublished: new Date(entry.publishedAt).toISOString(),
      author: { '@type': 'Person', name: bylineOf(entry, language) },
    },
  ],
})

const head = (view: PageView): Html => html`<head>
<meta http-equiv="content-type" content="text/html; charset=${view.outlet.charset}">
<title>${view.entry.title} – ${view.outlet.name}</title>
<meta name="description" content="${summaryOf(view.entry)}">
<meta property="og:locale" content="${view.language}"><meta property="og:title" content="${view.entry.title}">
<link rel="canonical" href="${view.entry.path}">
<link rel="alternate" type="application/feed+json" href="${view.outlet.feed.path}">
${jsonLd(graph(view))}
</head>`

const newsletter = (words: Words): Html =>
  html`<div class="nl-teaser"><p class="nl-title">${words.newsletter}</p><p>${words.newsletterText}</p><a class="btn" href="/account/newsletter">${words.subscribe}</a></div>`

const figure = ({ entry }: PageView, words: Words): Html =>
  entry.figure === undefined
    ? html``
    : html`<figure><picture><source srcset="/bild/gross.webp"><img src="/bild/klein.jpg" alt=""></picture><figcaption>${entry.figure.caption} <small>${words.photo}: ${entry.figure.credit}</small></figcaption></figure>`

const topics = ({ neighbours }: PageView, words: Words): Html => html`<nav class="mehr"><h4>${words.more}</h4>
${neighbours.slice(0, 5).map(({ path, title, section }) => html`<a href="${path}"><span>${section}</span> ${title}</a>`)}</nav>`

/** A page with localised dates and labels, a JSON-LD graph, a relative canonical link and a Latin charset. */
export function continentalPage(view: PageView): string {
  const { entry, outlet, language } = view
  const words = continentalWords(language)
  const pieces = withInterruption(datedBlocks(entry).map(blockHtml), 5, newsletter(words))
  return html`<!DOCTYPE html>
<html lang="${language}">
${head(view)}
<body id="top">
<header><a href="/">${outlet.name}</a> <em>${outlet.motto}</em> <span class="heute">${longDate(view, entry.publishedAt)}</span>
<ul class="menu">${outlet.sections.map((section) => html`<li><a href="/${section.toLowerCase()}">${section}</a></li>`)}</ul></header>
<section class="artikel">
<header><span class="rubrik">${entry.section}</span><h1>${entry.title}</h1><p class="vorspann"><strong>${entry.deck ?? ''}</strong></p>
<p class="autor">${words.by} ${bylineOf(entry, language)}<br>${fullDate(view, entry.publishedAt)}</p></header>
${figure(view, words)}
<div class="text">
${pieces}
</div>
<p class="kuerzel">(${entry.authors[0]?.slice(0, 3).toLowerCase() ?? 'red'})</p>
<div class="teilen"><a href="#">${words.share}</a> <a href="javascript:print()">${words.print}</a></div>
</section>
${topics(view, words)}
<section class="leserbriefe"><h4>${words.letters}</h4><p>K. H., Lindental: «${words.letter}»</p><form><textarea></textarea><button>${words.send}</button></form></section>
<footer><p>${words.cookies}</p><p>© ${yearOf(entry)} ${outlet.name} · <a href="/impressum">Impressum</a> · <a href="/agb">AGB</a></p></footer>
</body></html>
`.html
}
