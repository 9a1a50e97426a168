import { userInfo } from 'node:os'
import { type Audit, type Change, type Database, openAudit } from '@stancewire/read-model'
import { openArchive } from './open-archive.ts'

// Somebody waits, but would rather wait for a rebuild than leave a change unnoted.
const patienceMs = 600_000

type Note = (change: Omit<Change, 'who'>) => Promise<void>

/** Notes what is changed on this command line, in the archive's database. */
export type CliAudit = AsyncDisposable & { readonly note: Note }

/** Opens the audit before anything is changed: where it cannot be had, nothing shall be changed. */
export async function openCliAudit(): Promise<CliAudit> {
  const database = await openArchive()
  return { note: auditIn(database), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

/** As {@link openCliAudit}, in a database that is open. */
export function auditIn(database: Database): Note {
  const audit: Audit = openAudit(database, Date.now, patienceMs)
  return (change) => audit.note({ who: cliCaller(), ...change })
}

/** Who gives commands here, as the audit calls them. */
export function cliCaller(): string {
  return `cli:${userName()}`
}

/** In a container the user may have a number only. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
