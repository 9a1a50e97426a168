import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'

/** Which addresses may be reached although they are not public: `loopback` is for demos and tests. */
export type AllowPrivate = 'none' | 'loopback'

/** Looks up every address of a name, as `dns.lookup` does with `all`. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** The guard refused to open a connection. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
}

// IANA special-purpose registries: nothing here is a news site.
const privateSubnets4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
// Global unicast is 2000::/3; all else is refused, and within it what wraps or documents.
const privateSubnets6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const forbidden4 = new BlockList()
for (const [net, prefix] of privateSubnets4) forbidden4.addSubnet(net, prefix, 'ipv4')
const forbidden6 = new BlockList()
for (const [net, prefix] of privateSubnets6) forbidden6.addSubnet(net, prefix, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether this IP address may be reached. Anything that is no IP address may not. */
export function mayReach(address: string, allowPrivate: AllowPrivate): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const kind = family === 6 ? 'ipv6' : 'ipv4'
  if (allowPrivate === 'loopback' && loopback.check(address, kind)) return true
  if (family === 4) return !forbidden4.check(address, 'ipv4')
  // IPv4-mapped and all other special blocks lie outside global unicast.
  return global6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6')
}

/** Throws {@link ForbiddenAddressError} if a host that is written as an IP address may not be reached. */
export function checkLiteral(hostname: string, allowPrivate: AllowPrivate): void {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  if (isIP(bare) && !mayReach(bare, allowPrivate)) throw forbidden(bare)
}

/** A `lookup` for sockets that refuses a name if any of its addresses may not be reached. */
export function guardedLookup(allowPrivate: AllowPrivate, resolve: Resolve = dnsLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const refused = error ?? refusal(hostname, addresses, allowPrivate)
      const [first] = addresses ?? []
      if (refused || !first) callback(refused ?? forbidden(hostname), [])
      else if (options.all) callback(null, addresses)
      else callback(null, first.address, isIPv6(first.address) ? 6 : 4)
    })
  }
}

function refusal(hostname: string, addresses: readonly LookupAddress[], allowPrivate: AllowPrivate) {
  const bad = addresses.find(({ address }) => !mayReach(address, allowPrivate))
  return bad ? forbidden(`${hostname} (${bad.address})`) : undefined
}

export function forbidden(what: string): ForbiddenAddressError {
  return new ForbiddenAddressError(`${what} is not a public address; set limits.fetch.allowPrivate to reach loopback`)
}
