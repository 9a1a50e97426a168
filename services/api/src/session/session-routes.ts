import { Role, type Sessions } from '@stancewire/read-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Callers } from '../callers.ts'
import { problem } from '../problem.ts'
import { answers } from '../routes/asked.ts'
import type { Deps, TypedServer } from '../server.ts'
import { addressOf } from '../where-from.ts'
import type { Known } from '../who-may.ts'
import { csrfOf, dropSession, keepSession, sessionSecretOf } from './session-cookie.ts'

const Session = z.object({
  /** The name of the token, or `loopback`. */
  name: z.string(),
  role: Role,
  /** To be sent as `x-stancewire-csrf` with all that changes something; `null` where no session is. */
  csrf: z.string().nullable(),
  /** When the session ends; `null` where none is. */
  expiresAt: z.string().nullable(),
})

const Login = z.strictObject({ token: z.string().min(1).max(200) })
const loginBytesMax = 4_096

/** Logging in with a token, for pages in a browser; who is logged in; and logging out. */
export function sessionRoutes(
  server: TypedServer,
  { tokens, audit, log }: Pick<Deps, 'tokens' | 'audit' | 'log'>,
  { callers, sessions }: { readonly callers: Known; readonly sessions: Sessions },
): void {
  const note = (action: 'session.open' | 'session.close', who: string, filter = {}) =>
    audit.note({ who, action, filter, affected: null })

  /** Ends a session: in this process at once, and elsewhere within the time for which it is taken there. */
  async function end(secret: string, filter?: object): Promise<boolean> {
    const found = await sessions.find(secret)
    callers.sessions.forget(secret)
    const isClosed = await sessions.close(secret)
    if (isClosed && found) await note('session.close', found.token.name, filter)
    return isClosed
  }

  server.post(
    '/session',
    {
      config: { role: 'none' },
      bodyLimit: loginBytesMax,
      schema: {
        summary:
          'Logs in with a token: a cookie stands for it for twelve hours, as long as the token can be used; a session that the browser had before ends',
        body: Login,
        response: answers(Session),
      },
    },
    async (request, reply) => {
      const { token: shown } = request.body
      const known = await callers.tokens.of(shown, addressOf(request))
      const token = known === 'wrong' || 'retryAfterS' in known ? undefined : await tokens.find(shown)
      if (!token) return refuse(reply, known) as never
      const earlier = sessionSecretOf(request)
      // The browser has room for one: the other would go on unseen.
      if (earlier !== undefined) await end(earlier, { for: 'another login' })
      const { secret, expiresMs } = await sessions.open(token)
      await note('session.open', token.name)
      keepSession(request, reply.header('cache-control', 'no-store'), secret, expiresMs - Date.now())
      log.info({ name: token.name }, 'logged in')
      return told(token, { secret, expiresMs })
    },
  )
  server.get(
    '/session',
    { schema: { summary: 'Who asks, and what they may do', response: answers(Session) } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const secret = secretOfCaller(request)
      const found = secret === undefined ? undefined : await sessions.find(secret)
      return told(request.caller, found && secret !== undefined ? { secret, expiresMs: found.expiresMs } : undefined)
    },
  )
  server.delete(
    '/session',
    {
      schema: {
        summary: 'Logs out: ends the session of the cookie',
        response: answers(z.object({ ended: z.boolean().describe('False where nobody was logged in') })),
      },
    },
    async (request, reply) => {
      const secret = secretOfCaller(request)
      dropSession(request, reply)
      return { ended: secret !== undefined && (await end(secret)) }
    },
  )
}

/** A token that is shown goes before a cookie. */
function secretOfCaller(request: FastifyRequest): string | undefined {
  return request.headers.authorization === undefined ? sessionSecretOf(request) : undefined
}

function told({ name, role }: { name: string; role: Role }, session?: { secret: string; expiresMs: number }) {
  return {
    name,
    role,
    csrf: session ? csrfOf(session.secret) : null,
    expiresAt: session ? new Date(session.expiresMs).toISOString() : null,
  }
}

function refuse(reply: FastifyReply, known: Awaited<ReturnType<Callers['of']>>): FastifyReply {
  if (known !== 'wrong' && 'retryAfterS' in known)
    return problem(reply.header('retry-after', String(known.retryAfterS)), 429, {
      detail: 'too many wrong tokens from this address',
    })
  return problem(reply, 401, {
    detail: 'this is no token that can be used: it is unknown, has expired, or was revoked',
  })
}
