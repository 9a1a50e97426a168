// Data exceptions, integrity constraints, limits of a value's size.
const postgresOfEntry = /^(?:22|23|54)[0-9A-Z]{3}$/
const postgresCode = /^[0-9A-Z]{5}$/
// SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH.
const sqliteOfEntry: readonly number[] = [18, 19, 20]

/** What code throws that stumbles over what it was given; drivers tell of a connection by a plain `Error`. */
const stumbles: readonly (new (...of: never[]) => Error)[] = [TypeError, RangeError, SyntaxError, ReferenceError]

/**
 * `entry`: the database says by a code that it does not take what was written, and never will. `unclear`: code of this process stumbled, over the
 * entry or over something else. `database`: it is away, full, locked or not what it should be, or nobody knows.
 */
export type Fault = 'entry' | 'unclear' | 'database'

/** Whose fault it is that an entry was not written. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return 'unclear'
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  if (code === 'ERR_SQLITE_ERROR')
    return typeof errcode === 'number' && sqliteOfEntry.includes(errcode & 0xff) ? 'entry' : 'database'
  if ('syscall' in error || 'errno' in error) return 'database'
  if (typeof code === 'string' && postgresCode.test(code)) return postgresOfEntry.test(code) ? 'entry' : 'database'
  return stumbles.some((kind) => error instanceof kind) || error.name === 'ZodError' ? 'unclear' : 'database'
}
