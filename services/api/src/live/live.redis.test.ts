import { setTimeout as sleep } from 'node:timers/promises'
import { defaultLimits } from '@stancewire/config'
import { openLog, readWorkerNotes, startWorkerNote } from '@stancewire/runtime'
import { expect, it } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { openOwnRedis } from '../../test/own-redis.ts'
import { openLineConnection } from '../line-connection.ts'
import { openLineSample } from '../line-sample.ts'
import { Picture } from './picture.ts'
import { readStreamGroups } from './stream-groups.ts'

const log = openLog('test', 'silent')

/** An API over a line of its own. */
async function aLine() {
  const { open, redis, prefix } = openOwnRedis()
  const line = open.use(await openLineConnection(redis, log))
  const sample = open.use(openLineSample(line, { prefix, limits: defaultLimits }))
  const sent: string[] = []
  const send = line.redis.sendCommand.bind(line.redis)
  line.redis.sendCommand = (command, stream) => {
    if (command.name !== 'ping') sent.push(command.name)
    return send(command, stream)
  }
  const server = await aServer({
    ...{ line, sampleLine: sample.read },
    lineNotes: {
      workers: () => line.whileThere(() => readWorkerNotes({ redis: line.redis, prefix })),
      groups: () => line.whileThere(() => readStreamGroups(line.redis, { prefix })),
    },
  })
  return { open, redis, prefix, sent, ...server }
}

it('a picture tells which processes there are, and how far the groups of the stream are', async () => {
  const { open, redis, prefix, ask } = await aLine()
  open.use(startWorkerNote('parser', { redis, prefix, log }))
  const stream = `${prefix}:events`
  const hourAgoMs = Date.now() - 3_600_000
  for (const at of [0, 1, 2]) await redis.xadd(stream, `${hourAgoMs + at * 1_000}-0`, 'event', '{}')
  await redis.xgroup('CREATE', stream, 'mailer', '0')
  await redis.xgroup('CREATE', stream, 'ledger', '0')
  await redis.xgroup('CREATE', stream, 'newcomer', '0')
  await redis.xreadgroup('GROUP', 'mailer', 'one', 'COUNT', 1, 'STREAMS', stream, '>')
  await redis.xreadgroup('GROUP', 'ledger', 'one', 'COUNT', 3, 'STREAMS', stream, '>')
  await expect.poll(() => readWorkerNotes({ redis, prefix })).toHaveLength(1)

  const picture = Picture.parse((await ask('/v1/line')).json())
  expect(picture.workers).toMatchObject([{ service: 'parser', pid: process.pid, concurrency: null }])
  expect(picture.consumers.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'ledger', kind: 'group', lagMs: 0, lagEvents: 0, pending: 3, isLapsed: false },
    { name: 'mailer', kind: 'group', lagMs: 2_000, lagEvents: 2, pending: 1, isLapsed: false },
    { name: 'newcomer', kind: 'group', lagMs: 2_000, lagEvents: 3, pending: 0, isLapsed: false },
  ])
  // What it was never given goes from the stream.
  await redis.xtrim(stream, 'MAXLEN', 1)
  const groups = await readStreamGroups(redis, { prefix })
  expect(groups.map(({ name, isLapsed }) => [name, isLapsed]).sort()).toEqual([
    ['ledger', false],
    ['mailer', true],
    ['newcomer', false],
  ])
})

it('a line whose stream is not there yet has no groups', async () => {
  const { redis, prefix } = await aLine()
  expect(await readStreamGroups(redis, { prefix })).toEqual([])
})

it('twenty who follow cost Redis what one costs', async () => {
  const { port, sent } = await aLine()
  const perSecond = async (followers: number) => {
    const stopping = new AbortController()
    const all = Array.from({ length: followers }, async () => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/live`, {
        headers: { accept: 'text/event-stream' },
        signal: stopping.signal,
      })
      for await (const _ of response.body ?? []);
    })
    await sleep(1_500)
    const before = sent.length
    await sleep(4_000)
    const count = sent.length - before
    stopping.abort()
    await Promise.allSettled(all)
    return count / 4
  }
  const one = await perSecond(1)
  const twenty = await perSecond(20)
  expect(one).toBeGreaterThan(5)
  expect(twenty).toBeLessThanOrEqual(one * 1.35)
  expect(sent).not.toContain('keys')
  expect(sent).not.toContain('scan')
}, 30_000)
