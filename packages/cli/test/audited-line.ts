import { createHash, randomBytes } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultLimits } from '@stancewire/config'
import {
  type DiscoveredUrl,
  jobId,
  messageVersion,
  queues,
  type RunRef,
  type TerminalEvent,
} from '@stancewire/contracts'
import { openLog, openPublisher, openRedis } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { inject } from 'vitest'
import { examine } from '../src/audit/examine.ts'
import type { Facts } from '../src/audit/facts.ts'
import { audit } from '../src/audit/index.ts'
import { mend } from '../src/audit/mend.ts'
import { aFolder } from './command.ts'

/** The id of a URL that tests name. */
export const urlIdOf = (name: string) => `u${createHash('sha256').update(name).digest('hex').slice(0, 32)}`

/** The message that starts a run of a URL that tests name. */
export function aFind(name: string, host = 'news.example'): Omit<DiscoveredUrl, 'run'> {
  return {
    v: messageVersion,
    urlId: urlIdOf(name),
    url: `https://${host}/${name}`,
    host,
    sourceId: null,
    outlet: null,
    discoveredAt: '2026-03-03T09:00:00.000Z',
    hint: { title: null, publishedAt: null },
  }
}

/** An end without an article. */
export function aStop(ref: RunRef, reason: 'off-topic' | 'gone' = 'off-topic'): TerminalEvent {
  return { type: 'url.stopped', data: { ...ref, url: 'https://news.example/', stage: 'parse', reason, detail: null } }
}

const agoMs = 1_700_000_000_000
// Nothing moves but what a test moves: looks may follow each other.
const pace = { lookEveryMs: 10 }

/** A line of its own to be audited: keys under a prefix, a folder for bodies. */
export async function anAuditedLine({ eventsMax = defaultLimits.eventsMax } = {}) {
  const log = openLog('test', 'silent')
  const redis = openRedis(inject('redisUrl'), log)
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  const folder = await aFolder()
  const bodiesDir = join(folder.path, 'bodies')
  // No host makes anybody wait.
  const limits = { ...defaultLimits, eventsMax, fetch: { hostDelayMs: 0, hostConcurrency: 8 } }
  const stores = openStores(redis, { prefix, bodiesDir, limits })
  const line = { redis, prefix, stores }
  return {
    ...line,
    log,
    folder: folder.path,
    key: (name: string) => `${prefix}:${name}`,
    /** Starts a run, and gives its reference. */
    async accept(name: string, host?: string): Promise<RunRef> {
      const accepted = await stores.runs.accept(aFind(name, host), { again: true })
      return { urlId: urlIdOf(name), run: accepted.is === 'accepted' ? accepted.run : 0 }
    },
    /** Starts a run and ends it: its host has let it go. */
    async endOne(name: string): Promise<RunRef> {
      const ref = await this.accept(name)
      for (const entry of await stores.hosts.take(1)) await stores.hosts.release(entry.host, entry)
      await stores.events.end(aStop(ref))
      return ref
    },
    /** What may be fetched now goes from its host's list into the queue of FETCH. */
    async toFetch(): Promise<void> {
      await using fetch = openPublisher(queues.fetch, line)
      await fetch.addAll(await stores.hosts.take(100))
    },
    /** The job of a run in FETCH becomes one that is done, or failed for good, a while ago. */
    async finish(ref: RunRef, as: 'completed' | 'failed'): Promise<void> {
      const id = jobId('fetch', ref)
      await redis.lrem(`${prefix}:fetch:wait`, 0, id)
      await redis.hset(`${prefix}:fetch:${id}`, { finishedOn: agoMs, failedReason: 'no answer', atm: 4 })
      await redis.zadd(`${prefix}:fetch:${as}`, agoMs, id)
    },
    /** Keeps a body as if it had been written a while ago. */
    async keepOld(ref: RunRef, kind: 'page' | 'submitted') {
      await stores.bodies.write({ ...ref, kind }, 'Words.')
      const path = join(bodiesDir, ref.urlId.slice(1, 3), `${ref.urlId}.${ref.run}.${kind}.br`)
      await utimes(path, agoMs / 1_000, agoMs / 1_000)
    },
    audit: () => audit(line, pace),
    examine: () => examine(line, pace),
    mend: (facts: Facts) => mend(line, facts, pace),
    /** Mends what is found, and gives what was done and what is wrong still. */
    async mendAll() {
      const done = await mend(line, await examine(line, pace), pace)
      return { done: done.map(({ text }) => text), left: await this.wrongs() }
    },
    /** What is wrong, by check: texts and ids. */
    async wrongs() {
      const findings = await audit(line, pace)
      return findings.filter(({ is }) => is !== 'ok').map(({ check, text, ids = [] }) => ({ check, text, ids }))
    },
    async [Symbol.asyncDispose]() {
      for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 }))
        if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
      await redis[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

export type AuditedTestLine = Awaited<ReturnType<typeof anAuditedLine>>
