import type { RunRef } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'
import { scanKeys } from './scan-keys.ts'

const putBackScript = luaScript('put-back')
const correctCountersScript = luaScript('correct-counters')

/** What is remembered of a URL. */
export type Mark = {
  readonly urlId: string
  /** The number of its latest run; `NaN` where the mark is broken. */
  readonly run: number
  /** How its runs ended: event types by the number of the run. */
  readonly ends: ReadonlyMap<number, string>
  /** Whether the message that started its latest run is kept. */
  readonly hasEntry: boolean
}

/** All marks of the line at once, to be compared with what else is remembered, and set right. */
export type Marks = {
  /** Every mark, in batches; one that is set meanwhile may be missed, and any may come twice. */
  all(): AsyncGenerator<Mark[]>
  /** The marks of these URLs, in their order; `undefined` where there is none. */
  of(urlIds: readonly string[]): Promise<(Mark | undefined)[]>
  /**
   * Puts a lost run back into its host's list, from the first message that its mark keeps. `found`: it is not lost, since it has
   * ended, waits, holds a slot (unless that is known to be forgotten), or one of these job keys exists. `unreadable`: that message is gone or broken.
   */
  putBack(
    ref: RunRef,
    options: { jobKeys: readonly string[]; isHeld: boolean },
  ): Promise<'back' | 'found' | 'unreadable'>
  /** Sets counters, unless one of them has changed since it was read. */
  correctCounters(read: Readonly<Record<string, number>>, right: Readonly<Record<string, number>>): Promise<boolean>
}

/** Opens the marks under this key prefix. */
export function openMarks(redis: Redis, { prefix }: { prefix: string }): Marks {
  const beginning = `${prefix}:url:`
  const read = async (urlIds: readonly string[]) => {
    const pipeline = redis.pipeline()
    for (const urlId of urlIds) pipeline.hgetall(`${beginning}${urlId}`)
    const replies = (await pipeline.exec()) ?? []
    return urlIds.map((urlId, at) => {
      const [error, fields] = replies[at] ?? []
      if (error) throw error
      return readMark(urlId, fields as Record<string, string>)
    })
  }
  return {
    async *all() {
      for await (const keys of scanKeys(redis, beginning)) {
        const marks = await read(keys.map((key) => key.slice(beginning.length)))
        yield marks.filter((mark) => mark !== undefined)
      }
    },
    of: read,
    async putBack({ urlId, run }, { jobKeys, isHeld }) {
      const keys = [`${beginning}${urlId}`, `${prefix}:hosts`, `${prefix}:hosts:taken`, ...jobKeys]
      const reply = await putBackScript(redis, keys, [prefix, urlId, run, isHeld ? 'held' : ''])
      return reply as 'back' | 'found' | 'unreadable'
    },
    async correctCounters(read, right) {
      const names = [...new Set([...Object.keys(read), ...Object.keys(right)])]
      const args = names.flatMap((name) => [name, read[name] ?? '', right[name] ?? read[name] ?? ''])
      return (await correctCountersScript(redis, [`${prefix}:counters`], args)) === 1
    },
  }
}

function readMark(urlId: string, fields: Record<string, string>): Mark | undefined {
  const names = Object.keys(fields)
  if (names.length === 0) return undefined
  const ends = names.flatMap((name): [number, string][] => {
    const [, run] = /^end:(\d+)$/.exec(name) ?? []
    return run === undefined ? [] : [[Number(run), fields[name] ?? '']]
  })
  return { urlId, run: Number(fields.run ?? Number.NaN), ends: new Map(ends), hasEntry: fields.entry !== undefined }
}
