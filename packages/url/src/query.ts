import {
  ambiguousNames,
  channelWords,
  presentationValues,
  switchNames,
  switchValues,
  trackingByDomain,
  trackingNames,
  trackingPrefixes,
} from './tracking-rules.ts'

/** What a query stands behind: the host's registrable domain, and whether the path names the article without it. */
export type QueryContext = { readonly domain: string; readonly pathNamesArticle: boolean }

type Parameter = { readonly name: string; readonly value: string; readonly isBare: boolean }

function settled(part: string): string {
  const spaced = part.replaceAll('+', '%20')
  try {
    return encodeURIComponent(decodeURIComponent(spaced).normalize('NFC'))
  } catch {
    return spaced.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
  }
}

function parameterOf(part: string): Parameter {
  const equals = part.indexOf('=')
  if (equals < 0) return { name: settled(part), value: '', isBare: true }
  return { name: settled(part.slice(0, equals)), value: settled(part.slice(equals + 1)), isBare: false }
}

/** True for a value that can name one article among many: a long number, a hexadecimal key, a dated code. */
function looksLikeId(value: string): boolean {
  return /\d{4}|^[a-z]{0,4}\d{3,}$/i.test(value) || (/^[0-9a-f-]{8,}$/i.test(value) && /\d/.test(value))
}

function isAlwaysTracking(key: string, domain: string): boolean {
  if (trackingNames.has(key) || trackingByDomain.get(domain)?.has(key) === true) return true
  return trackingPrefixes.some((prefix) => key.startsWith(prefix))
}

function isPresentation(key: string, value: string): boolean {
  if (switchNames.has(key) && (value === '' || switchValues.has(value))) return true
  return presentationValues.get(key)?.has(value) === true
}

function isTracking({ name, value }: Parameter, where: QueryContext): boolean {
  const key = name.toLowerCase()
  const lower = value.toLowerCase()
  if (isAlwaysTracking(key, where.domain) || isPresentation(key, lower)) return true
  if (!ambiguousNames.has(key)) return false
  // A session: articles are not numbered with 96 bits and more.
  if (key === 'sid' && /^[0-9a-f]{24,}$/.test(lower)) return true
  return where.pathNamesArticle ? !looksLikeId(value) : channelWords.has(lower)
}

const isEmpty = (parameter: Parameter): boolean => parameter.value === '' && !parameter.isBare

/**
 * The parameters that can name an article, in one spelling and order, with the leading `?`; empty where none is left.
 * Values are compared with `+` and `%20` alike; a parameter with an empty value is dropped, a bare one (`?2024/story`) is kept.
 */
export function plainQuery(search: string, where: QueryContext): string {
  const parts = search.replace(/^\?/, '').split('&')
  const kept = new Set<string>()
  for (const part of parts) {
    if (part === '') continue
    const parameter = parameterOf(part)
    if (parameter.name === '' || isEmpty(parameter) || isTracking(parameter, where)) continue
    kept.add(parameter.isBare ? parameter.name : `${parameter.name}=${parameter.value}`)
  }
  return kept.size === 0 ? '' : `?${[...kept].sort().join('&')}`
}
