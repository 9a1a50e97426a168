import { Agent, buildConnector } from 'undici'
import { type AllowPrivate, checkLiteral, forbidden, guardedLookup, mayReach, type Resolve } from './guard.ts'

/** Bounds of every request. Times in milliseconds, size in bytes after decoding. */
export type WebLimits = {
  readonly userAgent: string
  readonly connectTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly totalTimeoutMs: number
  readonly maxBodyBytes: number
  readonly maxRedirects: number
  readonly allowPrivate: AllowPrivate
}

/** Opens a dispatcher whose every socket is guarded: the literal address, every resolved one, and the peer in the end. */
export function openGuardedAgent(limits: WebLimits, resolve?: Resolve): Agent {
  const { allowPrivate } = limits
  const options = { timeout: limits.connectTimeoutMs, lookup: guardedLookup(allowPrivate, resolve) }
  const connect = buildConnector(options)
  const guarded: buildConnector.connector = (options, callback) => {
    try {
      checkLiteral(options.hostname, allowPrivate)
    } catch (error) {
      return callback(error instanceof Error ? error : new Error(String(error)), null)
    }
    connect(options, (error, socket) => {
      if (error) return callback(error, null)
      const peer = socket.remoteAddress ?? ''
      if (mayReach(peer, allowPrivate)) return callback(null, socket)
      socket.destroy()
      callback(forbidden(`${options.hostname} (${peer || 'no peer'})`), null)
    })
  }
  return new Agent({
    connect: guarded,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.idleTimeoutMs,
    connections: 16,
    pipelining: 1,
    maxHeaderSize: 64 * 1_024,
  })
}
