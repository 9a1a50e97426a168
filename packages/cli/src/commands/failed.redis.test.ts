import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { defaultLimits } from '@stancewire/config'
import { findAudit, openDatabase, project } from '@stancewire/read-model'
import { openFailedBatches, openFailedJobs, openLog, openRedis } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { describe, expect, inject, it } from 'vitest'
import { aFolder, runCommand, tramTopic } from '../../test/command.ts'
import { failRuns, foundUrl, upTo } from '../../test/failed-runs.ts'

const redisUrl = inject('redisUrl')
const log = openLog('test', 'silent')

/** A line of its own in a folder with settings, on a connection that gathers commands and counts its trips. */
async function aLine({ limits = {} }: { limits?: object } = {}) {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  const settings = {
    'topic.yaml': tramTopic,
    'stancewire.yaml': `topics: [topic.yaml]\nlimits: ${JSON.stringify(limits)}\n`,
  }
  const folder = await aFolder(settings)
  const own = openRedis(redisUrl, log)
  const redis = own.duplicate({ enableAutoPipelining: true })
  await redis.ping()
  const bodiesDir = join(folder.path, '.stancewire', 'bodies')
  const stores = openStores(redis, { prefix, bodiesDir, limits: defaultLimits })
  const env = { REDIS_URL: redisUrl, STANCEWIRE_PREFIX: prefix }
  return {
    ...{ prefix, redis, stores },
    ports: { redis, prefix, ...stores, announcer: stores.events, memoryShareMax: 0.6, log },
    run: (...args: string[]) => runCommand(args, { env, cwd: folder.path }),
    archive: () => openDatabase(join(folder.path, '.stancewire', 'archive', 'archive.sqlite')),
    entries: () => own.lrange(`${prefix}:host:news.example:waiting`, 0, -1),
    events: async (type: string) => {
      const all = await stores.events.read('0', { count: 100_000 })
      return all.map(({ event }) => event).filter((event) => event.type === type)
    },
    async [Symbol.asyncDispose]() {
      for await (const keys of own.scanStream({ match: `${prefix}*`, count: 1_000 }))
        if ((keys as string[]).length > 0) await own.unlink(...(keys as string[]))
      redis.disconnect()
      await own[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** Counts what a connection writes to its socket from here on. */
function countTrips({ stream }: { stream: NodeJS.WritableStream }): () => number {
  let trips = 0
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  stream.write = (...args: unknown[]) => {
    trips++
    return write(...args)
  }
  return () => trips
}

describe('many failed runs', () => {
  it('are counted, retried once each, and given an end of their own, in far fewer trips than runs', async () => {
    await using line = await aLine()
    await failRuns(line, upTo(3_000))
    await using jobs = openFailedJobs(line)
    await using batches = openFailedBatches(line.ports)
    const trips = countTrips(line.redis as unknown as { stream: NodeJS.WritableStream })
    const chosen = await jobs.choose({ host: 'news.example', match: 'no answer' })
    expect(chosen).toHaveLength(3_000)
    const stopping = new AbortController()
    let told = 0
    const onProgress = (count: number) => {
      told += count
      if (told >= 1_000) stopping.abort()
    }
    const first = await batches.retry(chosen, { signal: stopping.signal, onProgress })
    expect(first).toMatchObject({ superseded: 0, gone: 0, kept: {} })
    expect(first.done + first.left).toBe(3_000)
    expect(first.left).toBeGreaterThan(0)
    // A death between accepting and removing leaves a job whose URL has a later run.
    const left = await jobs.choose({})
    expect(left).toHaveLength(first.left)
    await line.stores.runs.accept(foundUrl(Number.parseInt(left[0]?.id.slice(7, 39) ?? '', 16)), { again: true })
    const second = await batches.retry(await jobs.choose({}))
    expect(second).toEqual({ done: first.left - 1, superseded: 1, gone: 0, left: 0, kept: {} })
    console.log(`3,000 failed runs chosen and retried in ${trips()} trips to Redis`)
    expect(trips()).toBeLessThan(600)
    expect(await jobs.choose({})).toEqual([])
    expect(await line.stores.runs.counters()).toMatchObject({ accepted: 6_000, ended: 3_000 })
    const runs = (await line.entries()).map((entry) => JSON.parse(entry) as { urlId: string; run: number })
    const again = runs.filter(({ run }) => run === 2).map(({ urlId }) => urlId)
    expect(again).toHaveLength(3_000)
    expect(new Set(again).size).toBe(3_000)
    const ref = { urlId: foundUrl(7).urlId, run: 2 }
    expect(await line.stores.runs.state({ ...ref, run: 1 })).toEqual({ is: 'ended', by: 'url.failed' })
    expect(await line.stores.runs.state(ref)).toEqual({ is: 'running' })
    const stopped = { ...ref, url: foundUrl(7).url, stage: 'parse', reason: 'off-topic', detail: null } as const
    expect(await line.stores.events.end({ type: 'url.stopped', data: stopped })).toBe('published')
    expect(await line.stores.runs.state(ref)).toEqual({ is: 'ended', by: 'url.stopped' })
  })

  it('are retried once where two operators ask at a time', async () => {
    await using line = await aLine()
    await failRuns(line, upTo(300))
    const both = await Promise.all([line.run('failed', 'retry', '--all'), line.run('failed', 'retry', '--all')])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(await line.stores.runs.counters()).toMatchObject({ accepted: 600 })
    expect((await line.run('failed', 'ls')).out).toBe('no run has failed\n')
  })
})

// Eight times several processes at once: on a busy machine each waits long for its turn.
describe.concurrent('the command', { timeout: 180_000 }, () => {
  it('groups by stage, cause and message, and filters', async () => {
    await using line = await aLine()
    const threeHoursAgo = Date.now() - 3 * 3_600_000
    await failRuns(line, [1, 2, 3], { message: 'no answer within 30001 ms', failedAtMs: threeHoursAgo })
    await failRuns(line, [4], { message: 'no answer within 30419 ms' })
    await failRuns(line, [5], { stage: 'parse', message: 'job stalled more than allowable limit' })
    const { out } = await line.run('failed', 'ls')
    expect(out).toMatch(
      /^runs +stage +cause +oldest +newest\n +4 +fetch +error +3 h +\d+ \w+\n +Error: no answer within # ms\n +fetch-u/,
    )
    expect(out).toMatch(
      /\n +1 +parse +crashed .*\n.*\n.*\n\n5 failed runs; look at one: npx stancewire failed show ID\n$/,
    )
    const idsOf = async (...filter: string[]) =>
      (await line.run('failed', 'ls', '--json', ...filter)).out
        .split('\n')
        .filter(Boolean)
        .map((json) => JSON.parse(json).id.at(-3))
        .sort()
    const asked = await Promise.all([
      idsOf('--before', '2h', '--cause', 'error'),
      idsOf('--since', '2h', '--match', '30419', '--host', 'news.example', '--stage', 'fetch'),
    ])
    expect(asked).toEqual([['1', '2', '3'], ['4']])
    const groups = (await line.run('failed', 'ls', '--json', '--groups')).out.trimEnd().split('\n')
    expect(groups.map((json) => JSON.parse(json).count)).toEqual([4, 1])
    expect((await line.run('failed', 'ls', '--host', 'other.example')).out).toBe('no failed run matches\n')
  })

  it('shows one run with its input, for a person and for a program', async () => {
    await using line = await aLine()
    const [id = ''] = await failRuns(line, [1], { stage: 'parse' })
    const { urlId, url } = foundUrl(1)
    await line.stores.bodies.write({ urlId, run: 1, kind: 'page' }, 'Five!')
    const { out } = await line.run('failed', 'show', urlId)
    expect(out).toMatch(/^worker +mill:412$/m)
    expect(out).toMatch(/^bodies +page \(5 characters\)$/m)
    expect(out).toContain(`"url": "${url}"`)
    const shown = JSON.parse((await line.run('failed', 'show', '--json', id)).out)
    expect(shown).toMatchObject({
      ...{ id, url, stage: 'parse', ref: { urlId, run: 1 }, worker: 'mill:412', attempts: 4, cause: 'error' },
      ...{ input: foundUrl(1), bodies: [{ kind: 'page', run: 1, characters: 5 }] },
    })
  })

  it('counts before it acts, and changes nothing where that was all that was asked', async () => {
    await using line = await aLine()
    await failRuns(line, upTo(150))
    await failRuns(line, [200], { stage: 'parse' })
    const counted = await line.run('failed', 'retry', '--all', '--dry-run')
    expect(counted).toEqual({ code: 0, out: '', err: '151 failed runs match: 150 of fetch, 1 of parse\n' })
    expect(await line.stores.runs.counters()).toMatchObject({ accepted: 151 })
    const retried = await line.run('failed', 'retry', '--stage', 'fetch')
    expect(retried).toEqual({ code: 0, out: '150 started again\n', err: '150 failed runs match: all of fetch\n' })
    expect(await line.stores.runs.counters()).toMatchObject({ accepted: 301 })
  })

  it('starts one again by the id of its URL', async () => {
    await using line = await aLine()
    await failRuns(line, [1, 2])
    const { urlId } = foundUrl(1)
    expect((await line.run('failed', 'retry', urlId)).out).toBe('1 started again\n')
    expect(await line.stores.runs.latest(urlId)).toBe(2)
    expect((await line.run('failed', 'retry', urlId)).code).toBe(2)
    expect(JSON.parse((await line.run('failed', 'ls', '--json')).out).ref.urlId).toBe(foundUrl(2).urlId)
  })

  it('lets runs go with an event each that stands once, and their pages', async () => {
    await using line = await aLine()
    const ids = await failRuns(line, upTo(120))
    const { urlId } = foundUrl(1)
    for (const kind of ['page', 'fetched'] as const) await line.stores.bodies.write({ urlId, run: 1, kind }, 'Words.')
    // As a death between announcing and removing leaves it.
    const data = { urlId, run: 1, url: foundUrl(1).url, stage: 'fetch', cause: 'error' } as const
    await line.stores.events.announce({ type: 'url.discarded', data })
    expect((await line.run('failed', 'discard', '--all')).out).toBe(`${ids.length} discarded\n`)
    const discarded = await line.events('url.discarded')
    expect(discarded).toHaveLength(120)
    expect(new Set(discarded.map(({ subject }) => subject)).size).toBe(120)
    expect(discarded.find(({ subject }) => subject === urlId)).toMatchObject({ data })
    expect(await line.events('url.failed')).toHaveLength(120)
    for (const kind of ['page', 'fetched'] as const)
      expect(await line.stores.bodies.read({ urlId, run: 1, kind })).toBeUndefined()
    expect((await line.run('failed', 'ls')).out).toBe('no run has failed\n')
    expect(await line.stores.runs.state({ urlId, run: 1 })).toEqual({ is: 'ended', by: 'url.failed' })
  })

  it('lets runs go under the limits of the settings: the stream is as long as they say', async () => {
    await using line = await aLine({ limits: { eventsMax: 100 } })
    await failRuns(line, upTo(300))
    expect((await line.run('failed', 'discard', '--all')).out).toBe('300 discarded\n')
    // Redis trims by whole nodes of a hundred entries.
    expect(await line.redis.xlen(`${line.prefix}:events`)).toBeLessThanOrEqual(200)
  })

  it('notes what it does in the audit, with the filter and how many, and nothing where it only counts', async () => {
    await using line = await aLine()
    await failRuns(line, [1, 2, 3])
    await line.run('failed', 'retry', '--stage', 'fetch', '--dry-run')
    await line.run('failed', 'retry', foundUrl(1).urlId)
    await line.run('failed', 'discard', '--host', 'news.example')
    await using archive = await line.archive()
    const { items } = await findAudit(archive, {}, { limit: 10 })
    expect(items).toMatchObject([
      { who: expect.stringMatching(/^cli:./), action: 'failed.discard', filter: { host: 'news.example' }, affected: 2 },
      { action: 'failed.retry', filter: { id: foundUrl(1).urlId }, affected: 1 },
    ])
  })

  it('writes out what the archive knows to have failed, and no more what it retried', async () => {
    await using line = await aLine()
    await failRuns(line, upTo(3), { message: '=1+1' })
    await using archive = await line.archive()
    const entries = await line.stores.events.read('0', { count: 100 })
    await project(
      archive,
      entries.map(({ position, event }) => ({ position, event, text: undefined })),
    )
    await line.run('failed', 'retry', foundUrl(1).urlId)
    const { out, err } = await line.run('failed', 'export', '--match', '=1+')
    const urls = out
      .trimEnd()
      .split('\n')
      .map((json) => JSON.parse(json).url)
    expect(urls.sort()).toEqual([foundUrl(2).url, foundUrl(3).url])
    expect(err).toContain('2 failed runs')
    const table = (await line.run('failed', 'export', '--format', 'csv', '--error', 'Error')).out.split('\r\n')
    expect(table[0]).toMatch(/^urlId,run,url,/)
    expect(table[1]).toContain(",'=1+1,")
    const { items } = await findAudit(archive, { action: 'failed.export' }, { limit: 10 })
    expect(items.map(({ affected }) => affected)).toEqual([2, 2])
  })
})
