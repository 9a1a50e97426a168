import { existsSync } from 'node:fs'
import { machinePart, readEnvironment } from '@stancewire/config'
import { type Database, openDatabase } from '@stancewire/read-model'
import { UsageError } from './usage-error.ts'

/** The archive's database; it is made where there is none. */
export function openArchive(): Promise<Database> {
  return openDatabase(machinePart(readEnvironment()).databaseUrl)
}

/** As {@link openArchive}, for who looks: where there is no archive, opening would make an empty one, and all that was told of it would be untrue. */
export async function openFilledArchive(): Promise<Database> {
  refuseNoArchive()
  return await openArchive()
}

/** Throws where there is no archive, as far as that can be seen from here. */
export function refuseNoArchive(): void {
  const { databaseUrl } = machinePart(readEnvironment())
  if (/^postgres(?:ql)?:/.test(databaseUrl) || existsSync(databaseUrl)) return
  throw new UsageError(`no archive at ${databaseUrl}: name its folder in STANCEWIRE_DATA, or go where it is`)
}
