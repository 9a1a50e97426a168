const secondLevel = new Set(['co', 'com', 'org', 'net', 'gov', 'ac', 'edu', 'gob', 'or', 'ne', 'go'])

/** Parsed http(s) address, or null. */
export function webAddress(address: string | null | undefined, base?: string | null): URL | null {
  if (!address) return null
  const url = URL.parse(address.trim(), base ?? undefined)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null
}

/** Host without what only tells the edition for a device: `www.`, `m.`, `amp.`, `mobile.`. */
export function plainHost(url: URL): string {
  return url.hostname.replace(/^(?:www\d?|m|amp|mobile)\./, '')
}

/** The name an outlet registered, a guess by shape: `example` for `news.example.co.uk`. */
export function hostName(url: URL): string {
  const labels = plainHost(url).split('.')
  labels.pop()
  const last = labels.at(-1)
  if (labels.length > 1 && last !== undefined && secondLevel.has(last)) labels.pop()
  return labels.at(-1) ?? ''
}
