const idMax = 60

/** A name for a source from the address of its feed: its host without what every host has, and the telling parts of its path. */
export function suggestId(address: string, taken: readonly string[] = []): string {
  const url = URL.parse(address)
  if (!url) return ''
  const host = url.hostname.replace(/^(?:www|feeds?|rss)\./, '')
  const name = /^[\d.:[\]]+$/.test(host) ? host : host.split('.').slice(0, -1).join('-')
  const path = url.pathname
    .split(/[/.]/)
    .filter((part) => !/^(?:rss|feeds?|atom|xml|json|index|html?|news)?$/i.test(part))
  const id = asId([name || host, ...path].join('-')) || 'source'
  if (!taken.includes(id)) return id
  const more = Array.from({ length: taken.length }, (_, at) => `${id}-${at + 2}`)
  return more.find((each) => !taken.includes(each)) ?? id
}

function asId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, idMax)
    .replace(/^-|-$/g, '')
}

/** An address as somebody types it, as one that can be asked for; empty where it is none. */
export function asAddress(typed: string): string {
  const text = typed.trim()
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  const isWeb = !/\s/.test(text) && (url?.protocol === 'http:' || url?.protocol === 'https:')
  return text !== '' && url && isWeb && url.hostname !== '' ? url.href : ''
}
