import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Answered } from './judge.ts'

type Asked = {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** A client that sends what it is told, and takes the beginning of an answer that has no end for all of it. */
export type Client = Disposable & { send(asked: Asked): Promise<Answered> }

const endless = 'text/event-stream'
const patienceMs = 20_000

/** Opens a client of the API at this address. */
export function openClient(base: string): Client {
  const { hostname, port } = new URL(base)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const send = ({ method, path, headers = {}, body }: Asked) =>
    new Promise<Answered>((resolve, reject) => {
      const beganAtMs = performance.now()
      const asked = request({ hostname, port, path, method, headers, agent, timeout: patienceMs }, (response) => {
        const parts: Buffer[] = []
        const end = () => {
          const { statusCode = 0, headers: told } = response
          const text = decoded(Buffer.concat(parts), told['content-encoding'])
          resolve({ status: statusCode, headers: told, text, tookMs: performance.now() - beganAtMs })
        }
        response.on('data', (part: Buffer) => {
          parts.push(part)
          if (!response.headers['content-type']?.startsWith(endless)) return
          end()
          asked.destroy()
        })
        response.once('end', end).once('error', reject)
      })
      asked.once('timeout', () => asked.destroy(new Error(`no answer within ${patienceMs} ms`)))
      asked.once('error', reject).end(body)
    })
  return { send, [Symbol.dispose]: () => agent.destroy() }
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
}

function decoded(bytes: Buffer, encoding = 'identity'): string {
  // To HEAD and with 304 the encoding of a body is told that does not come.
  return (bytes.length === 0 ? bytes : (decoders[encoding]?.(bytes) ?? bytes)).toString('utf8')
}
