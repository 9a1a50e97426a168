import { AwayError, MisuseError, shownAddress, withoutSecrets } from '@stancewire/contracts'
import type { DatabaseKind } from './migrations.ts'

type Place = { readonly url: string; readonly kind: DatabaseKind }

/** Why a database cannot be opened, as whoever set its address can do something about it; what only we can mend stays as it is. */
export function refusalOf(error: unknown, { url, kind }: Place): unknown {
  if (error instanceof MisuseError) return error
  const first = firstOf(error)
  return (kind === 'postgres' ? ofServer(url, first) : ofFile(url, first)) ?? error
}

type First = { readonly code: string; readonly errcode: number; readonly why: string }

/** The error behind an error: what the driver, or the system, said. */
function firstOf(error: unknown): First {
  let at = error
  while (at instanceof Error && at.cause instanceof Error) at = at.cause
  const { code = '', errcode = 0, message = '' } = at as { code?: string; errcode?: number; message?: string }
  // Where a name has two addresses and neither answers, there is a code and no message.
  return { code, errcode, why: withoutSecrets(message || code) }
}

const malformed = /^ERR_(?:INVALID_URL|SOCKET_BAD_PORT)$/
// Of PostgreSQL: who asks is not known, or may not; there is no such database; tables may not be made in it.
const refused = /^(?:28...|3D...|42501)$/
// Of the system, that nobody answers; of PostgreSQL, that it starts or stops, or has no connection left.
const away = /^(?:E(?!RR_)[A-Z_]+|08...|53...|57P0.)$/
// Of the driver, without a code: connecting took too long.
const saysNothing = 'timeout expired'

function ofServer(url: string, { code, why }: First): Error | undefined {
  if (malformed.test(code))
    return new MisuseError(
      `DATABASE_URL cannot be read (${why}): it is postgres:// and then user:password@host:5432/database, with a / in a password as %2F and a # as %23`,
    )
  const named = `the archive's database at ${shownAddress(url)}, which DATABASE_URL names,`
  if (refused.test(code))
    return new MisuseError(
      `${named} does not let us in: ${why}; set DATABASE_URL right, or make there what it names, or unset it for an SQLite file`,
    )
  if (away.test(code) || why === saysNothing)
    return new AwayError(
      `${named} cannot be reached: ${why}; start it, or set DATABASE_URL right, or unset it for an SQLite file`,
    )
  return undefined
}

// SQLite's, without what they say beyond it in higher bits: CORRUPT, NOTADB; PERM, READONLY, CANTOPEN.
const spoilt: readonly number[] = [11, 26]
const unwritable: readonly number[] = [3, 8, 14]
const unmakeable = /^E(?:ACCES|PERM|ROFS|EXIST|NOTDIR|ISDIR)$/

function ofFile(file: string, { code, errcode, why }: First): Error | undefined {
  const kind = errcode & 0xff
  if (spoilt.includes(kind))
    return new MisuseError(
      `the archive at ${file} cannot be read: ${why}; put a sound copy there, or move it away and a new one is begun, or name another folder in STANCEWIRE_DATA`,
    )
  if (unwritable.includes(kind) || unmakeable.test(code))
    return new MisuseError(
      `the archive at ${file} cannot be opened to write: ${why}; let this user write there, or name another folder in STANCEWIRE_DATA`,
    )
  return undefined
}
