import { isLocalHost, plainHost } from './host.ts'
import { hostKey } from './host-key.ts'
import { pathNamesArticle, plainPath } from './path.ts'
import { plainQuery } from './query.ts'
import { wrappedUrl } from './redirectors.ts'
import { parseWebUrl } from './web-url.ts'

/** Wrappers inside wrappers occur (a mail filter around a search result); deeper nesting is not honest. */
const maxWrappers = 5
const maxPasses = 40

const defaultPorts = new Set(['', '80', '443'])

/** Routes of pages that are put together in the browser: the fragment names the article there. */
const route = /^#!?\/./

/** Scheme, host and port. Local servers keep theirs: they have no twin under `https`. */
function originOf(url: URL): string | null {
  const host = plainHost(url.hostname)
  if (host === '') return null
  if (isLocalHost(host)) return `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`
  return defaultPorts.has(url.port) ? `https://${host}` : `${url.protocol}//${host}:${url.port}`
}

function routeOf(url: URL): string {
  const fragment = url.hash.replace(/:~:.*$/, '')
  return route.test(fragment) ? fragment : ''
}

function unwrapped(url: URL): URL {
  let current = url
  for (let depth = 0; depth < maxWrappers; depth += 1) {
    const target = wrappedUrl(current)
    const next = target === null ? null : parseWebUrl(target)
    if (next === null) return current
    current = next
  }
  return current
}

function onePass(raw: string): string | null {
  const parsed = parseWebUrl(raw)
  if (parsed === null) return null
  const url = unwrapped(parsed)
  const origin = originOf(url)
  if (origin === null) return null
  const path = plainPath(url.pathname)
  const query = plainQuery(url.search, { domain: hostKey(url.href), pathNamesArticle: pathNamesArticle(path) })
  return origin + path + query + routeOf(url)
}

/**
 * One address for all addresses of one article: an identity, not an address to fetch (`www` may be needed there). Follows RFC 3986 section 6 and
 * drops what does not name the article: tracking and session parameters, AMP, mobile and print forms, wrappers, default ports,
 * fragments. `https` is chosen for all but IP literals, local names and explicit ports. Where a rule might join two articles, the address
 * is kept. Returns null for anything but an http(s) address of at most 8,192 characters, and for one that does not settle. Applying it twice changes nothing.
 */
export function canonicalUrl(raw: string): string | null {
  let current = raw
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const next = onePass(current)
    if (next === null || next === current) return next
    current = next
  }
  return null
}
