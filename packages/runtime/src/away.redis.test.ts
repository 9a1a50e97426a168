import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { aLog } from '../test/test-line.ts'
import { aLine, quickFetch } from '../test/test-stage.ts'
import { openRedis } from './redis.ts'

/** A way to the tests' Redis that can be cut. */
async function aWay() {
  const { hostname, port } = new URL(inject('redisUrl'))
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => open.delete(socket))
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  onTestFinished(cut)
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, cut }
}

it('a stage closes within its grace although Redis is away, and tells the job in hand', async () => {
  const way = await aWay()
  const redis = openRedis(way.url, aLog())
  const { add, runFetch } = aLine({ redis, shutdownGraceMs: 300 })
  await add('a')
  const told = vi.fn()
  const forEver = vi.fn((_: unknown, { signal }: { signal: AbortSignal }) => {
    signal.addEventListener('abort', told)
    return new Promise<never>(() => {})
  })
  const stage = runFetch(forEver, { ...quickFetch, timeoutMs: 600_000 })
  await vi.waitFor(() => expect(forEver).toHaveBeenCalled(), { timeout: 5_000 })
  way.cut()
  await sleep(100)
  const closing = Promise.resolve(stage[Symbol.asyncDispose]()).then(() => 'closed')
  expect(await Promise.race([closing, sleep(4_000, 'hangs')])).toBe('closed')
  expect(told).toHaveBeenCalled()
  await redis[Symbol.asyncDispose]()
})
