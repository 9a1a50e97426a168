import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, loadConfig, readEnvironment } from '@stancewire/config'
import { UsageError } from './usage-error.ts'

/** The settings, for a command that needs them; says what to do where there are none. */
export function loadSettings(environment = readEnvironment()): Config {
  const file = resolve(environment.STANCEWIRE_CONFIG)
  if (existsSync(file)) return loadConfig(environment)
  throw new UsageError(
    `no settings file at ${file}: go where your stancewire.yaml is, name it in STANCEWIRE_CONFIG, or begin with a copy of the one in the checkout`,
  )
}
