import type { Config } from '@stancewire/config'
import { type Door, type HandedIn, openDoor, openHandOver } from '@stancewire/runtime'
import { type AnswerKeys, openAnswerKeys, openStores } from '@stancewire/storage'
import type { LineConnection } from '../line-connection.ts'

/** Where what is submitted goes into the line. */
export type Intake = {
  readonly door: Door<HandedIn>
  readonly keys: AnswerKeys
  readonly allowPrivate: Config['limits']['fetch']['allowPrivate']
}

/** Opens the way into the line over a connection that fails fast. */
export function openIntake({ redis }: Pick<LineConnection, 'redis'>, config: Config): Intake {
  const { prefix, limits } = config
  const { runs, bodies } = openStores(redis, config)
  const accept = openHandOver({ redis, runs, bodies })
  return {
    door: openDoor(redis, { runs: { accept, counters: runs.counters }, memoryShareMax: limits.memoryShareMax }),
    keys: openAnswerKeys(redis, { prefix }),
    allowPrivate: limits.fetch.allowPrivate,
  }
}
