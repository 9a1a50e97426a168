/** No browser, server or feed has a use for longer addresses, and a bound keeps every rule cheap. */
const maxUrlLength = 8_192

/** An http(s) address read the WHATWG way, or null. Addresses copied out of HTML source (`&amp;`) are unescaped first. */
export function parseWebUrl(raw: string): URL | null {
  const trimmed = raw.trim()
  if (trimmed.length > maxUrlLength) return null
  const parsed = URL.parse(trimmed.replaceAll('&amp;', '&'))
  if (parsed === null || parsed.hostname === '') return null
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null
}
