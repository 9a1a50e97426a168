import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { readCanonicalLink } from './canonical-link.ts'
import { readDates } from './dates.ts'
import { readDeclared } from './declared.ts'
import { readLanguage } from './language.ts'
import { readSiteName, siteNames } from './site-name.ts'
import { readTitle, withoutSiteName } from './title.ts'

const url = 'https://www.northlight.example/2024/05/17/quarry'
const page = (html: string) => {
  const survey = surveyPage(readTree(html))
  return { survey, declared: readDeclared(survey) }
}
const ld = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`

describe('readTitle', () => {
  const title = (html: string) => {
    const { survey, declared } = page(html)
    return readTitle(survey, declared, siteNames(declared, url)).title?.value ?? ''
  }

  it('cuts the name of the site, declared or known from the host', () => {
    expect(title('<title>Village and quarry agree | Northlight</title>')).toBe('Village and quarry agree')
    expect(
      title('<meta property="og:site_name" content="The Moor"><title>Village and quarry agree - The Moor</title>'),
    ).toBe('Village and quarry agree')
  })

  it('keeps a dash that belongs to the headline', () => {
    expect(title('<title>Village - and quarry - agree</title>')).toBe('Village - and quarry - agree')
  })

  it('takes what most sources agree on', () => {
    const html =
      '<title>Quarry row ends</title><meta property="og:title" content="Village and quarry agree"><h1>Village and quarry agree</h1>'
    expect(title(html)).toBe('Village and quarry agree')
  })

  it('does not take the site’s own heading', () => {
    expect(title('<h1>Northlight</h1><title>Village and quarry agree</title>')).toBe('Village and quarry agree')
  })

  it('is empty when the page has none', () => {
    expect(title('<p>text</p>')).toBe('')
  })

  it('leaves out a kicker that the og:title leaves out, and keeps one that it has', () => {
    const og = (headline: string) => `<meta property="og:title" content="${headline}">`
    const heading =
      '<h1>Row at the quarry: Village and owner agree</h1><title>Row at the quarry: Village and owner agree</title>'
    expect(title(og('Village and owner agree') + heading)).toBe('Village and owner agree')
    expect(title(og('Row at the quarry: Village and owner agree') + heading)).toBe(
      'Row at the quarry: Village and owner agree',
    )
  })

  it('leaves out a section after the headline when another source has the headline alone', () => {
    const html = '<title>Village and quarry agree - Local news</title><h1>Village and quarry agree</h1>'
    expect(title(html)).toBe('Village and quarry agree')
    expect(title('<h1>Village and quarry agree - at last</h1>')).toBe('Village and quarry agree - at last')
  })

  it('names the first of the sources that agree', () => {
    const { survey, declared } = page(
      '<meta property="og:title" content="Village and quarry agree"><title>Village and quarry agree</title>',
    )
    expect(readTitle(survey, declared, new Set()).title?.from).toBe('og:title')
  })
})

describe('withoutSiteName', () => {
  it('cuts an exact name before a colon, and nothing shorter than a headline', () => {
    const sites = new Set(['northlight'])
    expect(withoutSiteName('Northlight: Village and quarry agree', sites)).toBe('Village and quarry agree')
    expect(withoutSiteName('Northlight: Home', sites)).toBe('Northlight: Home')
    expect(withoutSiteName('Mayor: Village and quarry agree', sites)).toBe('Mayor: Village and quarry agree')
  })

  it('keeps closing quotation marks', () => {
    expect(withoutSiteName('«Wir waren vierzig Tage dort»', new Set())).toBe('«Wir waren vierzig Tage dort»')
  })
})

describe('readDates', () => {
  const dates = (html: string, at: string | null = null) => {
    const { survey, declared } = page(html)
    const { publishedAt, modifiedAt } = readDates(survey, declared, { url: at, titleAt: -1 })
    return { publishedAt: publishedAt?.value ?? null, modifiedAt: modifiedAt?.value ?? null }
  }

  it('reads when the article was published and modified', () => {
    const html = ld({ '@type': 'Article', datePublished: '2024-05-17T08:00:00+02:00', dateModified: '2024-05-18' })
    expect(dates(html)).toEqual({ publishedAt: '2024-05-17T06:00:00Z', modifiedAt: '2024-05-18' })
  })

  it('takes time and zone from a second source that agrees', () => {
    const html = `${ld({ '@type': 'Article', datePublished: '2024-05-17' })}<meta property="article:published_time" content="2024-05-17T08:00:00+02:00">`
    expect(dates(html).publishedAt).toBe('2024-05-17T06:00:00Z')
  })

  it('leaves a time without a zone out', () => {
    expect(dates(ld({ '@type': 'Article', datePublished: '2024-05-17T08:00:00' })).publishedAt).toBe('2024-05-17')
  })

  it('falls back to time elements, the address and the lines near the title', () => {
    expect(dates('<time datetime="2024-05-17T08:00Z">Friday</time>').publishedAt).toBe('2024-05-17T08:00:00Z')
    expect(dates('<p>x</p>', url).publishedAt).toBe('2024-05-17')
    expect(dates('<p>May 17, 2024</p>').publishedAt).toBe('2024-05-17')
  })

  it('says which sources gave the day and the time', () => {
    const html = `${ld({ '@type': 'Article', datePublished: '2024-05-17' })}<meta property="article:published_time" content="2024-05-17T08:00:00+02:00">`
    const { survey, declared } = page(html)
    const { publishedAt } = readDates(survey, declared, { url: null, titleAt: -1 })
    expect(publishedAt?.from).toBe('json-ld:datePublished + article:published_time')
  })

  it('does not take the date of a related story', () => {
    expect(dates('<aside><time datetime="2020-01-01">x</time></aside>').publishedAt).toBeNull()
  })
})

describe('readLanguage', () => {
  const english =
    'The village and the owner of the quarry have agreed to let an arbitrator decide about the noise. '.repeat(5)
  const german =
    'Das Dorf und der Besitzer des Steinbruchs wollen einen Schlichter über den Lärm entscheiden lassen. '.repeat(5)
  const language = (html: string, text: string) => {
    const { survey, declared } = page(html)
    return readLanguage(survey, declared, text)?.value ?? null
  }

  it('believes a declared language', () => {
    expect(language('<html lang="de-AT">', german)).toBe('de')
    expect(language('<html lang="nb-NO">', '')).toBe('no')
    expect(language('<meta property="og:locale" content="fr_CH">', '')).toBe('fr')
  })

  it('reads it from the text when none is declared, or only a template’s default against clear evidence', () => {
    expect(language('<p>', german)).toBe('de')
    expect(language('<html lang="en">', german)).toBe('de')
    expect(language('<html lang="en">', english)).toBe('en')
  })

  it('says whether it was declared or detected', () => {
    const from = (html: string, text: string) => {
      const { survey, declared } = page(html)
      return readLanguage(survey, declared, text)?.from
    }
    expect(from('<html lang="de">', german)).toBe('html:lang')
    expect(from('<html lang="en">', german)).toBe('detected')
  })

  it('does not guess from a few words', () => {
    expect(language('<html lang="x-klingon">', 'Ja')).toBeNull()
  })
})

describe('readCanonicalLink', () => {
  const canonical = (html: string, at: string | null = url) => {
    const { survey, declared } = page(html)
    return readCanonicalLink(survey, declared, at)?.value ?? null
  }

  it('resolves the page’s own link and drops its fragment', () => {
    expect(canonical('<link rel="canonical" href="/2024/05/17/quarry#top">')).toBe(url)
    expect(
      canonical('<link rel="canonical" href="https://northlight.example/a">', 'https://m.northlight.example/a?x=1'),
    ).toBe('https://northlight.example/a')
  })

  it('falls back to og:url', () => {
    expect(canonical('<meta property="og:url" content="https://www.northlight.example/a">')).toBe(
      'https://www.northlight.example/a',
    )
  })

  it('does not believe another outlet, the home page or another scheme', () => {
    expect(canonical('<link rel="canonical" href="https://elsewhere.example/a">')).toBeNull()
    expect(canonical('<link rel="canonical" href="https://www.northlight.example/">')).toBeNull()
    expect(canonical('<link rel="canonical" href="javascript:alert(1)">')).toBeNull()
  })

  it('does not let one outlet pass its page off as the article of another', () => {
    const claim = '<link rel="canonical" href="https://www.northlight.example/quarry">'
    expect(canonical(claim, 'https://northlight.other.example/quarry')).toBeNull()
    expect(canonical(claim, 'https://northlight.test/quarry')).toBeNull()
    expect(canonical('<link rel="canonical" href="https://a.blogs.example/x">', 'https://b.blogs.example/x')).toBeNull()
    expect(canonical(claim, 'https://edition.northlight.example/quarry')).toBe('https://www.northlight.example/quarry')
  })

  it('does not believe the section, and does believe the article that a page is a part of', () => {
    const at = 'https://www.northlight.example/news/village-and-quarry'
    expect(canonical('<link rel="canonical" href="/news/">', at)).toBeNull()
    expect(canonical('<link rel="canonical" href="/news/village-and-quarry">', `${at}/2`)).toBe(at)
  })

  it('believes neither of two different articles unless one is this page', () => {
    const html = '<link rel="canonical" href="/a"><meta property="og:url" content="/b">'
    expect(canonical(html)).toBeNull()
    expect(canonical(html, 'https://www.northlight.example/b')).toBe('https://www.northlight.example/b')
  })
})

describe('readSiteName', () => {
  const siteName = (html: string) => readSiteName(page(html).declared)

  it('reads the declared name, else the publisher, else nothing', () => {
    expect(siteName('<meta property="og:site_name" content="Northlight">')).toEqual({
      value: 'Northlight',
      from: 'og:site_name',
    })
    expect(siteName(ld({ '@type': 'Article', publisher: { name: 'Northlight' } }))).toEqual({
      value: 'Northlight',
      from: 'json-ld:publisher',
    })
    expect(siteName('<p>')).toBeNull()
  })
})
