import { BlockList, isIP } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an address, or a name to listen on, is reached from this machine only. Of names, `localhost` alone is known to be. */
export function isLoopback(host: string): boolean {
  const version = isIP(host)
  if (version === 0) return host.toLowerCase() === 'localhost'
  // Also finds ::ffff:127.0.0.1, as a socket for both families says it.
  return loopback.check(host, version === 4 ? 'ipv4' : 'ipv6')
}

const forwarding = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/

/** Whether a request comes from this machine, and not through a proxy that runs on it. */
export function isFromHere({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  return isLoopback(socket.remoteAddress ?? '') && !Object.keys(headers).some((name) => forwarding.test(name))
}

/** Whether a page of another site made a browser send this. `null` is a page that hides where it is from. */
export function isFromAnotherSite({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { origin, host } = headers
  // Another port of this machine is the same site to a browser, and somebody else's page.
  if (origin === undefined) return ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']))
  return URL.parse(origin)?.host !== URL.parse(`http://${host ?? ''}`)?.host
}

/** Whether somebody opened it in a window by a click: the page that has the link can neither read what is shown, nor open it by itself, nor again and again. */
export function isOpenedByHand({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': place, 'sec-fetch-user': user } = headers
  return mode === 'navigate' && place === 'document' && user === '?1'
}

/** The address at the other end, as one counts by it: of IPv6 the network, for whoever has one has all of its addresses. */
export function addressOf({ socket }: Pick<FastifyRequest, 'socket'>): string {
  return normalizeIP(socket.remoteAddress ?? '', 64)
}
