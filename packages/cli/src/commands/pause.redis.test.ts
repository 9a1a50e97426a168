import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { findAudit, openDatabase } from '@stancewire/read-model'
import { openBullQueues } from '@stancewire/runtime'
import { openAddedSources, openFeedStates, untouchedFeed } from '@stancewire/storage'
import { describe, expect, inject, it } from 'vitest'
import { anAuditedLine } from '../../test/audited-line.ts'
import { runCommand, tramTopic } from '../../test/command.ts'

const settings = `topics: [topic.yaml]
sources:
  - { id: harbour, url: 'https://ida:secret@courier.example/rss', everySeconds: 60 }
  - { id: town, url: 'https://town.example/rss' }
`

/** A line of its own, with settings beside it, on which commands are given. */
async function aCommandedLine() {
  const line = await anAuditedLine()
  await writeFile(join(line.folder, 'topic.yaml'), tramTopic)
  await writeFile(join(line.folder, 'stancewire.yaml'), settings)
  const env = { REDIS_URL: inject('redisUrl'), STANCEWIRE_PREFIX: line.prefix, STANCEWIRE_DATA: line.folder }
  const queues = openBullQueues(line)
  return {
    ...line,
    queueOf: (stage: string) => queues.find(({ name }) => name === stage),
    give: (...args: string[]) => runCommand(args, { env, cwd: line.folder }),
    async audit() {
      await using database = await openDatabase(join(line.folder, 'archive', 'archive.sqlite'))
      return (await findAudit(database, {}, { limit: 50 })).items.reverse()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(queues.map((queue) => queue.close()))
      await line[Symbol.asyncDispose]()
    },
  }
}

const me = `cli:${userInfo().username}`
const jsonLines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('pause and resume', () => {
  it('hold a stage and let it go on, and say by whom, until when and why', async () => {
    await using line = await aCommandedLine()
    const paused = await line.give('pause', 'stage', 'parse', '--reason', 'a new model', '--for', '2h')
    expect(paused).toMatchObject({ code: 0, err: '' })
    expect(paused.out).toMatch(new RegExp(`^stage parse is paused by ${me} since .*Z, until .*Z: a new model\n$`))
    expect(await line.queueOf('parse')?.isPaused()).toBe(true)
    const [shown] = jsonLines((await line.give('pauses', '--json')).out)
    expect(shown).toMatchObject({ kind: 'stage', name: 'parse', by: me, reason: 'a new model' })
    expect(Date.parse(shown.until) - Date.parse(shown.since)).toBe(7_200_000)
    const resumed = await line.give('resume', 'stage', 'parse')
    expect(resumed).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^stage parse goes on; it was paused by cli:/),
    })
    expect(await line.queueOf('parse')?.isPaused()).toBe(false)
    expect(await line.give('resume', 'stage', 'parse')).toMatchObject({ code: 0, out: 'stage parse is not paused\n' })
    expect((await line.give('pauses')).out).toBe('nothing is paused\n')
    expect(await line.audit()).toMatchObject([
      {
        who: me,
        action: 'stage.pause',
        filter: { name: 'parse', reason: 'a new model', forMs: 7_200_000 },
        affected: 1,
      },
      { who: me, action: 'stage.resume', filter: { name: 'parse' }, affected: 1 },
    ])
  })

  it('hold hosts and sources, by what the line calls them', async () => {
    await using line = await aCommandedLine()
    await line.give('pause', 'host', 'https://www.news.example/a', '--reason', 'they asked')
    await line.give('pause', 'source', 'town', '--reason', 'moving')
    expect(await line.stores.pauses.all()).toMatchObject([
      { kind: 'host', name: 'news.example', until: null },
      { kind: 'source', name: 'town', reason: 'moving' },
    ])
    const { out } = await line.give('pauses')
    expect(out).toMatch(
      /^kind +name +by +for +goes on in +reason\nhost +news\.example +cli:.* they asked\nsource +town /,
    )
    await line.give('resume', 'host', 'news.example')
    await line.give('resume', 'source', 'town')
    expect(await line.stores.pauses.all()).toEqual([])
  })

  it('let a queue go on that another tool paused, and show it until then', async () => {
    await using line = await aCommandedLine()
    await line.queueOf('fetch')?.pause()
    expect((await line.give('pauses')).out).toMatch(/\nstage +fetch +\(another tool\)/)
    expect((await line.give('resume', 'stage', 'fetch')).out).toBe(
      'stage fetch goes on; it was paused by another tool\n',
    )
    expect(await line.queueOf('fetch')?.isPaused()).toBe(false)
  })

  it.each([
    ['a stage that is none', ['stage', 'brew', '--reason', 'x'], /there is no stage brew: they are fetch, parse/],
    ['a source that is none', ['source', 'nowhere', '--reason', 'x'], /there is no source nowhere/],
    ['a host that is none', ['host', 'a b', '--reason', 'x'], /a b names no host/],
    ["what is nobody's host", ['host', 'co.uk', '--reason', 'x'], /anybody may have a name below co\.uk/],
    ['another kind', ['topic', 'x', '--reason', 'x'], /Allowed choices are stage, host, source/],
    ['no reason', ['stage', 'parse'], /required option '--reason <text>'/],
    ['an empty reason', ['stage', 'parse', '--reason', ' '], /a reason of 1 to 300 characters/],
    ['too long a reason', ['stage', 'parse', '--reason', 'x'.repeat(301)], /a reason of 1 to 300 characters/],
    ['a time that is none', ['stage', 'parse', '--reason', 'x', '--for', 'soon'], /a time like 90s, 30m, 2h, 3d/],
    ['no time at all', ['stage', 'parse', '--reason', 'x', '--for', '0m'], /a time like 90s/],
    ['too long a time', ['stage', 'parse', '--reason', 'x', '--for', '400d'], /not more than 366d/],
  ])('refuse %s', async (_, args, says) => {
    await using line = await aCommandedLine()
    const { code, out, err } = await line.give('pause', ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(says)
    expect(await line.stores.pauses.all()).toEqual([])
  })
})

