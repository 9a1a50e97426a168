import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../database/open-database.ts'
import type { TokenRow } from '../database/tables.ts'
import { writePatiently } from '../database/write-patiently.ts'
import { noteUse } from './note-use.ts'
import { Role } from './roles.ts'

/** Who asks from this machine without a token. */
export const loopbackName = 'loopback'

/** What a token is called: it stands in the audit, so it must look like nobody else there. */
export const TokenName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/i, 'up to 60 letters, digits, dots, hyphens and underscores')
  .refine((name) => name !== loopbackName, `another name than ${loopbackName}`)

/** A token, without its secret: that is told once, and kept nowhere. Instants are milliseconds since 1970. */
export type Token = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly createdMs: number
  readonly expiresMs: number | null
  readonly revokedMs: number | null
  /** Within a minute. */
  readonly lastUsedMs: number | null
}

/** Another token that was not revoked has this name. */
export class TokenNameTakenError extends Error {
  override readonly name = 'TokenNameTakenError'
}

/** The tokens by which the API knows who asks. */
export type Tokens = {
  /** Makes a token; `secret` is what its bearer shows. Throws {@link TokenNameTakenError}. */
  issue(wanted: { name: string; role: Role; expiresMs: number | null }): Promise<{ token: Token; secret: string }>
  /** Ends the token of this id or name; `undefined` where none is left to end. */
  revoke(idOrName: string): Promise<Token | undefined>
  /** All that were ever issued, the last one first. */
  list(): Promise<Token[]>
  /** The token of a secret, unless it has expired or was revoked. Notes its use, at most once a minute. */
  find(secret: string): Promise<Token | undefined>
  /** Whether any token can be used now. */
  isAnyActive(): Promise<boolean>
}

/** What every secret begins with, so that scanners of source code find one that was left there. */
const secretPrefix = 'stw_'
const secretPattern = /^stw_[A-Za-z0-9_-]{43}$/
const secretBytes = 32

/**
 * What is kept of a secret. SHA-256 alone: a secret is 256 random bits, which nobody guesses however fast a guess is tried, so a slow
 * hash or a salt would add nothing. Secrets are compared by looking up their hash, whose timing tells nothing about the secret.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Opens the tokens. `now` gives milliseconds since 1970. */
export function openTokens(database: Database, now: () => number = Date.now): Tokens {
  const { db } = database

  return {
    async issue({ name, role, expiresMs }) {
      const secret = secretPrefix + randomBytes(secretBytes).toString('base64url')
      const id = `t${randomBytes(8).toString('hex')}`
      const token = { id, name, role, createdMs: now(), expiresMs, revokedMs: null, lastUsedMs: null }
      const row = { ...token, hash: hashSecret(secret) }
      const { numInsertedOrUpdatedRows = 0n } = await writePatiently(database, (one) =>
        one
          .insertInto('token')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst(),
      )
      if (numInsertedOrUpdatedRows === 0n) throw new TokenNameTakenError(`there is a token named ${name}`)
      return { token, secret }
    },
    async revoke(idOrName) {
      const row = await writePatiently(database, (one) =>
        one
          .updateTable('token')
          .set({ revokedMs: now() })
          .where('revokedMs', 'is', null)
          .where(({ or, eb }) => or([eb('id', '=', idOrName), eb('name', '=', idOrName)]))
          .returningAll()
          .executeTakeFirst(),
      )
      return row && withoutHash(row)
    },
    async list() {
      const rows = await db.selectFrom('token').selectAll().orderBy('createdMs', 'desc').orderBy('id').execute()
      return rows.map(withoutHash)
    },
    async find(secret) {
      if (!secretPattern.test(secret)) return undefined
      const row = await db.selectFrom('token').selectAll().where('hash', '=', hashSecret(secret)).executeTakeFirst()
      if (!row || !isActive(row, now())) return undefined
      await noteUse(database, row, now())
      return withoutHash(row)
    },
    async isAnyActive() {
      const rows = await db.selectFrom('token').selectAll().where('revokedMs', 'is', null).execute()
      return rows.some((row) => isActive(row, now()))
    },
  }
}

/** Whether a token can be used at this instant. */
export function isActive({ revokedMs, expiresMs }: TokenRow, nowMs: number): boolean {
  return revokedMs === null && (expiresMs === null || expiresMs > nowMs)
}

/** A token as others may see it. */
export function withoutHash({ hash: _, role, ...row }: TokenRow): Token {
  return { ...row, role: Role.parse(role) }
}
