import { randomBytes } from 'node:crypto'
import type { Database } from '../database/open-database.ts'
import { writePatiently } from '../database/write-patiently.ts'
import { noteUse } from './note-use.ts'
import { hashSecret, isActive, type Token, withoutHash } from './tokens.ts'

/** How long a session lasts at most. */
export const sessionMs = 12 * 3_600_000

/** Somebody who is logged in: by which token, and until when (ms since 1970). */
export type Session = { readonly token: Token; readonly expiresMs: number }

/** Who is logged in. A session is what its token is, and ends with it. */
export type Sessions = {
  /** Logs in by a token; `secret` is told once, and kept as a hash. Of one token the newest hundred sessions are kept. */
  open(token: Token): Promise<{ secret: string; expiresMs: number }>
  /** The session of a secret, unless it is over, or its token has expired or was revoked. Notes the token's use, at most once a minute. */
  find(secret: string): Promise<Session | undefined>
  /** Ends the session of a secret; whether there was one. */
  close(secret: string): Promise<boolean>
}

/** Another beginning than that of tokens: neither is good for the other. */
const secretPrefix = 'sws_'
const secretPattern = /^sws_[A-Za-z0-9_-]{43}$/
const secretBytes = 32
const perTokenMost = 100

/** Opens the sessions. `now` gives milliseconds since 1970. */
export function openSessions(database: Database, now: () => number = Date.now): Sessions {
  const { db } = database

  async function dropOld(one: Database['db'], tokenId: string): Promise<void> {
    await one.deleteFrom('session').where('expiresMs', '<=', now()).execute()
    const behind = await one
      .selectFrom('session')
      .select('hash')
      .where('tokenId', '=', tokenId)
      .orderBy('createdMs', 'desc')
      .orderBy('hash')
      .offset(perTokenMost)
      .limit(perTokenMost)
      .execute()
    const hashes = behind.map(({ hash }) => hash)
    if (hashes.length > 0) await one.deleteFrom('session').where('hash', 'in', hashes).execute()
  }

  return {
    async open({ id, expiresMs: tokenEndMs }) {
      const secret = secretPrefix + randomBytes(secretBytes).toString('base64url')
      const createdMs = now()
      const expiresMs = Math.min(createdMs + sessionMs, tokenEndMs ?? Number.POSITIVE_INFINITY)
      const row = { hash: hashSecret(secret), tokenId: id, createdMs, expiresMs }
      await writePatiently(database, async (one) => {
        await one.insertInto('session').values(row).execute()
        await dropOld(one, id)
      })
      return { secret, expiresMs }
    },
    async find(secret) {
      if (!secretPattern.test(secret)) return undefined
      const row = await db
        .selectFrom('session')
        .innerJoin('token', 'token.id', 'session.tokenId')
        .selectAll('token')
        .select('session.expiresMs as endMs')
        .where('session.hash', '=', hashSecret(secret))
        .executeTakeFirst()
      if (!row) return undefined
      const { endMs, ...token } = row
      if (endMs <= now() || !isActive(token, now())) return undefined
      await noteUse(database, token, now())
      return { token: withoutHash(token), expiresMs: endMs }
    },
    async close(secret) {
      if (!secretPattern.test(secret)) return false
      const { numDeletedRows } = await writePatiently(database, (one) =>
        one.deleteFrom('session').where('hash', '=', hashSecret(secret)).executeTakeFirst(),
      )
      return numDeletedRows > 0n
    },
  }
}
