import { existsSync } from 'node:fs'
import { machinePart, readEnvironment } from '@stancewire/config'
import { withoutSecrets } from '@stancewire/contracts'
import { type Database, openDatabase } from '@stancewire/read-model'
import { shownAddress } from './shown-address.ts'
import { UsageError } from './usage-error.ts'

/** The archive's database; a fault of its address, or of its server, is told in one line. */
export async function openArchive(): Promise<Database> {
  const { databaseUrl } = machinePart(readEnvironment())
  try {
    return await openDatabase(databaseUrl)
  } catch (error) {
    const why =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
    throw new UsageError(`the archive cannot be opened (${shownAddress(databaseUrl)}): ${withoutSecrets(why)}`, {
      cause: error,
    })
  }
}

/** As {@link openArchive}, for who looks: where there is no archive, opening would make an empty one, and all that was told of it would be untrue. */
export async function openFilledArchive(): Promise<Database> {
  const { databaseUrl } = machinePart(readEnvironment())
  if (!/^postgres(?:ql)?:/.test(databaseUrl) && !existsSync(databaseUrl))
    throw new UsageError(`no archive at ${databaseUrl}: name its folder in STANCEWIRE_DATA, or go where it is`)
  return await openArchive()
}
