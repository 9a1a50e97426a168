import { loopbackName, mayAct, type Role } from '@stancewire/read-model'
import { isOwnHost } from '@stancewire/url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, type Callers, secretOf } from './callers.ts'
import { isLostInPages } from './pages/lost-page.ts'
import { problem } from './problem.ts'
import type { Deps } from './server.ts'
import { sessionCaller } from './session/session-caller.ts'
import { dropSession, sessionSecretOf } from './session/session-cookie.ts'
import { addressOf, isFromAnotherSite, isFromHere, isLoopback, isOpenedByHand } from './where-from.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The role that a route needs: `read` where it names none, and `none` where nobody has to say who they are. */
    role?: Role | 'none'
  }
  interface FastifyRequest {
    /** Who asks. */
    caller: Caller
  }
}

/** Why somebody is not let through. */
export type Refusal = {
  readonly status: 401 | 403 | 421 | 429
  readonly detail: string
  readonly headers?: Readonly<Record<string, string>>
  /** The cookie that was shown is good for nothing any more. */
  readonly isSessionOver?: boolean
}

/** Those who show a token, and those who show the cookie of a session. */
export type Known = { readonly tokens: Callers; readonly sessions: Callers }

const anyone: Caller = { name: 'anyone', role: 'read' }
const challenge = { 'www-authenticate': 'Bearer' }

/** Lets through to each route whoever may do what it does, and refuses everybody else. */
export function askWhoMay(server: FastifyInstance, callers: Known, { api }: Pick<Deps, 'api'>): void {
  const isHereOnly = isLoopback(api.host)
  server.decorateRequest('caller')
  // Behind the limit of requests, and before a body is read.
  server.addHook('preParsing', async (request, reply) => {
    const { role = 'read' } = request.routeOptions.config
    request.caller = anyone
    if (!isLook(request) && isFromAnotherSite(request))
      return refuse(reply, { status: 403, detail: 'pages of other sites may change nothing here' })
    if (role === 'none' || isLostInPages(request)) return
    const known = await knownCaller(request, callers, isHereOnly)
    if ('status' in known) {
      if (known.isSessionOver) dropSession(request, reply)
      return refuse(reply, known)
    }
    if (!mayAct(known.role, role)) return refuse(reply, notEnough(known, role))
    request.caller = known
    const now = lookedUpAnew(request, callers)
    if (now) cutOffWithSecret(reply, async () => mayStill(await now(), role))
  })
}

async function knownCaller(request: FastifyRequest, callers: Known, isHereOnly: boolean): Promise<Caller | Refusal> {
  const { authorization, host } = request.headers
  if (authorization !== undefined) return bearer(authorization, addressOf(request), callers.tokens)
  const session = sessionSecretOf(request)
  if (session !== undefined) return sessionCaller(request, session, { sessions: callers.sessions, isHereOnly })
  if (!isHereOnly) return { status: 401, detail: 'this API wants a token: Authorization: Bearer …', headers: challenge }
  if (!isFromHere(request))
    return { status: 401, detail: 'what comes through a proxy needs a token', headers: challenge }
  // A page elsewhere that makes its own name point here must not read what stands here.
  if (!isOwnHost(host)) return { status: 421, detail: 'called by another name it wants a token' }
  // It could not read the answer, and would have it made all the same.
  if (isFromAnotherSite(request) && !isOpenedByHand(request))
    return { status: 403, detail: 'pages of other sites may ask nothing here without a token' }
  return { name: loopbackName, role: 'read' }
}

async function bearer(authorization: string, address: string, callers: Callers): Promise<Caller | Refusal> {
  const known = await callers.of(secretOf(authorization), address)
  if (known === 'wrong')
    return {
      status: 401,
      detail: 'this is no token that can be used: it is unknown, has expired, or was revoked',
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    }
  if ('name' in known) return known
  const headers = { 'retry-after': String(known.retryAfterS) }
  return { status: 429, detail: 'too many wrong tokens from this address', headers }
}

const cutOffEveryMs = 3_000

/** Asks again who shows what a request has shown; nothing where it has shown nothing. */
function lookedUpAnew(request: FastifyRequest, { tokens, sessions }: Known) {
  const { authorization } = request.headers
  if (authorization !== undefined) return () => tokens.now(secretOf(authorization))
  const session = sessionSecretOf(request)
  return session === undefined ? undefined : () => sessions.now(session)
}

/** Who follows for hours was asked once for a token: its end ends the answer. */
function cutOffWithSecret({ raw }: FastifyReply, isStillGood: () => Promise<boolean>): void {
  // Whoever went while it was asked who they are is not told of again.
  if (raw.destroyed) return
  const look = async () => {
    if (!(await isStillGood())) raw.destroy()
  }
  // A database that is away for a moment ends nobody's answer.
  const timer = setInterval(() => void look().catch(() => {}), cutOffEveryMs).unref()
  raw.once('close', () => clearInterval(timer))
}

function mayStill(known: Caller | undefined, role: Role): boolean {
  return known !== undefined && mayAct(known.role, role)
}

function notEnough({ name, role }: Caller, needed: Role): Refusal {
  const without = `this needs a token with the role ${needed}`
  if (name === loopbackName) return { status: 401, detail: without, headers: challenge }
  const headers = { 'www-authenticate': `Bearer error="insufficient_scope", scope="${needed}"` }
  return { status: 403, detail: `${without}; ${name} has the role ${role}`, headers }
}

function refuse(reply: FastifyReply, { status, detail, headers = {} }: Refusal): FastifyReply {
  return problem(reply.headers(headers), status, { detail })
}

function isLook({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}
