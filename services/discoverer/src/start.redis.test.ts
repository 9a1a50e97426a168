import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, defaultLimits, type Source } from '@stancewire/config'
import { openLog, openRedis } from '@stancewire/runtime'
import { type AddedSource, openAddedSources, openFeedStates } from '@stancewire/storage'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { start } from './start.ts'

const log = openLog('test', 'silent')

/** A site whose feed lists one article that nobody knows. */
async function aSite(listener?: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (listener) return listener(request, response)
    response.end(
      `<rss version="2.0"><channel><item><title>A</title><link>${request.url}/a</link></item></channel></rss>`,
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, at: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A discoverer that polls these sources of its settings. */
async function aDiscoverer(...sources: Source[]) {
  const redis = openRedis(inject('redisUrl'), log)
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-discoverer-'))
  const limits = { ...defaultLimits, fetch: { ...defaultLimits.fetch, allowPrivate: 'loopback' as const } }
  const config = { prefix, bodiesDir: folder, limits, sources } as unknown as Config
  const begin = () => start({ config, redis, log })
  let running = await begin()
  onTestFinished(async () => {
    await running[Symbol.asyncDispose]()
    for await (const keys of redis.scanStream({ match: `${prefix}:*` }))
      if (keys.length > 0) await redis.unlink(...keys)
    await redis[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    added: openAddedSources(redis, { prefix }),
    states: openFeedStates(redis, { prefix }),
    async restart() {
      await running[Symbol.asyncDispose]()
      running = await begin()
    },
    /** The hosts for which something waits. */
    accepted: () => redis.hget(`${prefix}:counters`, 'accepted'),
  }
}

const anAdded = (id: string, url: string): AddedSource => ({
  ...{ id, url, outlet: 'The Added', everySeconds: 1, by: 'desk', at: '2026-03-03T09:00:00.000Z' },
})
const within = { timeout: 15_000, interval: 50 }

describe('a discoverer', () => {
  it('polls a source that is added while it runs, offers what that lists, and leaves it when it is removed', async () => {
    const { asked, at } = await aSite()
    const { added, states, accepted } = await aDiscoverer()
    expect(await added.add(anAdded('late', `${at}/late`))).toBe('added')
    await expect.poll(accepted, within).toBe('1')
    expect(asked).toContain('/late')
    const state = await states.read('late')
    expect(state).toMatchObject({ failures: 0, nextWhy: 'interval', timesNew: 1, url: `${at}/late` })
    await added.remove('late')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    const before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(asked.length).toBe(before)
  })

  it('polls the address of its settings where an added source has the same id', async () => {
    const { asked, at } = await aSite()
    const { added } = await aDiscoverer({ id: 'one', url: `${at}/set`, everySeconds: 1 })
    await added.add(anAdded('one', `${at}/added`))
    await added.add(anAdded('two', `${at}/other`))
    await expect.poll(() => asked.includes('/other'), within).toBe(true)
    expect(asked).toContain('/set')
    expect(asked).not.toContain('/added')
  })

  it('does not ask a host sooner than it wants because it was started again', async () => {
    const { asked, at } = await aSite((_, response) => response.writeHead(429, { 'retry-after': '600' }).end())
    const { states, restart } = await aDiscoverer({ id: 'busy', url: `${at}/busy`, everySeconds: 1 })
    await expect.poll(async () => (await states.read('busy')).nextWhy, within).toBe('host-asked')
    await restart()
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(asked).toEqual(['/busy'])
  })
})
