import type { Block } from '../body.ts'
import { blockHtml, type Html, html, raw, withInterruption } from '../html.ts'
import { shortDate } from './dates.ts'
import { datedBlocks } from './lead.ts'
import { bylineOf, type PageView, summaryOf } from './page-view.ts'

/** Unescaped quotation marks and a trailing comma: what a template without a serializer writes. */
const brokenJsonLd = ({ entry, outlet }: PageView): Html =>
  raw(`<script type="application/ld+json">
{ "@context": "http://schema.org", "@type": "NewsArticle",
  "headline": "The "real" story: ${entry.title.replaceAll('<', '')}",
  "datePublished": "${entry.publishedAt}",
  "publisher": { "@type": "Organization", "name": "${outlet.name}", },
}
</script>`)

const head = (view: PageView): Html => html`<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>${view.entry.title} - latest news from ${view.outlet.name}</title>
<meta name="description" content="${summaryOf(view.entry)}">
<meta property="og:image" content="${view.base}/p/600x400.jpg">
<meta name="date" content="${view.entry.publishedAt.slice(0, 10)}">
${brokenJsonLd(view)}
<script>var adUnits=[{code:'top',sizes:[[970,250]]},{code:'mid',sizes:[[300,250]]}];</script>
</head>`

const block = (one: Block): Html =>
  one.kind === 'paragraph' ? html`<div class="par"><span>${one.text}</span></div>` : blockHtml(one)

const mostRead = ({ neighbours }: PageView): Html => html`<div class="box promo"><b class="t">DON'T MISS</b>
${neighbours.slice(0, 2).map(({ path, title }) => html`<a href="${path}">► ${title}</a><br>`)}</div>`

const doubledCaption = ({ entry }: PageView): Html =>
  entry.figure === undefined
    ? html``
    : html`<div class="pic"><img src="/p/1200x675.jpg" alt="${entry.figure.caption}" title="${entry.figure.caption}">
<p class="cap">${entry.figure.caption}</p></div>
<p class="cap-mobile">${entry.figure.caption} Picture: ${entry.figure.credit}</p>`

const comments = html`<div id="disq"><h4>What do you think? 2 comments</h4>
<div class="c"><b>Brenner74</b> <i>3h</i><br>Easy to be brave with other people's money.</div>
<div class="c"><b>lampost</b> <i>2h</i><br>The football page is better than this. Bring back the crossword!</div>
<form method="post" action="/account/say"><input name="nick" value="Your name"><textarea name="say"></textarea><input type="submit" value="Have your say"></form></div>`

/** A loud page: broken JSON-LD, `div`s for paragraphs, a caption shown twice, promotions inside the text. */
export function tabloidPage(view: PageView): string {
  const { entry, outlet } = view
  const withPromo = withInterruption(datedBlocks(entry).map(block), 2, mostRead(view))
  const pieces = withInterruption(
    withPromo,
    6,
    html`<div class="ad" id="mid">ADVERTISEMENT - STORY CONTINUES BELOW</div>`,
  )
  return html`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
${head(view)}
<body>
<div id="consent-overlay" style="position:fixed"><h2>Your privacy matters to us</h2><p>Click AGREE to let us and our partners use cookies, or buy an ad-free pass for 2.99 a month.</p><button>AGREE</button></div>
<div id="hdr"><a href="/"><img src="/logo.gif" alt="${outlet.name}"></a><div id="nav">${outlet.sections.map((section) => html`<a href="/${section.toLowerCase()}">${section.toUpperCase()}</a> |`)} <a href="/competitions">WIN A WEEKEND</a></div></div>
<div id="wrap"><div id="left">
<div class="flag">${entry.section.toUpperCase()}</div>
<h1>${entry.title}</h1>
<h3 class="sub">${entry.deck ?? ''}</h3>
<div class="meta">By <b>${bylineOf(entry, 'en')}</b> &nbsp;•&nbsp; Published: ${shortDate(view, entry.publishedAt)} &nbsp;•&nbsp; <a href="#disq">2 comments</a></div>
${doubledCaption(view)}
<div id="story-text">
${pieces}
</div>
<div class="soc"><a href="#">LIKE</a> <a href="#">TWEET</a> <a href="#">WHATSAPP</a></div>
${comments}
</div>
<div id="right"><div class="box"><b>MOST READ</b><ol>${view.neighbours.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>`)}</ol></div>
<div class="box">Get the ${outlet.name} app! Breaking news first. <a href="/app">Download</a></div></div>
</div>
<div id="ftr">${outlet.name} uses cookies. Complaints to the readers' editor. <a href="/imprint">Imprint</a></div>
<script src="/js/all.min.js?v=1187"></script><noscript><img src="/pixel.gif"></noscript>
</body></html>
`.html
}
