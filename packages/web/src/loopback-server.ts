import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net'
import type { WebLimits } from './client.ts'

/** Limits for tests: as wide as a busy machine needs, loopback allowed. */
export const testLimits: WebLimits = {
  userAgent: 'Stancewire tests',
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 5_000,
  idleTimeoutMs: 5_000,
  totalTimeoutMs: 10_000,
  maxBodyBytes: 100_000,
  maxRedirects: 3,
  allowPrivate: 'loopback',
}

/** A real server for tests, on a free port of a loopback address. */
export type LoopbackServer = AsyncDisposable & {
  /** Without a slash at its end. */
  readonly url: string
  /** Those that are open. */
  readonly sockets: ReadonlySet<Socket>
  /** Connections so far. */
  connections(): number
}

/** Serves HTTP. */
export function serve(listener: RequestListener, host = '127.0.0.1'): Promise<LoopbackServer> {
  return listen(createServer(listener), host)
}

/** Answers the first bytes of every connection with these, be they HTTP or not, and then does with the socket what it is told. */
export function serveBytes(
  bytes: string | Buffer,
  then: (socket: Socket) => void = (socket) => socket.end(),
): Promise<LoopbackServer> {
  const server = createRawServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(bytes, () => then(socket)))
  })
  return listen(server, '127.0.0.1')
}

async function listen(server: Server, host: string): Promise<LoopbackServer> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(0, host, listening))
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    sockets,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
