import { fold, oneLine } from '../page/plain.ts'
import { type Declared, findMeta, metaValue } from './declared.ts'
import { type Found, firstFound } from './found.ts'
import { hostName, plainHost, webAddress } from './host.ts'
import { asList, asText, isObject, type JsonObject } from './json-value.ts'
import { typesOf } from './linked-data.ts'

const maxLength = 80

function publisherName(node: JsonObject): string | null {
  for (const publisher of asList(node.publisher)) {
    if (isObject(publisher)) return asText(publisher.name)
    if (typeof publisher === 'string' && !publisher.startsWith('http')) return publisher
  }
  return null
}

function nodeName(declared: Declared, type: RegExp): string | null {
  const node = declared.data.nodes.find((one) => typesOf(one).some((name) => type.test(name)) && asText(one.name))
  return node ? asText(node.name) : null
}

function asSiteName(name: string | null, from: string): Found<string> | null {
  const value = name === null ? '' : oneLine(name)
  return value.length > 1 && value.length <= maxLength ? { value, from } : null
}

/** The outlet's name as the page declares it, or null. */
export function readSiteName(declared: Declared): Found<string> | null {
  const { article } = declared.data
  const metas = ['application-name', 'publisher', 'dc.publisher', 'apple-mobile-web-app-title']
  return firstFound([
    () => asSiteName(metaValue(declared, 'og:site_name'), 'og:site_name'),
    () => asSiteName(article ? publisherName(article) : null, 'json-ld:publisher'),
    () => asSiteName(nodeName(declared, /^WebSite$/), 'json-ld:WebSite'),
    () => {
      const meta = findMeta(declared, ...metas)
      return meta && asSiteName(meta.value, meta.from)
    },
  ])
}

/** Folded names by which a page may call its outlet: declared names and host names. */
export function siteNames(declared: Declared, url: string | null): Set<string> {
  const names = new Set<string>()
  const add = (name: string | null): void => {
    const folded = name === null ? '' : fold(name)
    if (folded.length > 1 && folded.length <= maxLength) names.add(folded)
  }
  for (const key of [
    'og:site_name',
    'application-name',
    'publisher',
    'dc.publisher',
    'apple-mobile-web-app-title',
    'twitter:site',
  ]) {
    add(metaValue(declared, key))
  }
  for (const node of declared.data.nodes) {
    if (typesOf(node).some((type) => /Organization|WebSite/.test(type))) add(asText(node.name))
    add(publisherName(node))
  }
  const address = webAddress(url)
  if (address) {
    add(plainHost(address))
    add(hostName(address))
  }
  return names
}