describe('a paused line', () => {
  it('is no fault: doctor says what is paused, and ends with 0', async () => {
    await using line = await aCommandedLine()
    await line.accept('a')
    await line.accept('b', 'other.example')
    await line.stores.pauses.pause({ kind: 'host', name: 'news.example', by: 'desk', reason: 'they asked' })
    await line.stores.pauses.pause({ kind: 'stage', name: 'parse', by: 'desk', reason: 'a new model' })
    await line.toFetch()
    const { code, out } = await line.give('doctor')
    expect(code).toBe(0)
    expect(out).toMatch(
      /\nwarning pauses: stage parse is paused, 0 jobs waiting, by desk since .*Z, until it is resumed: a new model; to go on: npx stancewire resume stage parse\n/,
    )
    expect(out).toMatch(/\nwarning pauses: host news\.example is paused, by desk since /)
    expect(out).toContain('2 in flight (1 at hosts, 1 in fetch)')
  })

  it('is seen in what queues shows', async () => {
    await using line = await aCommandedLine()
    await line.give('pause', 'stage', 'parse', '--reason', 'a new model')
    await line.give('pause', 'host', 'news.example', '--reason', 'they asked')
    const { out } = await line.give('queues')
    expect(out).toMatch(/\nparse .* by cli:.*, until it is resumed: a new model\n/)
    expect(out).toMatch(/\npaused besides: 1 host, 0 sources; see "npx stancewire pauses"\n$/)
    const shown = jsonLines((await line.give('queues', '--json')).out)
    expect(shown.find(({ queue }) => queue === 'parse')).toMatchObject({
      isPaused: true,
      paused: { reason: 'a new model' },
    })
    expect(shown.find(({ queue }) => queue === 'fetch')).toMatchObject({ isPaused: false, paused: null })
  })
})

describe('sources ls', () => {
  it('shows how polling goes, what is paused, and no password', async () => {
    await using line = await aCommandedLine()
    const polledAt = new Date(Date.now() - 120_000).toISOString()
    const nextAt = new Date(Date.now() + 1_830_000).toISOString()
    const state = { ...untouchedFeed, polledAt, nextAt, failures: 3 }
    await openFeedStates(line.redis, line).write('harbour', state)
    await line.give('pause', 'source', 'town', '--reason', 'moving')
    const { code, out } = await line.give('sources', 'ls')
    expect(code).toBe(0)
    expect(out).not.toContain('secret')
    expect(out).toMatch(/\nharbour +settings +60 s +2 min ago +never +30 min +3 +https:\/\/courier\.example\/rss\n/)
    expect(out).toMatch(/\ntown +settings +5 min +never +never +0 +by cli:\S+ +https:\/\/town\.example\/rss\n/)
    expect(jsonLines((await line.give('sources', 'ls', '--json')).out)).toMatchObject([
      { id: 'harbour', polledAt, failures: 3, paused: null },
      { id: 'town', paused: { reason: 'moving' } },
    ])
  })

  it('shows those that were added beside the settings, which can be paused like others', async () => {
    await using line = await aCommandedLine()
    const made = { everySeconds: 300, by: 'desk', at: '2026-03-03T09:00:00.000Z' }
    await openAddedSources(line.redis, line).add({ id: 'late', url: 'https://late.example/rss', ...made })
    await openAddedSources(line.redis, line).add({ id: 'town', url: 'https://other.example/rss', ...made })
    expect((await line.give('pause', 'source', 'late', '--reason', 'odd')).code).toBe(0)
    expect(jsonLines((await line.give('sources', 'ls', '--json')).out)).toMatchObject([
      { id: 'harbour', from: 'settings', added: null },
      { id: 'town', from: 'settings', url: 'https://town.example/rss' },
      { id: 'late', from: 'added', added: { by: 'desk' }, paused: { reason: 'odd' } },
    ])
    expect((await line.give('sources', 'ls')).out).toMatch(/\nlate +added +5 min +never/)
  })
})
