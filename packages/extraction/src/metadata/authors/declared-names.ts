import { type Declared, findMeta } from '../declared.ts'
import { asList, asText, isObject, type JsonObject, type JsonValue } from '../json-value.ts'
import { typesOf } from '../linked-data.ts'
import { type NamesRead, readNames } from './person-names.ts'

const maxListed = 12
const maxDepth = 3
const maxNameLength = 80

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
  'articleauthor',
  'mrf:authors',
  'vr:author',
  'shareaholic:article_author_name',
  'lp.article:author',
  'dable:author',
  'creator',
]
const authorLabel =
  /written|geschrieben|verfasst|(?<!\p{L})(?:par|por|von|da|di)(?!\p{L})|escrito|auto[rh]|auteur|skrevet|skrivet|scritto|napisa|автор/iu

function nodeNames(node: JsonObject): string[] {
  const names = asList(node.name).filter((name) => typeof name === 'string')
  if (names.length > 0) return names.slice(0, maxListed)
  const full = [asText(node.givenName), asText(node.familyName)].filter((part) => part !== null).join(' ')
  return full === '' ? [] : [full]
}

function joined(parts: NamesRead[]): NamesRead {
  return {
    persons: parts.flatMap((part) => part.persons),
    organisations: parts.flatMap((part) => part.organisations),
  }
}

function namesOfNode(node: JsonObject): NamesRead {
  const types = typesOf(node)
  const names = nodeNames(node)
  if (types.some((type) => /Organization/.test(type)) && !types.includes('Person'))
    return { persons: [], organisations: names.filter((name) => name.length <= maxNameLength) }
  return joined(names.map(readNames))
}

function namesOfValue(value: JsonValue | undefined, declared: Declared, depth: number): NamesRead {
  if (depth > maxDepth) return { persons: [], organisations: [] }
  const parts = asList(value)
    .slice(0, maxListed)
    .map((one) => {
      if (typeof one === 'string') return readNames(one)
      if (!isObject(one)) return Array.isArray(one) ? namesOfValue(one, declared, depth + 1) : readNames('')
      const id = asText(one['@id'])
      return namesOfNode(one.name === undefined && id !== null ? (declared.data.byId.get(id) ?? one) : one)
    })
  return joined(parts)
}

/** Authors of the JSON-LD article: strings, objects, arrays, and references into the graph. */
export function linkedDataNames(declared: Declared): NamesRead {
  const { article } = declared.data
  return namesOfValue(article?.author ?? article?.creator, declared, 0)
}

/** Authors in the first meta element that names anybody, and its name. */
export function metaNames(declared: Declared): NamesRead & { from: string } {
  const found = authorMetas.flatMap((from) => {
    const names = joined((declared.metas.get(from) ?? []).slice(0, maxListed).map(readNames))
    return names.persons.length + names.organisations.length > 0 ? [{ ...names, from }] : []
  })
  const named = found.find(({ persons }) => persons.length > 0) ?? found[0]
  return named ?? { ...labelledNames(declared), from: 'twitter:data1' }
}

function labelledNames(declared: Declared): NamesRead {
  const isAuthor = authorLabel.test(findMeta(declared, 'twitter:label1')?.value ?? '')
  return readNames(isAuthor ? (findMeta(declared, 'twitter:data1')?.value ?? '') : '')
}
