import type { Socket } from 'node:net'
import { problemText } from './problem.ts'

const statuses: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'address and headers together are longer than 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'the request did not come to its end'],
}
const other = [400, 'Bad Request', 'this is no HTTP request'] as const

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
  ]
  if (!socket.writable) return void socket.destroy()
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
