import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLog, openRedis } from '@stancewire/runtime'
import { expect, inject, it, onTestFinished } from 'vitest'
import { LineAwayError, openLineConnection } from './line-connection.ts'

const log = openLog('test', 'silent')
const promisedMs = 1_000

async function aLine(url: string) {
  const waiting = openRedis(url, log)
  const line = await openLineConnection(waiting, log)
  onTestFinished(async () => {
    await line[Symbol.asyncDispose]()
    waiting.disconnect()
  })
  return line
}

/** Accepts connections, and never says a word. */
async function aMute(): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {})))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function took(work: Promise<unknown>): Promise<number> {
  const beganAtMs = performance.now()
  await expect(work).rejects.toBeInstanceOf(LineAwayError)
  return performance.now() - beganAtMs
}

it('gives what the work gives while Redis answers', async () => {
  const line = await aLine(inject('redisUrl'))
  expect(await line.isThere()).toBe(true)
  expect(await line.whileThere(async () => line.redis.echo('words'))).toBe('words')
})

it('lets errors of the work through as they are', async () => {
  const line = await aLine(inject('redisUrl'))
  const broken = line.whileThere(async () => {
    throw new RangeError('out of range')
  })
  await expect(broken).rejects.toThrow(RangeError)
  const wrong = line.whileThere(async () => line.redis.call('NO-SUCH-COMMAND'))
  await expect(wrong).rejects.not.toBeInstanceOf(LineAwayError)
})

it('says within a second that nobody answers, asked again and again', async () => {
  const line = await aLine(await aMute())
  expect(await line.isThere()).toBe(false)
  for (let at = 0; at < 3; at++) expect(await took(line.whileThere(() => line.redis.ping()))).toBeLessThan(promisedMs)
})

it('says so too where the work waits for something else, and tells the work', async () => {
  const line = await aLine(await aMute())
  const signals: AbortSignal[] = []
  const waiting = line.whileThere(async (gone) => {
    signals.push(gone)
    await sleep(3_000, undefined, { signal: gone }).catch(() => {})
  })
  expect(await took(waiting)).toBeLessThan(promisedMs)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
})

it('says so within a second of Redis falling silent in the middle of the work', async () => {
  const line = await aLine(inject('redisUrl'))
  const working = line.whileThere((gone) => sleep(5_000, undefined, { signal: gone }))
  await sleep(200)
  // For as long as this Redis would answer nobody, were it not shared: its answers are held back here.
  line.redis.stream.pause()
  expect(await took(working)).toBeLessThan(promisedMs)
  await expect.poll(line.isThere, { timeout: 3_000 }).toBe(true)
})

it('does not take a process that was busy for so long for a Redis that is silent', async () => {
  const line = await aLine(inject('redisUrl'))
  const nothing = new Int32Array(new SharedArrayBuffer(4))
  for (let at = 0; at < 3; at++) {
    const working = line.whileThere(async () => {
      const answers: string[] = []
      for (let asked = 0; asked < 5; asked++) answers.push(await line.redis.echo(String(asked)))
      return answers.join('')
    })
    const is = line.isThere()
    // Before what was asked is sent, and while it is answered.
    if (at > 0) await new Promise((resolve) => setImmediate(resolve))
    Atomics.wait(nothing, 0, 0, 1_500)
    expect(await working).toBe('01234')
    expect(await is).toBe(true)
  }
})

it('does not close before the work has ended', async () => {
  const waiting = openRedis(inject('redisUrl'), log)
  const line = await openLineConnection(waiting, log)
  let isDone = false
  const working = line.whileThere(async () => {
    await sleep(300)
    await line.redis.ping()
    isDone = true
  })
  await line[Symbol.asyncDispose]()
  expect(isDone).toBe(true)
  await working
  waiting.disconnect()
})
