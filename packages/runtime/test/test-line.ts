import { randomBytes } from 'node:crypto'
import type { RunRef, SideEvent, TerminalEvent } from '@stancewire/contracts'
import { Redis } from 'ioredis'
import { type Logger, pino } from 'pino'
import { inject } from 'vitest'
import type { RunLookup } from '../src/refetch.ts'
import type { Announcer } from '../src/settle.ts'
import { aFind, urlIdOf } from './messages.ts'

/** What a line's doubles took down. */
type Announced = { readonly ends: TerminalEvent[]; readonly sides: SideEvent[]; readonly asked: TerminalEvent[] }

/** A connection to the tests' Redis and a key prefix of its own; disposing removes what was written under it. */
export function openTestLine() {
  const redis = new Redis(inject('redisUrl'), { maxRetriesPerRequest: null })
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  return {
    redis,
    prefix,
    async [Symbol.asyncDispose]() {
      for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
        if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
      }
      await redis.quit()
    },
  }
}

/** Publishes each end and announcement once, as the event log does, and takes down every call. */
export function anAnnouncer(): Announcer & Announced {
  const seen = new Set<string>()
  const announced: Announced = { ends: [], sides: [], asked: [] }
  const once = (key: string, write: () => void) => {
    if (seen.has(key)) return 'already' as const
    seen.add(key)
    write()
    return 'published' as const
  }
  return {
    ...announced,
    async end(event) {
      announced.asked.push(event)
      return once(keyOf(event.data), () => announced.ends.push(event))
    },
    async announce(event) {
      return once(JSON.stringify(event), () => announced.sides.push(event))
    },
  }
}

/** Runs of which each is on its way until the announcer has its end. */
export function runsUntilEnded({ ends }: Announced): RunLookup {
  return {
    async state(ref) {
      return { is: ends.some(({ data }) => keyOf(data) === keyOf(ref)) ? 'ended' : 'running' }
    },
    async entry(urlId) {
      return urlId === urlIdOf('a') ? aFind('a') : undefined
    },
  }
}

const keyOf = ({ urlId, run }: RunRef) => `${urlId}/${run}`

/** A log that takes down what was said. */
export function aLog(): Logger & { readonly said: string[] } {
  const said: string[] = []
  return Object.assign(pino({ level: 'debug' }, { write: (line: string) => void said.push(line) }), { said })
}
