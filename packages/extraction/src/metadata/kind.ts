import type { ArticleKind } from '@stancewire/contracts'
import { type Declared, metaValue } from './declared.ts'
import { webAddress } from './host.ts'
import { typesOf } from './linked-data.ts'

const byType: [RegExp, ArticleKind][] = [
  [/^LiveBlogPosting$/, 'live-blog'],
  [/^OpinionNewsArticle$/, 'opinion'],
]
const bySegment: [RegExp, ArticleKind][] = [
  [
    /^(?:live|live-?blogs?|liveticker|live-?updates?|en-direct|en-vivo|minuto-a-minuto|newsblog)$|(?:^|-)(?:liveblog|live-updates|liveticker)(?:-|$)/,
    'live-blog',
  ],
  [
    /^(?:opinions?|op-?eds?|commentisfree|commentary|columns?|columnists?|editorials?|meinung|kommentare?|kolumnen?|gastbeitrag|tribunes?|debats|chroniques|opinion-es|editoriales|columnas|tribuna)$/,
    'opinion',
  ],
]
const mediaSegment: [RegExp, ArticleKind][] = [
  [/^(?:videos?|watch|av|mediathek|tv)$/, 'video'],
  [
    /^(?:gallery|galleries|galerie|galeries|galeria|photos?|pictures|in-pictures|bildergalerien?|bilder|fotostrecken?|fotos|diaporama|diaporamas|slideshow)$/,
    'gallery',
  ],
]

/** Pages of pictures or moving pictures have little text: with more, they are articles that also show some. */
const maxMediaText = 1500

function firstMatch(values: string[], rules: [RegExp, ArticleKind][]): ArticleKind | null {
  return rules.find(([pattern]) => values.some((value) => pattern.test(value)))?.[1] ?? null
}

/** What kind of article this is, from its declared type, its section and its address. */
export function readKind(declared: Declared, url: string | null, textLength: number): ArticleKind {
  const { article } = declared.data
  const types = article ? typesOf(article) : []
  const segments = (webAddress(url)?.pathname ?? '')
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '')
    .slice(0, 12)
  const section = (metaValue(declared, 'article:section', 'section') ?? '').toLowerCase()
  const written = firstMatch(types, byType) ?? firstMatch([...segments, section], bySegment)
  if (written || textLength > maxMediaText) return written ?? 'article'
  const isVideo = (metaValue(declared, 'og:type') ?? '').startsWith('video')
  return isVideo ? 'video' : (firstMatch([...segments.slice(0, -1), section], mediaSegment) ?? 'article')
}
