import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openLog } from './log.ts'
import { openRedis } from './redis.ts'
import { noteConcurrency, readWorkerNotes, startWorkerNote } from './worker-notes.ts'

const log = openLog('test', 'silent')

function aLine() {
  const redis = openRedis(inject('redisUrl'), log)
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  onTestFinished(async () => {
    await redis.unlink(`${prefix}:workers`)
    await redis[Symbol.asyncDispose]()
  })
  return { redis, prefix, log }
}

it('a process tells what it is, how large it is and how late it runs, until it ends', async () => {
  const line = aLine()
  const at = noteConcurrency(4)
  const note = startWorkerNote('parser', line)
  await expect.poll(() => readWorkerNotes(line)).toHaveLength(1)
  const [worker] = await readWorkerNotes(line)
  expect(worker).toMatchObject({ service: 'parser', pid: process.pid, version: '0.1.0', concurrency: 4 })
  expect(worker?.rssBytes).toBeGreaterThan(10_000_000)
  expect(worker?.lagMs).toBeGreaterThanOrEqual(0)
  expect(Math.abs((worker?.seenAtMs ?? 0) - Date.now())).toBeLessThan(10_000)
  expect(worker?.startedAtMs).toBeLessThan(Date.now())
  at[Symbol.dispose]()
  await note[Symbol.asyncDispose]()
  expect(await readWorkerNotes(line)).toEqual([])
})

it('tells that its loop was held up', async () => {
  const line = aLine()
  await using _note = startWorkerNote('archive', line)
  await expect.poll(() => readWorkerNotes(line)).toHaveLength(1)
  // Often enough within an interval to be one in a hundred.
  for (let turn = 0; turn < 10; turn++) {
    const endMs = performance.now() + 120
    while (performance.now() < endMs);
    await sleep(60)
  }
  await expect.poll(async () => (await readWorkerNotes(line))[0]?.lagMs ?? 0, { timeout: 8_000 }).toBeGreaterThan(50)
}, 20_000)

it('those that ended without a word are not told of, and the next one to begin drops them', async () => {
  const line = aLine()
  const old = { service: 'fetcher', host: 'there', pid: 1, version: '0.1.0', concurrency: 32, rssBytes: 1, lagMs: 1 }
  const key = `${line.prefix}:workers`
  const atMs = Date.now()
  await line.redis.hset(key, 'a', JSON.stringify({ ...old, startedAtMs: 1, seenAtMs: atMs - 25_000 }))
  await line.redis.hset(key, 'b', JSON.stringify({ ...old, pid: 2, startedAtMs: 1, seenAtMs: atMs - 5_000 }))
  await line.redis.hset(key, 'c', 'not a note')
  expect(await readWorkerNotes(line)).toMatchObject([{ pid: 2 }])
  await using _note = startWorkerNote('api', line)
  await expect.poll(() => line.redis.hlen(key)).toBe(2)
  expect(await readWorkerNotes(line)).toMatchObject([{ service: 'api', concurrency: null }, { service: 'fetcher' }])
})

it('notes of a version that tells nothing of its stages are read, and so are those of one that tells otherwise', async () => {
  const line = aLine()
  const old = { service: 'fetcher', host: 'there', pid: 1, version: '0.0.9', concurrency: 32, rssBytes: 1, lagMs: 1 }
  const facts = { ...old, startedAtMs: 1, seenAtMs: Date.now() }
  await line.redis.hset(`${line.prefix}:workers`, 'a', JSON.stringify(facts))
  await line.redis.hset(`${line.prefix}:workers`, 'b', JSON.stringify({ ...facts, pid: 2, stages: { fetch: 3 } }))
  expect(await readWorkerNotes(line)).toMatchObject([
    { pid: 1, stages: [] },
    { pid: 2, stages: [] },
  ])
})

it('costs two commands every five seconds', async () => {
  const line = aLine()
  await line.redis.ping()
  const sent: string[] = []
  const send = line.redis.sendCommand.bind(line.redis)
  line.redis.sendCommand = (command, stream) => {
    sent.push(command.name)
    return send(command, stream)
  }
  await using _note = startWorkerNote('api', line)
  await expect.poll(() => sent.length).toBe(4)
  await sleep(6_500)
  expect(sent.slice(4).length).toBeLessThanOrEqual(4)
  expect(new Set(sent.slice(4))).toEqual(new Set(['time', 'hset']))
}, 20_000)
