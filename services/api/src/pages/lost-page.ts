import type { FastifyRequest } from 'fastify'

// What stands there is asked for by programs, or has pages of its own.
const others = /^\/(?:v1|board|assets|metrics|livez|readyz)(?:[/?]|$)/

/** Whether a browser opens an address at which there is nothing: it is shown the page, which says so, instead of a problem. */
export function isLostInPages({ is404, method, url, headers }: FastifyRequest): boolean {
  if (!is404 || (method !== 'GET' && method !== 'HEAD')) return false
  return !others.test(url) && (headers.accept ?? '').includes('text/html')
}
