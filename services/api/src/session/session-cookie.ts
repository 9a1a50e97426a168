import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The cookie by which a page in a browser shows who is logged in. */
export const sessionCookie = 'stancewire_session'
/** What a page must send beside the cookie with all that changes something. */
export const csrfHeader = 'x-stancewire-csrf'

/** The secret that a request's cookie shows; `undefined` where it shows none. */
export function sessionSecretOf({ cookies }: FastifyRequest): string | undefined {
  return cookies[sessionCookie]?.slice(0, 200)
}

/** What the page of a session must send to change something. It follows from the secret, which no page can read, and tells nothing of it. */
export function csrfOf(secret: string): string {
  return createHash('sha256').update(`csrf ${secret}`).digest('base64url')
}

/** Whether a request proves that it comes from a page that was told so. */
export function isProven({ headers }: FastifyRequest, secret: string): boolean {
  const shown = createHash('sha256').update(String(headers[csrfHeader])).digest()
  return timingSafeEqual(shown, createHash('sha256').update(csrfOf(secret)).digest())
}

/** Gives the browser the cookie of a session. */
export function keepSession(request: FastifyRequest, reply: FastifyReply, secret: string, forMs: number): void {
  const attributes = { ...attributesFor(request), maxAge: Math.max(0, Math.floor(forMs / 1_000)) }
  reply.setCookie(sessionCookie, secret, attributes)
}

/** Takes the cookie from the browser. */
export function dropSession(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, attributesFor(request))
}

function attributesFor(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: cameByHttps(request) } as const
}

/** As a proxy in front says it: whoever lies here makes their own cookie useless, and nobody else's. */
function cameByHttps({ headers }: FastifyRequest): boolean {
  const proto = String(headers['x-forwarded-proto'] ?? '').split(',')[0]
  return proto?.trim().toLowerCase() === 'https' || /^[^,]*\bproto="?https\b/i.test(String(headers.forwarded ?? ''))
}
