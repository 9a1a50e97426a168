import { messageVersion, type Queue as QueueSpec } from '@stancewire/contracts'
import type { Line } from './bull.ts'
import { every } from './every.ts'
import type { Logger } from './log.ts'

const noteEveryMs = 10_000
const noteLivesSeconds = 60

const noteKey = (prefix: string, queue: string, version: number) => `${prefix}:reads:${queue}:${version}`

/** Notes that a worker of this queue reads messages of this version, for as long as it lives and a minute more. */
export function startVersionNote(spec: QueueSpec, { redis, prefix, log }: Line & { log: Logger }): AsyncDisposable {
  const key = noteKey(prefix, spec.name, messageVersion)
  return every(noteEveryMs, 'note of the version', log, () => redis.set(key, '1', 'EX', noteLivesSeconds))
}

/** Whether a worker that can read this version was there within the last minute. */
export async function isReadSomewhere(spec: QueueSpec, { redis, prefix }: Line, version: number): Promise<boolean> {
  return (await redis.exists(noteKey(prefix, spec.name, version))) === 1
}
