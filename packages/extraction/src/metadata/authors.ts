import type { Block } from '../page/block.ts'
import type { Carrier } from '../page/carriers.ts'
import { Mark } from '../page/mark.ts'
import { fold } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { textOf } from '../page/text-of.ts'
import { type Declared, metaValue } from './declared.ts'
import { asList, asText, isObject, type JsonObject, type JsonValue } from './json-value.ts'
import { typesOf } from './linked-data.ts'
import { splitNames } from './person-names.ts'

const maxAuthors = 12
const maxDepth = 3
const maxBylineLength = 160
const maxLineLength = 90
const longOutletName = 9

const authorMetas = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'byl',
  'parsely-author',
  'sailthru.author',
  'cxenseparse:author',
  'citation_author',
  'article:author_name',
  'mrf:authors',
  'creator',
]
const elsewhere = Mark.comment | Mark.related | Mark.foot | Mark.nav | Mark.asideTag | Mark.side
const authorAddress = /author|autor|people|profile|journalist|redaktion|staff|person|writer|contributor|team|by\//i
const exactClass = /(?:^|[\s_-])(?:byline|author)(?:s|[_-]?name|[_-]?link)?(?:$|\s)/i
const bylineText =
  /^(?:by|von|par|por|di|av|af|door|ein artikel von|autor(?:in)?(?:\/autor(?:in)?)?:?|auteur ?:?|author:?)\s+\p{Lu}/iu
const signature = /^(?:autor(?:in)?|auteur|author|text|texte|texto) ?: ?\p{Lu}/iu

type IsOutlet = (name: string) => boolean

function nodeName(node: JsonObject): string[] {
  const names = asList(node.name).filter((name) => typeof name === 'string')
  if (names.length > 0) return names
  const full = [asText(node.givenName), asText(node.familyName)].filter((part) => part !== null).join(' ')
  return full === '' ? [] : [full]
}

/** Names in a JSON-LD author value: strings, objects, arrays, and references into the graph. */
function declaredNames(value: JsonValue | undefined, declared: Declared, depth = 0): string[] {
  if (depth > maxDepth) return []
  return asList(value)
    .slice(0, maxAuthors)
    .flatMap((one) => {
      if (typeof one === 'string') return splitNames(one)
      if (Array.isArray(one)) return declaredNames(one, declared, depth + 1)
      if (!isObject(one)) return []
      const id = asText(one['@id'])
      const node = one.name === undefined && id !== null ? (declared.data.byId.get(id) ?? one) : one
      const types = typesOf(node)
      if (types.some((type) => /Organization/.test(type)) && !types.includes('Person')) return []
      return nodeName(node).flatMap(splitNames)
    })
}

function metaNames(declared: Declared): string[] {
  for (const name of authorMetas) {
    const names = (declared.metas.get(name) ?? []).flatMap(splitNames)
    if (names.length > 0) return names
  }
  const label = metaValue(declared, 'twitter:label1') ?? ''
  return /written|geschrieben|verfasst|\bpar\b|escrito|autor|auteur|skrevet|scritto/i.test(label)
    ? splitNames(metaValue(declared, 'twitter:data1') ?? '')
    : []
}

function looksNamed(name: string, isCertain: boolean): boolean {
  if (/[.!?:]$/.test(name) || name.split(' ').length > 5) return false
  return isCertain || (/^[\p{Lu}\p{Lo}]/u.test(name) && name.includes(' '))
}

/** Texts of the links to author pages in a byline: cleaner than the whole line. */
function authorLinks(carrier: Carrier): string[] {
  const texts: string[] = []
  const stack = [...carrier.element.children].toReversed()
  for (let node = stack.pop(), seen = 0; node && seen < 200; node = stack.pop(), seen++) {
    if (node.type !== 'tag') continue
    if (node.name === 'a' && authorAddress.test(node.attribs.href ?? '')) texts.push(textOf(node))
    else stack.push(...node.children.toReversed())
  }
  return texts
}

function namesOfByline(carrier: Carrier): string[] {
  const { element } = carrier
  const text = textOf(element)
  if (text === '' || text.length > maxBylineLength) return []
  const links = element.name === 'a' ? [] : authorLinks(carrier)
  const isCertain = element.attribs.rel === 'author' || links.length > 0 || exactClass.test(element.attribs.class ?? '')
  const names = links.length > 0 ? links.flatMap(splitNames) : splitNames(text)
  return names.filter((name) => looksNamed(name, isCertain))
}

function isOfArticle(carrier: Carrier): boolean {
  return (carrier.container.allMarks & elsewhere) === 0
}

function markedNames(survey: PageSurvey, isOutlet: IsOutlet): string[] {
  const bylines = survey.carriers.bylines.filter(isOfArticle)
  const certain = bylines.filter(
    ({ element }) => element.attribs.rel === 'author' || element.attribs.itemprop === 'author',
  )
  for (const group of [certain, bylines]) {
    for (const [at, carrier] of group.slice(0, 20).entries()) {
      const names = namesOfByline(carrier).filter((name) => !isOutlet(name))
      if (names.length === 0) continue
      const siblings = group
        .slice(at + 1, at + 6)
        .filter((one) => one.element.parent === carrier.element.parent && group === certain)
      return [...names, ...siblings.flatMap(namesOfByline)]
    }
  }
  return []
}

function namesInLines(blocks: Block[], pattern: RegExp): string[] {
  for (const { text, container } of blocks) {
    if (text.length >= maxLineLength || !pattern.test(text) || container.allMarks & elsewhere) continue
    const names = splitNames(text).filter((name) => looksNamed(name, false))
    if (names.length > 0) return names
  }
  return []
}

/** A byline in the lines around the title. */
function lineNames(blocks: Block[], titleAt: number): string[] {
  return titleAt < 0 ? [] : namesInLines(blocks.slice(Math.max(0, titleAt - 4), titleAt + 14), bylineText)
}

function unique(names: string[]): string[] {
  const byFold = new Map<string, string>()
  for (const name of names) if (!byFold.has(fold(name))) byFold.set(fold(name), name)
  return [...byFold.values()].slice(0, maxAuthors)
}

/** Short names must be equal; longer ones may be a part of what the outlet calls itself, or hold it. */
function namesOutlet(name: string, sites: ReadonlySet<string>): boolean {
  if (sites.has(name)) return true
  if (name.length < longOutletName) return false
  for (const site of sites)
    if (site.length >= longOutletName && (site.includes(name) || name.includes(site))) return true
  return false
}

/** Who wrote the article: the first of JSON-LD, meta elements, marked bylines and lines near the title that names a person. */
export function readAuthors(
  survey: PageSurvey,
  declared: Declared,
  place: { sites: ReadonlySet<string>; titleAt: number },
): string[] {
  const isOutlet: IsOutlet = (name) => namesOutlet(fold(name), place.sites)
  const { article } = declared.data
  const sources = [
    () => declaredNames(article?.author ?? article?.creator, declared),
    () => metaNames(declared),
    () => lineNames(survey.blocks, place.titleAt),
    () => markedNames(survey, isOutlet),
    () => namesInLines(survey.blocks.slice(Math.max(0, place.titleAt)), signature),
  ]
  for (const read of sources) {
    const names = unique(read().filter((name) => !isOutlet(name)))
    if (names.length > 0) return names
  }
  return []
}
