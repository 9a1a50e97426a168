import { BlockList, isIP } from 'node:net'
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
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site'
  return URL.parse(origin)?.host !== URL.parse(`http://${host ?? ''}`)?.host
}
