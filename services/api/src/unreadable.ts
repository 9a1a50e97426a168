import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { guardingHead } from './guard-answers.ts'
import { problem, problemText } from './problem.ts'

const statuses: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'address and headers together are longer than 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'the request did not come to its end'],
}
const other = [400, 'Bad Request', 'this is no HTTP request'] as const

/** Refuses addresses that hold a NUL character: PostgreSQL takes no such text, and nothing that is kept holds one. */
export function refuseNul(server: FastifyInstance): void {
  server.addHook('preValidation', async ({ url }, reply) => {
    if (url.includes('%00')) return problem(reply, 400, { detail: 'it holds a NUL character' })
  })
}

/** Answers with a problem what could not be read as HTTP, and hangs up. */
export function answerUnreadable({ code = '' }: Error & { readonly code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return
  const [status, phrase, detail] = statuses[code] ?? other
  const body = problemText(status, { detail })
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    'cache-control: no-store',
    ...Object.entries(guardingHead).map(([name, value]) => `${name}: ${value}`),
  ]
  if (!socket.writable) return void socket.destroy()
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
