import type { ArticleKind } from '@stancewire/contracts'
import type { ParentNode } from 'domhandler'
import type { Container } from '../page/block.ts'
import type { Carrier } from '../page/carriers.ts'
import { Mark } from '../page/mark.ts'
import { oneLine } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { readBreadcrumbs } from './breadcrumbs.ts'
import { type Declared, metaValue } from './declared.ts'
import { type Found, firstFound } from './found.ts'
import { webAddress } from './host.ts'
import { asList } from './json-value.ts'
import { kindOfWord } from './kind-words.ts'
import { typesOf } from './linked-data.ts'

/** What is known of the article when its kind is asked. */
export interface ArticleSeen {
  url: string | null
  title: string
  section: string | null
  tags: string[]
  textLength: number
}

type KindFound = Found<ArticleKind> | null

/** Pages of pictures or moving pictures have little text: with more, they are articles that also show some. */
const maxMediaText = 1500
const maxPlayerText = 350
const manyPictures = 10
const linkLevels = 3
const manyEntries = 6
/** Text of one entry of a live blog, in characters outside links. */
const leastEntry = 120
const entryLevels = 4
const maxTimes = 200
const maxSegments = 12

const elsewhere = Mark.comment | Mark.related | Mark.foot | Mark.nav | Mark.asideTag | Mark.side | Mark.ad
/** In a headline or the last part of an address; alone it may be a live concert, beside entries with times it is not. */
const saysLive =
  /(?<!\p{L})(?:live|liveblog|liveticker|newsblog|ticker|en direct|en vivo|en directo|diretta|ao vivo|em direto|na żywo|наживо|онлайн|трансляц\p{L}{1,3}|minuto a minuto)(?!\p{L})/iu
const liveSlug = /(?:^|-)(?:live-?blog|live-?updates?|live-?ticker|newsblog|minuto-a-minuto|relacja-na-zywo)(?:-|\.|$)/
const titlePart = /\s?[|•·:]\s|\s[–—-]\s|\.\s/

function isWritten(kind: ArticleKind | null): kind is 'live-blog' | 'opinion' {
  return kind === 'live-blog' || kind === 'opinion'
}

function isOpinion(kind: ArticleKind | null): kind is 'opinion' {
  return kind === 'opinion'
}

function isMedia(kind: ArticleKind | null): kind is 'video' | 'gallery' {
  return kind === 'video' || kind === 'gallery'
}

function byType({ data }: Declared): KindFound {
  const types = data.article ? typesOf(data.article) : []
  const hasUpdates = data.nodes.some(
    (node) => typesOf(node).includes('LiveBlogPosting') && asList(node.liveBlogUpdate).length > 1,
  )
  if (types.includes('LiveBlogPosting') || hasUpdates) return { value: 'live-blog', from: 'json-ld:@type' }
  return types.includes('OpinionNewsArticle') ? { value: 'opinion', from: 'json-ld:@type' } : null
}

function pathSegments(url: string | null): string[] {
  const path = webAddress(url)?.pathname.slice(0, 500) ?? ''
  const segments = path.split('/').filter((segment) => segment !== '')
  return segments.slice(0, maxSegments).map((segment) => {
    try {
      return decodeURIComponent(segment)
    } catch {
      return segment
    }
  })
}

/** The word before the first separator of a headline, and those after the last ones of the `title` element. */
function titleWords(survey: PageSurvey, title: string): string[] {
  const whole = oneLine((survey.carriers.titleTag ?? '').slice(0, 300))
  const [first = '', ...rest] = title.slice(0, 300).split(titlePart)
  return [...(rest.length > 0 ? [first] : []), ...whole.split(titlePart).slice(1)]
}

/** The first of these words that stands for a kind among those asked for. */
function byWords<K extends ArticleKind>(
  words: string[],
  from: string,
  isAsked: (kind: ArticleKind | null) => kind is K,
): KindFound {
  const value = words.map(kindOfWord).find(isAsked)
  return value === undefined ? null : { value, from }
}

