// Data exceptions, integrity constraints, limits of a value's size.
const postgresOfEntry = /^(?:22|23|54)[0-9A-Z]{3}$/
const postgresCode = /^[0-9A-Z]{5}$/
// SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH.
const sqliteOfEntry: readonly number[] = [18, 19, 20]

/**
 * Whether what went wrong may lie in the entry that was written, and not in a database that is away, full, locked or not what it should be. What a
 * database says by a code is known; of anything else it is taken to be so.
 */
export function mayBeOfEntry(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  if (code === 'ERR_SQLITE_ERROR') return typeof errcode === 'number' && sqliteOfEntry.includes(errcode & 0xff)
  if ('syscall' in error || 'errno' in error) return false
  if (typeof code === 'string' && postgresCode.test(code)) return postgresOfEntry.test(code)
  return true
}
