import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'

/** The folder with the labelled sets; `undefined` where there is none. */
export function sharedFolder(): string | undefined {
  const folder = env.STANCEWIRE_SHARED
  return folder && existsSync(join(folder, 'yard')) ? folder : undefined
}
