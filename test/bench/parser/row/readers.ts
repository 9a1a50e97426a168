import type { Page } from '../corpus.ts'

/** What a reader found: `html` is what still must be rendered to be read as text. */
export type Reading = { readonly title: string; readonly text?: string; readonly html?: string }

/** Reads one page as its users would; throws, or gives nothing, where it finds no article. */
export type Read = (page: Page) => Reading | undefined | Promise<Reading | undefined>

const nothing: Reading = { title: '' }

/** Each loads its library alone, so that the memory of its process is its own. */
const loaders = {
  async stancewire(): Promise<Read> {
    const { extractArticle } = await import('@stancewire/extraction')
    return (page) => {
      const found = extractArticle(page)
      return found.ok ? found.article : undefined
    }
  },
  async 'cheerio.load'(): Promise<Read> {
    const { load } = await import('cheerio')
    const options = { xml: { xmlMode: false, decodeEntities: true } }
    return ({ html }) => (load(html, options)('p').length < 0 ? undefined : nothing)
  },
  async 'readability + linkedom'(): Promise<Read> {
    const [{ Readability }, { parseHTML }] = await Promise.all([import('@mozilla/readability'), import('linkedom')])
    return ({ html }) => readingOf(new Readability(parseHTML(html).document).parse())
  },
  async 'readability + jsdom'(): Promise<Read> {
    const [{ Readability }, { JSDOM, VirtualConsole }] = await Promise.all([
      import('@mozilla/readability'),
      import('jsdom'),
    ])
    return ({ html, url }) => {
      const { window } = new JSDOM(html, { url, virtualConsole: new VirtualConsole() })
      const reading = readingOf(new Readability(window.document).parse())
      window.close()
      return reading
    }
  },
  async 'defuddle + linkedom'(): Promise<Read> {
    const [{ Defuddle }, { parseHTML }] = await Promise.all([import('defuddle/node'), import('linkedom')])
    return async ({ html, url }) => {
      const { document } = parseHTML(html)
      return readingOf(await Defuddle(document, url, { useAsync: false }))
    }
  },
  async postlight(): Promise<Read> {
    const { default: parser } = await import('@postlight/parser')
    return async ({ html, url }) => readingOf(await parser.parse(url, { html, fetchAllPages: false }))
  },
  async extractus(): Promise<Read> {
    const { extractFromHtml } = await import('@extractus/article-extractor')
    return async ({ html, url }) => readingOf(await extractFromHtml(html, url))
  },
} satisfies Record<string, () => Promise<Read>>

export type ReaderName = keyof typeof loaders

export const readerNames = Object.keys(loaders) as ReaderName[]

export function loadReader(name: ReaderName): Promise<Read> {
  return loaders[name]()
}

type Found = { readonly title?: string | null | undefined; readonly content?: string | null | undefined }

function readingOf(found: Found | null): Reading | undefined {
  return found?.content ? { title: found.title ?? '', html: found.content } : undefined
}
