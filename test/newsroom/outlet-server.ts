import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { type Answer, answer } from './answer.ts'
import type { Edition } from './edition.ts'
import type { Outlet } from './outlet.ts'

/** An outlet on the air. */
export interface OutletServer extends AsyncDisposable {
  readonly edition: Edition
}

const trickleIntervalMs = 250
const unbindable = ['EADDRNOTAVAIL', 'EINVAL', 'EACCES']

const encoders = {
  identity: undefined,
  gzip: gzipSync,
  br: (body: Buffer) => brotliCompressSync(body),
}

function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write('<!-- . -->\n'), trickleIntervalMs)
  response.once('close', () => clearInterval(timer))
}

function send(response: ServerResponse, said: Answer, accepted: string, { encoding }: Outlet): void {
  response.statusCode = said.status
  for (const [name, value] of Object.entries(said.headers)) response.setHeader(name, value)
  if (said.isEndless === true) {
    response.write(said.body)
    trickle(response)
    return
  }
  const encode = accepted.includes(encoding) && said.body.length > 0 ? encoders[encoding] : undefined
  if (encode !== undefined) response.setHeader('content-encoding', encoding).setHeader('vary', 'accept-encoding')
  response.end(encode === undefined ? said.body : encode(said.body))
}

function listener(edition: Edition) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const [path = '/'] = (request.url ?? '/').split('?')
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const said = answer(edition, path, request.headers, Date.now())
    send(response, said, accepted, edition.outlet)
  }
}

async function listen(server: Server, host: string): Promise<void> {
  server.listen(0, host)
  await once(server, 'listening')
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Serves an outlet on a free port of `host`, or of 127.0.0.1 where the machine does not have that address. */
export async function serveOutlet(unserved: Omit<Edition, 'base'>, host: string): Promise<OutletServer> {
  const server = createServer()
  try {
    await listen(server, host)
  } catch (error) {
    if (host === '127.0.0.1' || !unbindable.includes(codeOf(error))) throw error
    await listen(server, '127.0.0.1')
  }
  const { address, port } = server.address() as AddressInfo
  const edition = { ...unserved, base: `http://${address}:${port}` }
  server.on('request', listener(edition))
  return {
    edition,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
