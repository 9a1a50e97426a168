import { untagged } from '../page/plain.ts'
import { asList, asText, isObject, type JsonObject, type JsonValue, readLooseJson } from './json-value.ts'

const maxNodes = 3000
const maxDepth = 8
/** More than the details of another article can weigh. */
const ownArticle = 10

const articleType = /(?:Article|BlogPosting|LiveBlogPosting|Report|Review)$/
const listType = /(?:CollectionPage|ItemList|SearchResultsPage|ProfilePage)$/
/** Places in the graph that hold other articles than the page's own. */
const otherPlace = new Set([
  'itemListElement',
  'hasPart',
  'isPartOf',
  'about',
  'mentions',
  'review',
  'comment',
  'liveBlogUpdate',
  'citation',
  'relatedLink',
  'isRelatedTo',
])

/** The JSON-LD of one page: its objects, those with an address, and the article the page is about. */
export interface LinkedData {
  nodes: JsonObject[]
  byId: Map<string, JsonObject>
  article: JsonObject | null
  /** Whether the page calls itself a list. */
  isList: boolean
}

export function typesOf(node: JsonObject): string[] {
  return asList(node['@type']).filter((type) => typeof type === 'string')
}

interface Visit {
  value: JsonValue
  depth: number
  isOther: boolean
}

/** Reads all JSON-LD scripts of a page into one graph; broken scripts are left out. */
export function readLinkedData(scripts: string[]): LinkedData {
  const found: LinkedData = { nodes: [], byId: new Map(), article: null, isList: false }
  const sizes = new Map<string, number>()
  let best = 0
  const stack: Visit[] = []
  for (const script of scripts.toReversed()) {
    const value = readLooseJson(script)
    if (value !== undefined) stack.push({ value, depth: 0, isOther: false })
  }
  for (let visit = stack.pop(); visit && found.nodes.length < maxNodes; visit = stack.pop()) {
    if (isObject(visit.value)) {
      noteNode(visit.value, found, sizes)
      const score = articleScore(visit.value, visit.isOther)
      if (score > best) {
        best = score
        found.article = visit.value
      }
    }
    pushChildren(visit, stack)
  }
  return found
}

function noteNode(node: JsonObject, found: LinkedData, sizes: Map<string, number>): void {
  found.nodes.push(node)
  const id = node['@id']
  if (typeof id === 'string') {
    const size = Object.keys(node).length
    if (size > (sizes.get(id) ?? -1)) {
      sizes.set(id, size)
      found.byId.set(id, node)
    }
  }
  if (typesOf(node).some((type) => listType.test(type))) found.isList = true
}

function articleScore(node: JsonObject, isOther: boolean): number {
  if (!typesOf(node).some((type) => articleType.test(type))) return 0
  let score = isOther ? 1 : ownArticle
  if (node.articleBody) score += 2
  for (const key of ['headline', 'datePublished', 'author']) if (node[key]) score += 1
  return score
}

function pushChildren(visit: Visit, stack: Visit[]): void {
  if (visit.depth >= maxDepth || typeof visit.value !== 'object' || visit.value === null) return
  const { depth, isOther } = visit
  if (Array.isArray(visit.value)) {
    for (const value of visit.value.toReversed()) stack.push({ value, depth: depth + 1, isOther })
    return
  }
  for (const [key, value] of Object.entries(visit.value).toReversed()) {
    if (typeof value === 'object' && value !== null)
      stack.push({ value, depth: depth + 1, isOther: isOther || otherPlace.has(key) })
  }
}

/** The text an article declares about itself, or null. */
export function declaredBody(data: LinkedData): string | null {
  if (!data.article) return null
  const parts = asList(data.article.articleBody ?? data.article.text).filter((part) => typeof part === 'string')
  const body = untagged(parts.join('\n\n'))
  return body.trim().length > 200 ? body : null
}

/** The value of a key of the article, as text. */
export function articleText(data: LinkedData, key: string): string | null {
  const value = data.article ? asText(data.article[key]) : null
  return value === null ? null : untagged(value).trim()
}
