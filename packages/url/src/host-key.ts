import { getDomain } from 'tldts'
import { isAddressLiteral } from './host.ts'
import { parseWebUrl } from './web-url.ts'

/**
 * Whose turn a request counts as: the registrable domain (`news.example.co.uk` is `example.co.uk`), an IP literal or a single-label name
 * as it is, `text:` for a local text, `invalid` for anything else. Domains handed out under a private suffix (`blogspot.com`,
 * `github.io`) are separate hosts: they are separate outlets, and one that is slow or refuses must not hold up its neighbours.
 */
export function hostKey(url: string): string {
  if (url.startsWith('text:')) return 'text:'
  const parsed = parseWebUrl(url)
  if (parsed === null) return 'invalid'
  const host = parsed.hostname.replace(/\.$/, '')
  if (isAddressLiteral(host)) return host
  return getDomain(host, { allowPrivateDomains: true }) ?? host
}
