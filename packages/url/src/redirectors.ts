import { redirectorsByParameter, redirectorsByPath } from './redirector-rules.ts'

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The wrapped address, made absolute; null unless it names a host. */
function absolute(target: string, scheme: string): string | null {
  const plain = /^https?%3a/i.test(target) ? decoded(target) : target
  // Path-wrapped addresses lose one of their two slashes where a server folds doubled slashes.
  const repaired = plain.replace(/^(https?):\/{1,3}/i, '$1://')
  if (/^https?:\/\/[^/]/i.test(repaired)) return repaired
  return scheme !== '' && /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:[:/?]|$)/.test(repaired) ? scheme + repaired : null
}

function fromParameter(url: URL): string | null {
  for (const rule of redirectorsByParameter) {
    if (!rule.host.test(url.hostname) || !rule.path.test(url.pathname)) continue
    for (const name of rule.parameters) {
      const found = absolute(url.searchParams.get(name) ?? '', '')
      if (found !== null) return found
    }
  }
  return null
}

function fromPath(url: URL): string | null {
  const rest = url.pathname + url.search
  for (const rule of redirectorsByPath) {
    const target = rule.host.test(url.hostname) ? rule.path.exec(rest)?.[1] : undefined
    const found = target === undefined ? null : absolute(target, rule.scheme)
    if (found !== null) return found
  }
  return null
}

/** Proofpoint's second form writes `-` for `%` and `_` for `/`. */
function fromProofpoint(url: URL): string | null {
  if (url.hostname !== 'urldefense.proofpoint.com' || !url.pathname.startsWith('/v2/')) return null
  const target = url.searchParams.get('u') ?? ''
  return absolute(decoded(target.replaceAll('-', '%').replaceAll('_', '/')), '')
}

/** The address that a search result, sharing button, cache, archive or mail filter leads to, or null where the address is its own. */
export function wrappedUrl(url: URL): string | null {
  return fromParameter(url) ?? fromPath(url) ?? fromProofpoint(url)
}
