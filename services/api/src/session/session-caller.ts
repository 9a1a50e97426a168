import { isOwnHost } from '@stancewire/url'
import type { FastifyRequest } from 'fastify'
import type { Caller, Callers } from '../callers.ts'
import { addressOf, isFromAnotherSite, isFromHere, isOpenedByHand } from '../where-from.ts'
import type { Refusal } from '../who-may.ts'
import { csrfHeader, isProven } from './session-cookie.ts'

/** Who shows the cookie of a session. A browser sends it by itself: what another page made it send is refused. */
export async function sessionCaller(
  request: FastifyRequest,
  secret: string,
  { sessions, isHereOnly }: { readonly sessions: Callers; readonly isHereOnly: boolean },
): Promise<Caller | Refusal> {
  if (isHereOnly && isFromHere(request) && !isOwnHost(request.headers.host))
    return { status: 421, detail: 'called by another name it wants a token; a proxy must say for whom it asks' }
  // Pages at other ports of this machine are of the same site to a browser, which sends them the cookie.
  if (isFromAnotherSite(request) && !isOpenedByHand(request))
    return { status: 403, detail: 'pages of other sites may ask nothing here' }
  const known = await sessions.of(secret, addressOf(request))
  if (known === 'wrong') return { status: 401, detail: 'the session is over: log in again', isSessionOver: true }
  if ('retryAfterS' in known) {
    const headers = { 'retry-after': String(known.retryAfterS) }
    return { status: 429, detail: 'too many wrong sessions from this address', headers }
  }
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isProven(request, secret))
    return { status: 403, detail: `what changes something needs ${csrfHeader}, as GET /v1/session tells it` }
  return known
}
