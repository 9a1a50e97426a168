import { getDomain, parse } from 'tldts'
import { variantHostLabels } from './variant-rules.ts'

/** True for an IPv4 or bracketed IPv6 literal. */
export function isAddressLiteral(host: string): boolean {
  return parse(host).isIp === true
}

/** True for hosts that only this machine or a test names: address literals, `localhost`, names without a dot. */
export function isLocalHost(host: string): boolean {
  return isAddressLiteral(host) || !host.includes('.') || host.endsWith('.localhost')
}

/**
 * The host without the labels that only say how a page is shown: `www`, `m`, `mobile`, `amp` and the like. A label is only taken from in
 * front of the registrable domain, so `m.example` itself stays. Local names stay as they are.
 */
export function plainHost(hostname: string): string {
  const host = hostname.toLowerCase().replace(/\.+$/, '')
  if (isLocalHost(host)) return host
  const domain = getDomain(host, { allowPrivateDomains: true })
  if (domain === null || domain === host) return host
  const labels = host.slice(0, -domain.length - 1).split('.')
  const kept = labels.filter((label) => !variantHostLabels.has(label))
  return [...kept, domain].join('.')
}
