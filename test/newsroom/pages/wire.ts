import { blockHtml, type Html, html, withInterruption } from '../html.ts'
import { datedBlocks } from './lead.ts'
import { bylineOf, type PageView, summaryOf, yearOf } from './page-view.ts'

const head = ({ entry, outlet, url }: PageView): Html => html`<head><meta charset="utf-8">
<title>${entry.title} - ${outlet.name}</title>
<meta name="keywords" content="${entry.section}, wire, agency">
<meta property="og:title" content="${entry.title}"><meta property="og:description" content="${summaryOf(entry)}">
<meta property="article:published_time" content="${new Date(entry.publishedAt).toISOString()}">
<meta property="article:modified_time" content="${new Date(entry.modifiedAt ?? entry.publishedAt).toISOString()}">
<meta name="author" content="${bylineOf(entry, 'en')}">
<link rel="canonical" href="${url}"><link rel="amphtml" href="${url}?amp=1">
<style>.w-body p{margin:0 0 1em}.w-ad{min-height:250px}</style></head>`

const inlineLinks = ({ neighbours }: PageView): Html => html`<div class="w-inline"><strong>Also on the wire</strong>
${neighbours.slice(0, 3).map(({ path, title }) => html`<div><a href="${path}">${title}</a></div>`)}</div>
<div class="w-ad" data-slot="mid-1"><span>Advertisement</span></div>`

const figure = ({ entry }: PageView): Html =>
  entry.figure === undefined
    ? html``
    : html`<div class="w-media"><img src="/media/8842.webp" alt=""><div class="w-caption">${entry.figure.caption}</div><div class="w-credit">${entry.figure.credit}</div></div>`

const rail = ({
  neighbours,
  outlet,
}: PageView): Html => html`<div class="w-rail"><div class="w-rail-title">Latest from ${outlet.name}</div>
${neighbours.map(({ path, title, publishedAt }) => html`<div class="w-item"><time>${publishedAt.slice(11, 16)}</time> <a href="${path}">${title}</a></div>`)}
<div class="w-box"><b>For subscribers to the service</b><br>Photographs and archive footage are available to clients. Contact the desk.</div></div>`

/** An agency's page: nothing but `div`s, OpenGraph dates, no JSON-LD, links between the paragraphs. */
export function wirePage(view: PageView): string {
  const { entry, outlet } = view
  const pieces = withInterruption(datedBlocks(entry).map(blockHtml), 4, inlineLinks(view))
  return html`<!DOCTYPE html>
<html lang="${view.language}">${head(view)}
<body>
<div class="w-top"><a href="/">${outlet.name}</a> <span>${outlet.motto}</span>
${outlet.sections.map((section) => html`<a class="w-nav" href="/${section.toLowerCase()}">${section}</a>`)}</div>
<div class="w-notice">This site uses cookies. <a href="/cookies">Learn more</a> <button onclick="this.parentNode.remove()">OK</button></div>
<div class="w-cols"><div class="w-main">
<div class="w-crumbs"><a href="/">Home</a> / <a href="/${entry.section.toLowerCase()}">${entry.section}</a></div>
<h1 class="w-head">${entry.title}</h1>
<div class="w-by"><span>${bylineOf(entry, 'en')}</span> <time datetime="${entry.publishedAt}">${new Date(entry.publishedAt).toISOString().slice(0, 16).replace('T', ' ')} GMT</time> <span>4 min read</span></div>
${figure(view)}
<div class="w-body">
${pieces}
<p class="w-sign">Reporting by ${bylineOf(entry, 'en')}; editing by the night desk</p>
</div>
<div class="w-share">Share: <a href="#fb">f</a> <a href="#x">x</a> <a href="#in">in</a> <a href="#mail">mail</a></div>
</div>
${rail(view)}
</div>
<div class="w-foot">${outlet.name} ${yearOf(entry)}. Our standards: accuracy, independence, correction. <a href="/terms">Terms of use</a> <a href="/contact">Contact the desk</a></div>
<script>(function(){var s=document.createElement('script');s.src='/t.js?p='+encodeURIComponent(location.pathname);document.body.appendChild(s)})()</script>
</body></html>
`.html
}
