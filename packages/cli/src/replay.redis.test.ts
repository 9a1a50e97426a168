import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { defaultLimits } from '@stancewire/config'
import { type DiscoveredUrl, messageVersion, queues } from '@stancewire/contracts'
import { openLog, openRedis, runStage, stop } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { aFolder, runCommand, startCommand, tramTopic } from '../test/command.ts'

const redisUrl = inject('redisUrl')
const log = openLog('test', 'silent')
const redis = openRedis(redisUrl, log)
const prefixes: string[] = []

afterAll(async () => {
  for (const prefix of prefixes) {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.unlink(...keys)
  }
  await redis[Symbol.asyncDispose]()
})

/** A line on which so many pages were fetched, and their runs ended. */
async function aLine(pages: number) {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  prefixes.push(prefix)
  const folder = await aFolder({ 'topic.yaml': tramTopic, 'stancewire.yaml': 'topics: [topic.yaml]\n' })
  const bodiesDir = join(folder.path, '.stancewire', 'bodies')
  const { runs, events, bodies, replays, pauses } = openStores(redis, { prefix, bodiesDir, limits: defaultLimits })
  for (let at = 0; at < pages; at++) {
    const urlId = `u${String(at).padStart(32, '0')}`
    const found: Omit<DiscoveredUrl, 'run'> = {
      v: messageVersion,
      urlId,
      url: `https://news.example/${at}`,
      host: 'news.example',
      sourceId: null,
      outlet: null,
      discoveredAt: '2026-03-03T09:00:00.000Z',
      hint: { title: null, publishedAt: null },
    }
    await runs.accept(found)
    const { host: _, sourceId: __, discoveredAt: ___, ...page } = { ...found, run: 1 }
    const fetched = { ...page, finalUrl: found.url, media: 'html', fetchedAt: '2026-03-03T09:00:01.000Z' }
    await bodies.write({ urlId, run: 1, kind: 'fetched' }, JSON.stringify(fetched))
    await bodies.write({ urlId, run: 1, kind: 'page' }, '<p>words</p>')
    const data = { urlId, run: 1, url: found.url, stage: 'parse', reason: 'off-topic', detail: null } as const
    await events.end({ type: 'url.stopped', data })
  }
  const options = { env: { REDIS_URL: redisUrl, STANCEWIRE_PREFIX: prefix }, cwd: folder.path }
  return {
    prefix,
    replays,
    runs,
    run: (line: string) => runCommand(line.split(' '), options),
    begin: (line: string) => startCommand(line.split(' '), options),
    /** Somebody reads every queue. */
    staffed() {
      const open = new AsyncDisposableStack()
      const given = { redis, prefix, log, announcer: events, runs, pauses, concurrency: 1, shutdownGraceMs: 100 }
      for (const from of Object.values(queues)) {
        open.use(runStage({ from, to: null, handle: async () => stop('off-topic') }, { ...given, failedKeptMs: 1_000 }))
      }
      return open
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

const since = '--stage parse --since 2026-03-01'

describe.concurrent('replay', () => {
  it('only counts when it is asked to', async () => {
    await using line = await aLine(3)
    const ran = await line.run(`replay ${since} --dry-run`)
    expect(ran).toMatchObject({ code: 0, out: '3 runs would be done again\n' })
    expect(ran.err).toMatch(/^3 kept runs to look at; pages are kept for 15 minutes after their run ended/)
    expect(await line.replays.waiting()).toBe(0)
    const later = await line.run('replay --stage parse --since 2026-03-04 --dry-run')
    expect(later).toMatchObject({ code: 0, out: '0 runs would be done again\n' })
  })

  it('asks for what is kept, up to the limit, and says by what name it can be let go', async () => {
    await using line = await aLine(3)
    const { code, out, err } = await line.run(`replay ${since} --limit 2`)
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^2 runs asked for, as replay [0-9a-f]{12}\n$/),
    })
    expect(err).toContain('the line is not running')
    expect(await line.replays.waiting()).toBe(2)
    const [name = ''] = /[0-9a-f]{12}/.exec(out) ?? []
    expect(await line.run(`replay --cancel ${name}`)).toMatchObject({
      code: 0,
      out: '2 let go; what had begun goes on\n',
    })
    expect(await line.replays.next(2)).toEqual({ is: 'idle' })
    const audit = (await line.run('audit --json')).out.trim().split('\n')
    expect(audit.map((entry) => JSON.parse(entry))).toMatchObject([
      { action: 'replay.cancel', filter: { replay: name }, affected: 2 },
      { action: 'replay.ask', filter: { replay: name, stage: 'parse', limit: 2 }, affected: 2 },
    ])
  })

  it('waits only where somebody works, and lets go of the rest at Ctrl-C', async () => {
    await using line = await aLine(2)
    expect(await line.run(`replay ${since} --wait`)).toMatchObject({ code: 2, out: '' })
    await using _staff = line.staffed()
    const child = line.begin(`replay ${since} --wait`)
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    await expect.poll(() => line.replays.waiting(), { timeout: 20_000 }).toBe(2)
    // One has begun when the person has had enough.
    const turn = await line.replays.next(1)
    if (turn.is === 'next') await line.replays.start(turn, 1)
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    expect({ code, out }).toEqual({ code: 0, out: '0 runs done again, 1 on their way, 1 let go\n' })
    expect(await line.replays.next(1)).toEqual({ is: 'busy' })
    expect(await line.replays.waiting()).toBe(0)
  })

  it.each([
    ['replay', /say where to begin and since when/],
    ['replay --stage parse', /--since/],
    ['replay --stage fetch --since 2026-03-01', /Allowed choices are parse, deduplicate, classify/],
    ['replay --stage parse --since yesterday', /expected an instant like/],
    ['replay --stage parse --since 2026-03-01 --limit 0', /expected a number from 1/],
    ['replay --cancel nobody', /no replay has the name nobody/],
  ])('"%s" ends with 2 and the reason', async (command, why) => {
    await using line = await aLine(0)
    expect(await line.run(command)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(why) })
  })
})
