import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small site on an address of its own, that grows an article and feeds that mean no good. */
export type Site = AsyncDisposable & { readonly at: string; readonly asked: readonly string[] }

/** What a title says that wants to be more than text. */
export const smuggled = '<img src=x onerror="document.title=1"> & co'

const escaped = smuggled.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const paragraphs = [
  'The night trains should run through the valley again before the winter, the mayor of Lower Ferry said on Tuesday.',
  '“We support night trains through the valley, and the railway must bring them back,” Mayor Ida Holm said at the station.',
  'The regional railway took the night trains off its list nine years ago. Since then the last train leaves at ten.',
  'The council will talk about the money for the night trains in the valley in April, a clerk of the council said.',
]

/** Serves the site. */
export async function openSite(host = '127.0.0.7'): Promise<Site> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const page = pages[path]
    if (page === undefined) return response.writeHead(404).end('nothing here')
    if (path === '/busy.xml') return response.writeHead(429, { 'retry-after': '3600' }).end()
    response.writeHead(200, { 'content-type': path.endsWith('.xml') ? 'application/rss+xml' : 'text/html' }).end(page())
  })
  await new Promise<void>((listening) => server.listen(0, host, listening))
  return {
    asked,
    at: `http://${host}:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const link = (title: string, href: string) =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`
const item = (title: string, path: string) =>
  `<item><title>${title}</title><link>${path}</link><pubDate>${new Date(Date.now() - 60_000).toUTCString()}</pubDate></item>`
const feed = (title: string, ...items: string[]) =>
  `<rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`

const pages: Readonly<Record<string, () => string>> = {
  '/': () =>
    `<!doctype html><title>The Ferry Post</title>${link('All news', '/all.xml')}${link(escaped, '/gone.xml')}<h1>The Ferry Post</h1>`,
  '/all.xml': () =>
    feed('The Ferry Post', item('Mayor wants night trains back', '/night-trains'), item(escaped, '/odd')),
  '/busy.xml': () => '',
  '/page.xml': () => '<!doctype html><p>This is a page',
  '/night-trains': () =>
    `<!doctype html><html lang="en"><title>Mayor wants night trains back</title><meta property="og:site_name" content="The Ferry Post">
    <article><h1>Mayor wants night trains back</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></html>`,
  '/odd': () => '<!doctype html><title>Odd</title><p>Nothing of note.</p>',
}
