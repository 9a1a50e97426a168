import { blockText } from '../body.ts'
import { html, jsonLd } from '../html.ts'
import { longDate } from './dates.ts'
import { type PageView, yearOf } from './page-view.ts'

const gated = ({ entry }: PageView) => ({
  '@context': 'https://schema.org',
  '@type': 'NewsArticle',
  headline: entry.title,
  datePublished: entry.publishedAt,
  isAccessibleForFree: false,
  hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.paywalled' },
})

/** The first sentences of an article and an offer to buy the rest. */
export function paywallStub(view: PageView): string {
  const { entry, outlet } = view
  const [first] = entry.blocks
  return html`<!DOCTYPE html>
<html lang="${view.language}"><head><meta http-equiv="content-type" content="text/html; charset=${outlet.charset}">
<title>${entry.title} – ${outlet.name}</title>${jsonLd(gated(view))}</head>
<body><header><a href="/">${outlet.name}</a></header>
<article><h1>${entry.title}</h1><p class="datum">${longDate(view, entry.publishedAt)}</p>
<p class="anriss">${first === undefined ? '' : blockText(first)}</p>
<div class="paywalled paywall-gate"><h2>This article is for subscribers only</h2>
<p>Subscribe to continue reading. Full access to all articles, four weeks for one euro, then 9.99 a month.</p>
<a class="btn" href="/account/subscribe">Subscribe now</a> <a href="/account/login">Already a subscriber? Log in</a></div></article>
<footer>© ${yearOf(entry)} ${outlet.name}</footer></body></html>
`.html
}
