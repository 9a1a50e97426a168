import { Mark } from '../page/mark.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { type Declared, findMeta, metaValue } from './declared.ts'
import { type Found, firstFound } from './found.ts'
import { webAddress } from './host.ts'
import { asList, asText, isObject, type JsonValue } from './json-value.ts'
import { typesOf } from './linked-data.ts'

const maxAddress = 2048
/** A picture with a shorter side than this is an icon, a portrait of the author or a counter. */
const leastSidePixels = 150
const maxDepth = 2

/** Words in a short file name that tell it is no picture of this article. */
const noPictureWord =
  /(?:^|\s)(?:logos?|logotype|placeholder|no ?image|default|fallback|blank|spacer|pixel|transparent|sprites?|favicon|icons?|avatars?|gravatar)(?:\s|$)/
/** A longer file name is made of a headline, which may be about a logo. */
const maxNameWords = 3
const noPicturePath = /\/(?:logos?|placeholders?|avatars?|icons?|favicons?)\//i
const noPictureFile = /\.(?:svg|ico|gif)$/i
const elsewhere = Mark.comment | Mark.related | Mark.foot | Mark.nav | Mark.asideTag | Mark.side | Mark.author | Mark.ad

function isSmall(...sides: (string | null | undefined)[]): boolean {
  return sides.some((side) => /^\d{1,5}(?:px)?$/.test(side ?? '') && Number.parseInt(side ?? '', 10) < leastSidePixels)
}

function isNoPicture(path: string): boolean {
  if (noPictureFile.test(path) || noPicturePath.test(path)) return true
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w{2,5}$/, '')
  const words = name
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
  return words.split(' ').length <= maxNameWords && noPictureWord.test(words)
}

/** The address of a picture that can be of this article, or null. */
function pictureAddress(address: string | null | undefined, base: string | null): string | null {
  if (!address || address.length > maxAddress) return null
  const url = webAddress(address, base)
  if (!url || url.pathname === '/' || isNoPicture(url.pathname)) return null
  url.hash = ''
  return url.href
}

interface Page {
  url: string | null
  /** Pictures that stand for the outlet. */
  logos: ReadonlySet<string>
}

function asPicture(address: string | null | undefined, from: string, { url, logos }: Page): Found<string> | null {
  const value = pictureAddress(address, url)
  return value === null || logos.has(value) ? null : { value, from }
}

/** Addresses in a JSON-LD image value: strings, objects, arrays and references; the first is the main one. */
function linkedAddresses(value: JsonValue | undefined, declared: Declared, depth = 0): string[] {
  if (depth > maxDepth) return []
  return asList(value)
    .slice(0, 5)
    .flatMap((one) => {
      if (typeof one === 'string') return [one]
      if (!isObject(one)) return linkedAddresses(one, declared, depth + 1)
      const id = asText(one['@id'])
      const node = one.url === undefined && id !== null ? (declared.data.byId.get(id) ?? one) : one
      if (isSmall(String(node.width ?? ''), String(node.height ?? ''))) return []
      return asText(node.url) ?? asText(node.contentUrl) ?? []
    })
}

function outletLogos(declared: Declared, url: string | null): Set<string> {
  const nodes = declared.data.nodes.filter((node) => typesOf(node).some((type) => /Organization/.test(type)))
  const addresses = nodes.flatMap((node) => linkedAddresses(node.logo, declared))
  return new Set(addresses.map((address) => pictureAddress(address, url)).filter((address) => address !== null))
}

function socialPicture(declared: Declared, page: Page): Found<string> | null {
  if (isSmall(metaValue(declared, 'og:image:width'), metaValue(declared, 'og:image:height'))) return null
  const names = ['og:image', 'og:image:url', 'og:image:secure_url']
  return firstFound(names.map((name) => () => asPicture(findMeta(declared, name)?.value, name, page)))
}

function linkedPicture(survey: PageSurvey, page: Page): Found<string> | null {
  const link = survey.carriers.links.find(({ rel }) => rel?.toLowerCase() === 'image_src')
  return asPicture(link?.href, 'link:image_src', page)
}

/** The first picture in a figure of the article, by the address it shows or will load. */
function figurePicture(survey: PageSurvey, page: Page): Found<string> | null {
  const images = survey.carriers.images.filter(
    ({ container }) => container.allMarks & Mark.figure && !(container.allMarks & elsewhere),
  )
  return firstFound(
    images.slice(0, 3).map(({ element }) => () => {
      const { src, 'data-src': lazy, width, height } = element.attribs
      if (isSmall(width, height)) return null
      return asPicture(lazy ?? (src?.startsWith('data:') ? null : src), 'figure', page)
    }),
  )
}

/**
 * The article's lead image as an absolute http(s) address, or null: of what the page shows to others, declares in JSON-LD
 * or has in its first figure, the first that is no logo, placeholder, icon or counter.
 */
export function readLeadImage(survey: PageSurvey, declared: Declared, url: string | null): Found<string> | null {
  const page = { url, logos: outletLogos(declared, url) }
  const { article } = declared.data
  return firstFound([
    () => socialPicture(declared, page),
    ...linkedAddresses(article?.image, declared).map((address) => () => asPicture(address, 'json-ld:image', page)),
    () => asPicture(metaValue(declared, 'twitter:image', 'twitter:image:src'), 'twitter:image', page),
    () => linkedPicture(survey, page),
    () => figurePicture(survey, page),
  ])
}
