import { blockHtml, type Html, html, jsonLd, withInterruption } from '../html.ts'
import { fullDate } from './dates.ts'
import { datedBlocks } from './lead.ts'
import { bylineOf, type PageView, summaryOf, yearOf } from './page-view.ts'

const newsArticle = ({ entry, outlet, url, base }: PageView) => ({
  '@context': 'https://schema.org',
  '@type': entry.kind === 'opinion' ? 'OpinionNewsArticle' : 'NewsArticle',
  headline: entry.title,
  description: summaryOf(entry),
  datePublished: entry.publishedAt,
  dateModified: entry.modifiedAt ?? entry.publishedAt,
  author: entry.authors.map((name) => ({ '@type': 'Person', name })),
  publisher: {
    '@type': 'NewsMediaOrganization',
    name: outlet.name,
    logo: { '@type': 'ImageObject', url: `${base}/l.png` },
  },
  mainEntityOfPage: { '@type': 'WebPage', '@id': url },
  articleSection: entry.section,
})

const head = (view: PageView): Html => html`<head>
<meta charset="utf-8">
<title>${view.entry.title} | ${view.outlet.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${summaryOf(view.entry)}">
<link rel="canonical" href="${view.url}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="${view.outlet.name}">
<meta property="og:title" content="${view.entry.title}">
<meta property="og:url" content="${view.url}">
<meta property="article:published_time" content="${view.entry.publishedAt}">
<link rel="stylesheet" href="/assets/main.3f9c.css">
<script>window.dataLayer=window.dataLayer||[];dataLayer.push({section:"news",paywall:false});</script>
${jsonLd(newsArticle(view))}
</head>`

const newsletter = html`<aside class="newsletter-signup" aria-label="Newsletter">
<h3>The Morning Briefing</h3>
<p>Five stories to start your day, in your inbox by seven.</p>
<form action="/account/newsletter" method="post"><input type="email" placeholder="Your e-mail address"><button>Sign up</button></form>
<p class="small">By signing up you agree to our privacy notice. You can unsubscribe at any time.</p>
</aside>`

const comments = html`<section id="comments" class="comments"><h2>Comments (3)</h2>
<article class="comment"><header>tidewatcher · 2 hours ago</header><p>I have read three versions of this today and none of them agree.</p></article>
<article class="comment"><header>M. Oakley · 1 hour ago</header><p>We should keep out of it, full stop. Nobody asked me.</p></article>
<article class="comment"><header>north_quay · 40 minutes ago</header><p>Do it or say you won't. This halfway talk helps nobody.</p></article>
<form action="/account/comment"><textarea name="c" placeholder="Join the conversation"></textarea><button>Post comment</button></form></section>`

const related = ({ neighbours }: PageView): Html => html`<section class="related"><h2>More on this story</h2>
<ul>${neighbours.map(({ path, title, deck = '' }) => html`<li><a href="${path}"><h3>${title}</h3></a><p>${deck}</p></li>`)}</ul></section>`

const figure = ({ entry }: PageView): Html =>
  entry.figure === undefined
    ? html``
    : html`<figure class="lead"><img src="/img/lead-1280.jpg" alt="${entry.figure.caption}" width="1280" height="720">
<figcaption>${entry.figure.caption} <span class="credit">Photograph: ${entry.figure.credit}</span></figcaption></figure>`

const bannerAndNavigation = ({ outlet }: PageView): Html => html`<div id="cmp" class="cookie-banner" role="dialog">
<p>We and our 214 partners store and access information on your device, such as cookies, to show personalised advertising.</p>
<button>Accept all</button> <button>Manage my choices</button></div>
<header class="site-header"><a class="logo" href="/">${outlet.name}</a><p class="motto">${outlet.motto}</p>
<nav><ul>${outlet.sections.map((section) => html`<li><a href="/${section.toLowerCase()}">${section}</a></li>`)}</ul>
<form action="/search"><input name="q" placeholder="Search"></form></nav></header>`

/** A tidy newspaper page: JSON-LD, OpenGraph and semantic markup, with a newsletter box in the middle of the text. */
export function broadsheetPage(view: PageView): string {
  const { entry, outlet } = view
  const pieces = withInterruption(datedBlocks(entry).map(blockHtml), 3, newsletter)
  return html`<!doctype html>
<html lang="${view.language}">
${head(view)}
<body class="template-article">
${bannerAndNavigation(view)}
<main><article>
<p class="kicker"><a href="/${entry.section.toLowerCase()}">${entry.section}</a></p>
<h1>${entry.title}</h1>
<p class="standfirst">${entry.deck ?? ''}</p>
<div class="byline">By <a rel="author" href="/by/staff">${bylineOf(entry, 'en')}</a> <time datetime="${entry.publishedAt}">${fullDate(view, entry.publishedAt)}</time></div>
<ul class="share"><li><a href="#">Share on Facebook</a></li><li><a href="#">Share by e-mail</a></li><li><button>Copy link</button></li></ul>
${figure(view)}
<div class="article-body" itemprop="articleBody">
${pieces}
</div>
<p class="tags">Topics: ${outlet.sections.slice(0, 2).map((section) => html`<a href="/tag/${section.toLowerCase()}">${section}</a>`)}</p>
</article>
${related(view)}
${comments}
</main>
<footer><p>© ${yearOf(entry)} ${outlet.name}. All rights reserved.</p><a href="/about">About us</a> <a href="/terms">Terms</a> <a href="/account/privacy">Privacy settings</a></footer>
<script src="/assets/app.77ab.js" defer></script>
</body></html>
`.html
}
