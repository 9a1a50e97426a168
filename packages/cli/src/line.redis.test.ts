import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { defaultLimits } from '@stancewire/config'
import { type DiscoveredUrl, messageVersion } from '@stancewire/contracts'
import { openLog, openRedis } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { aFolder, runCommand, tramTopic } from '../test/command.ts'

const redisUrl = inject('redisUrl')
const redis = openRedis(redisUrl, openLog('test', 'silent'))
const prefixes: string[] = []

afterAll(async () => {
  for (const prefix of prefixes) {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.unlink(...keys)
  }
  await redis[Symbol.asyncDispose]()
})

/** Keys of its own, a folder with settings, and `stancewire` on both. */
async function aLine() {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  prefixes.push(prefix)
  const folder = await aFolder({
    'topic.yaml': tramTopic,
    'stancewire.yaml': 'topics: [topic.yaml]\n',
    'a.txt': 'Words.',
  })
  const env = { REDIS_URL: redisUrl, STANCEWIRE_PREFIX: prefix }
  return {
    prefix,
    folder: folder.path,
    stores: openStores(redis, { prefix, bodiesDir: join(folder.path, '.stancewire', 'bodies'), limits: defaultLimits }),
    run: (line: string) => runCommand(line.split(' '), { env, cwd: folder.path }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

const urlId = `u${'1'.repeat(32)}`
const found: Omit<DiscoveredUrl, 'run'> = {
  v: messageVersion,
  urlId,
  url: 'https://news.example/a',
  host: 'news.example',
  sourceId: null,
  outlet: null,
  discoveredAt: '2026-03-03T09:00:00.000Z',
  hint: { title: null, publishedAt: null },
}
const stopped = (run: number) =>
  ({
    type: 'url.stopped',
    data: { urlId, run, url: found.url, stage: 'parse', reason: 'off-topic', detail: null },
  }) as const

describe.concurrent('on a line where nothing has happened', () => {
  let line: Awaited<ReturnType<typeof aLine>>
  beforeAll(async () => {
    line = await aLine()
    return () => line[Symbol.asyncDispose]()
  })

  it.each<[string, number, RegExp, RegExp]>([
    ['queues', 0, /^queue +waiting[\s\S]*\n\(at hosts\) +0 +0\nfetch +0 +0 +0 +0 +0\n/, /^$/],
    ['events', 0, /^$/, /^$/],
    ['failed ls', 0, /^no run has failed\n$/, /^$/],
    ['failed ls --json', 0, /^$/, /^$/],
    ['failed show x', 2, /^$/, /^no failed run has the id x; see: npx stancewire failed ls --json\n$/],
    ['failed retry x', 2, /^$/, /^no failed run has the id x/],
    ['failed discard x', 2, /^$/, /^no failed run has the id x/],
    ['failed retry --all', 0, /^no failed run matches\n$/, /^$/],
    ['failed discard --all', 0, /^no failed run matches\n$/, /^$/],
    ['positions tram-line', 2, /^$/, /^no article on topic tram-line yet; there are articles on: no topic\n$/],
    [
      'doctor',
      0,
      /^ok +settings \S+: 1 topic, 0 sources\n[\s\S]*nobody reads fetch, [\s\S]*\nok +accounts: 0 accepted/,
      /^$/,
    ],
  ])('%s ends with %i', async (command, code, out, err) => {
    const ran = await line.run(command)
    expect(ran).toEqual({ code, out: expect.stringMatching(out), err: expect.stringMatching(err) })
  })
})

describe.concurrent('add', () => {
  it.each([
    ['a.txt no-such-file.txt', /^no-such-file\.txt is neither an http address nor a file\n$/],
    ['a.txt .', /^\. is a folder: name the files in it\n$/],
    ['a.txt https://', /^https:\/\/ is no address that can be fetched\n$/],
  ])('of "%s" ends with 2, and takes neither', async (what, why) => {
    await using line = await aLine()
    expect(await line.run(`add ${what}`)).toEqual({ code: 2, out: '', err: expect.stringMatching(why) })
    expect(await line.stores.runs.counters()).toEqual({})
  })

  it('takes an address and a file, says what is on its way or known already, and that nobody works on it', async () => {
    await using line = await aLine()
    const first = await line.run('add https://news.example/a a.txt')
    expect(first).toMatchObject({ code: 0, out: '' })
    expect(first.err).toMatch(
      /^accepted +https:\/\/news\.example\/a\naccepted +a\.txt\nthe line is not running: start it/,
    )
    expect(await line.stores.runs.counters()).toEqual({ accepted: 2 })
    const again = await line.run('add https://news.example/a')
    expect(again.err).toMatch(/^running +https/)
    expect(await line.stores.runs.counters()).toEqual({ accepted: 2 })
  })
})

describe.concurrent('events', () => {
  it('begins after a position, or at an instant, shows the types that are asked for, and sentences', async () => {
    await using line = await aLine()
    for (const run of [1, 2]) await line.stores.events.end(stopped(run))
    const [first] = await line.stores.events.read('0', { count: 1 })
    const runsOf = async (options: string) =>
      (await line.run(`events${options}`)).out
        .split('\n')
        .filter(Boolean)
        .map((text) => JSON.parse(text).data.run)
    const asked = await Promise.all([
      runsOf(''),
      runsOf(` --since ${first?.position}`),
      runsOf(' --since 2020-01-01'),
      runsOf(' --since 2999-01-01T00:00:00Z'),
      runsOf(' --type url.failed'),
      runsOf(' --type url.failed url.stopped'),
    ])
    expect(asked).toEqual([[1, 2], [2], [1, 2], [], [], [1, 2]])
    const { out } = await line.run('events --pretty')
    expect(out).toMatch(/^(?:stopped +off-topic {2}https:\/\/news\.example\/a\n){2}$/)
  })
})