function byPlace<K extends ArticleKind>(
  survey: PageSurvey,
  declared: Declared,
  seen: ArticleSeen,
  isAsked: (kind: ArticleKind | null) => kind is K,
): KindFound {
  const sections = [seen.section ?? '', metaValue(declared, 'article:section', 'section') ?? '']
  return firstFound([
    () => byWords(sections, 'section', isAsked),
    () => byWords(pathSegments(seen.url).slice(0, -1), 'address', isAsked),
    () => byWords(readBreadcrumbs(survey, declared), 'breadcrumbs', isAsked),
    () => byWords(titleWords(survey, seen.title), 'title', isAsked),
  ])
}

function entryOf(container: Container): Container | null {
  let at: Container | null = container
  for (let up = 0; at && up < entryLevels; up++) {
    if (at.chars - at.linkChars >= leastEntry) return at
    at = at.parent
  }
  return null
}

/** How many containers of one template each hold a time and some text. */
function countTimedEntries({ carriers }: PageSurvey): number {
  const bySignature = new Map<string, Set<Container>>()
  for (const { container } of carriers.times.slice(0, maxTimes)) {
    const entry = container.allMarks & elsewhere ? null : entryOf(container)
    if (!entry) continue
    const entries = bySignature.get(entry.signature) ?? new Set()
    bySignature.set(entry.signature, entries.add(entry))
  }
  return Math.max(0, ...[...bySignature.values()].map((entries) => entries.size))
}

function byEntries(survey: PageSurvey, { url, title }: ArticleSeen): KindFound {
  const slug = pathSegments(url).at(-1)?.toLowerCase() ?? ''
  if (liveSlug.test(slug)) return { value: 'live-blog', from: 'address' }
  const isCalledLive = saysLive.test(title.slice(0, 300)) || saysLive.test(slug.replaceAll('-', ' '))
  return isCalledLive && countTimedEntries(survey) >= manyEntries ? { value: 'live-blog', from: 'structure' } : null
}

function byMediaType(declared: Declared): KindFound {
  const { article, nodes } = declared.data
  const types = article ? [] : nodes.flatMap(typesOf)
  if (types.some((type) => /^(?:Image|Media)Gallery$/.test(type))) return { value: 'gallery', from: 'json-ld:@type' }
  if ((metaValue(declared, 'og:type') ?? '').startsWith('video')) return { value: 'video', from: 'og:type' }
  return types.includes('VideoObject') ? { value: 'video', from: 'json-ld:@type' } : null
}

/** Pictures in links lead to other articles. */
function isLinked({ element }: Carrier): boolean {
  let at: ParentNode | null = element.parent
  for (let up = 0; at && up < linkLevels; up++) {
    if ('name' in at && at.name === 'a') return true
    at = at.parent
  }
  return false
}

function byPictures({ carriers }: PageSurvey, textLength: number): KindFound {
  const inArticle = ({ container }: { container: Container }): boolean => (container.allMarks & elsewhere) === 0
  if (textLength <= maxPlayerText && carriers.players.some(inArticle)) return { value: 'video', from: 'structure' }
  const isOwn = (image: Carrier): boolean => (image.container.allMarks & Mark.figure) !== 0 && !isLinked(image)
  const pictures = carriers.images.filter((image) => isOwn(image) && inArticle(image))
  return pictures.length >= manyPictures ? { value: 'gallery', from: 'structure' } : null
}

/**
 * What kind of article this is, from its declared type, its section, address, breadcrumbs and headline, and what the page
 * is built of; null when nothing tells it from an ordinary one.
 */
export function readKind(survey: PageSurvey, declared: Declared, seen: ArticleSeen): KindFound {
  const written = firstFound([
    () => byType(declared),
    () => byPlace(survey, declared, seen, isWritten),
    () => byWords(seen.tags, 'tags', isOpinion),
    () => byEntries(survey, seen),
  ])
  if (written || seen.textLength > maxMediaText) return written
  return firstFound([
    () => byMediaType(declared),
    () => byPlace(survey, declared, seen, isMedia),
    () => byPictures(survey, seen.textLength),
  ])
}
