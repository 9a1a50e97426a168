import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultLimits, type Limits, loadConfig, readEnvironment } from '@stancewire/config'

/** The bounds of a fetch: those of the settings, or where there are none, the usual ones. */
export function fetchLimits(): Limits['fetch'] {
  const environment = readEnvironment()
  const isSet = existsSync(resolve(environment.STANCEWIRE_CONFIG))
  return isSet ? loadConfig(environment).limits.fetch : defaultLimits.fetch
}
