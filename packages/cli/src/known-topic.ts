import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readEnvironment } from '@stancewire/config'
import { type Database, knownTopics } from '@stancewire/read-model'
import { loadSettings } from './settings.ts'
import { clip } from './table.ts'
import { UsageError } from './usage-error.ts'

/** Throws {@link UsageError} where a topic is neither in the archive nor in the settings: nothing on it would look like nobody having said a word. */
export async function refuseUnknownTopic(database: Database, topic: string | undefined): Promise<void> {
  if (topic === undefined) return
  const told = await knownTopics(database)
  if (told.includes(topic)) return
  const known = new Set([...told, ...watchedTopics()])
  if (known.has(topic)) return
  const names = known.size === 0 ? 'there is none yet' : `they are ${[...known].toSorted().join(', ')}`
  throw new UsageError(`no topic ${clip(topic, 60)}: ${names}`)
}

/** The archive can be asked without settings. */
function watchedTopics(): string[] {
  const environment = readEnvironment()
  if (!existsSync(resolve(environment.STANCEWIRE_CONFIG))) return []
  return loadSettings(environment).topics.map(({ id }) => id)
}
