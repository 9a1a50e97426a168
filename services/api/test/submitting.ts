import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, defaultLimits } from '@stancewire/config'
import { openLog, openRedis } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { onTestFinished } from 'vitest'
import { openLineConnection } from '../src/line-connection.ts'
import { openOnLine } from '../src/on-line.ts'
import { openIntake } from '../src/submission/intake.ts'
import { aServer } from './a-server.ts'

const log = openLog('test', 'silent')

/** A server that hands in to a line of its own on this Redis, at which nobody works. */
export async function aSubmitting(
  redisUrl: string,
  limits: Partial<Config['limits']> = {},
  more: Pick<NonNullable<Parameters<typeof aServer>[0]>, 'audit'> = {},
) {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  const bodiesDir = await mkdtemp(join(tmpdir(), 'stancewire-bodies-'))
  const redis = openRedis(redisUrl, log)
  const config = { prefix, bodiesDir, limits: { ...defaultLimits, ...limits } } as Config
  const line = await openLineConnection(redis, log)
  onTestFinished(async () => {
    await line[Symbol.asyncDispose]()
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.unlink(...keys)
    await redis[Symbol.asyncDispose]()
    await rm(bodiesDir, { recursive: true, force: true })
  })
  const server = await aServer({ line, intake: openIntake(line, config), onLine: openOnLine(line, config), ...more })
  const headers = { ...(await server.as('submit')), 'content-type': 'application/json' }
  const stores = openStores(redis, config)
  return {
    ...server,
    redis,
    prefix,
    line,
    stores,
    headers,
    /** Sends this, as one who may submit. */
    submit: (what: 'urls' | 'articles', body: object | string, more: Record<string, string> = {}) =>
      server.ask(`/v1/${what}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** What was handed in and is kept. */
    async texts() {
      const texts: (string | undefined)[] = []
      for await (const { ref } of stores.bodies.list('submitted')) texts.push(await stores.bodies.read(ref))
      return texts
    },
    /** Ends the latest run of a URL. */
    async end(urlId: string) {
      const run = await stores.runs.latest(urlId)
      const url = 'https://news.example/'
      const data = { urlId, run, url, stage: 'parse', reason: 'off-topic', detail: null } as const
      await stores.events.end({ type: 'url.stopped', data })
    },
  }
}
