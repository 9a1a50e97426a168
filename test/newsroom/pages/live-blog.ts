import type { Block } from '../body.ts'
import { blockHtml, type Html, html, jsonLd } from '../html.ts'
import { fullDate } from './dates.ts'
import { bylineOf, type PageView, summaryOf, yearOf } from './page-view.ts'

interface Post {
  readonly time: string
  readonly title: string
  readonly blocks: readonly Block[]
}

/** Splits a body at headings of the form "14:05 What happened"; what stands before the first one is left out. */
function postsOf(blocks: readonly Block[]): Post[] {
  const starts = blocks.flatMap((block, at) => (block.kind === 'heading' ? [at] : []))
  return starts.flatMap((start, at) => {
    const heading = blocks[start]
    if (heading?.kind !== 'heading') return []
    const [time = '', ...words] = heading.text.split(' ')
    return { time, title: words.join(' '), blocks: blocks.slice(start + 1, starts[at + 1]) }
  })
}

const post = ({
  time,
  title,
  blocks,
}: Post): Html => html`<article class="live-post" id="post-${time.replace(':', '')}">
<header><time>${time}</time><h2>${title}</h2></header>
${blocks.map(blockHtml)}
<div class="post-share"><button>Share this post</button></div></article>`

const posting = ({ entry, url }: PageView, posts: readonly Post[]) => ({
  '@context': 'https://schema.org',
  '@type': 'LiveBlogPosting',
  headline: entry.title,
  url,
  datePublished: entry.publishedAt,
  coverageStartTime: entry.publishedAt,
  dateModified: entry.modifiedAt ?? entry.publishedAt,
  liveBlogUpdate: posts.map(({ title }) => ({ '@type': 'BlogPosting', headline: title })),
})

/** A live blog: dated posts, newest first, each with its own heading. */
export function liveBlogPage(view: PageView): string {
  const { entry, outlet } = view
  const posts = postsOf(entry.blocks)
  const firstPost = entry.blocks.findIndex(({ kind }) => kind === 'heading')
  return html`<!doctype html>
<html lang="${view.language}"><head><meta charset="utf-8"><title>${entry.title} | ${outlet.name}</title>
<meta name="description" content="${summaryOf(entry)}"><meta property="og:type" content="article">
<link rel="canonical" href="${view.url}">
${jsonLd(posting(view, posts))}</head>
<body><div class="cookie-banner"><p>We use cookies to keep this page up to date.</p><button>Fine</button></div>
<header><a href="/">${outlet.name}</a><nav>${outlet.sections.map((section) => html`<a href="/${section.toLowerCase()}">${section}</a>`)}</nav></header>
<main><span class="live-flag">LIVE</span><h1>${entry.title}</h1>
<p class="byline">${bylineOf(entry, 'en')} · last updated ${fullDate(view, entry.modifiedAt ?? entry.publishedAt)}</p>
<section class="summary">${entry.blocks.slice(0, Math.max(0, firstPost)).map(blockHtml)}</section>
<div class="auto-refresh"><label><input type="checkbox" checked> Load new posts</label></div>
<div class="posts">
${posts.map(post)}
</div><button class="older">Show older posts</button></main>
<aside><h2>Most viewed</h2><ol>${view.neighbours.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>`)}</ol></aside>
<footer>© ${yearOf(entry)} ${outlet.name}</footer><script src="/assets/live.js"></script></body></html>
`.html
}
