import { ambiguousNames, channelWords, presentationValues, trackingNames, trackingPrefixes } from './tracking-rules.ts'

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

/** True for a value that can name one article among many: a long number, a hexadecimal key, a UUID, a dated code. */
function looksLikeId(value: string): boolean {
  return (
    /\d{4}/.test(value) || (/^[0-9a-f-]{8,}$/i.test(value) && /\d/.test(value)) || /^[a-z]{0,4}\d{3,}$/i.test(value)
  )
}

function isTracking({ name, value }: Parameter, pathNamesArticle: boolean): boolean {
  const key = name.toLowerCase()
  if (trackingNames.has(key) || trackingPrefixes.some((prefix) => key.startsWith(prefix))) return true
  const lower = value.toLowerCase()
  if (presentationValues.get(key)?.has(lower)) return true
  if (!ambiguousNames.has(key)) return false
  if (key === 'sid' && /^[0-9a-f]{24,}$/.test(lower)) return true
  return pathNamesArticle ? !looksLikeId(value) : channelWords.has(lower)
}

const isEmpty = (parameter: Parameter): boolean => parameter.value === '' && !parameter.isBare

/**
 * The parameters that can name an article, in one spelling and order, with the leading `?`; empty where none is left.
 * Values are compared with `+` and `%20` alike; a parameter with an empty value is dropped, a bare one (`?2024/story`) is kept.
 */
export function plainQuery(search: string, pathNamesArticle: boolean): string {
  const parts = search.replace(/^\?/, '').split('&')
  const kept = new Set<string>()
  for (const part of parts) {
    if (part === '') continue
    const parameter = parameterOf(part)
    if (parameter.name === '' || isEmpty(parameter) || isTracking(parameter, pathNamesArticle)) continue
    kept.add(parameter.isBare ? parameter.name : `${parameter.name}=${parameter.value}`)
  }
  return kept.size === 0 ? '' : `?${[...kept].sort().join('&')}`
}
