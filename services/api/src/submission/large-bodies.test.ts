import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { openLargeBodies } from './large-bodies.ts'

const large = 2 * 1_048_576

/** A server that reads at most so many large bodies at a time, and works on each until it is told to end. */
async function aServer(options: { most?: number; readWithinMs?: number } = {}) {
  const places = openLargeBodies({ most: 2, ...options })
  const server = fastify({ bodyLimit: 10 * large })
  let atWork = 0
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const preParsing = async (
    asked: Parameters<typeof places.mayRead>[0],
    reply: Parameters<typeof places.mayRead>[1],
  ) => {
    if (!places.mayRead(asked, reply)) return reply.code(429).send()
  }
  server.post('/', { preParsing }, (asked) =>
    places.during(asked, async () => {
      atWork++
      await ended
      return { ok: true }
    }),
  )
  await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    end()
    server.server.closeAllConnections()
    return server.close()
  })
  const { port } = server.server.address() as AddressInfo
  /** Sends the head of a request, and its body where there is one. */
  const send = (headers: Record<string, string | number>, body?: string) => {
    const asked = request({ port, method: 'POST', headers: { 'content-type': 'application/json', ...headers } })
    const status = new Promise<number | 'hung up'>((resolve) => {
      asked.once('response', (response) => resolve(response.resume().statusCode ?? 0))
      asked.once('error', () => resolve('hung up'))
    })
    if (body === undefined) asked.flushHeaders()
    else asked.end(body)
    return { status, stop: () => asked.destroy() }
  }
  const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2))
  return { send, text, atWork: () => atWork, end: () => end() }
}

it('reads so many large bodies at a time: the next is refused before it has come', async () => {
  const { send } = await aServer({ most: 2 })
  const all = Array.from({ length: 3 }, () => send({ 'content-length': large }))
  expect(await Promise.race(all.map(({ status }) => status))).toBe(429)
})

it('has room again for as many once those were answered', async () => {
  const { send, text, atWork, end } = await aServer({ most: 2 })
  const all = Array.from({ length: 2 }, () => send({ 'content-length': large }, text(large)))
  await expect.poll(atWork).toBe(2)
  expect(await send({ 'content-length': large }).status).toBe(429)
  end()
  expect(await Promise.all(all.map(({ status }) => status))).toEqual([200, 200])
  await expect.poll(() => send({ 'content-length': large }, text(large)).status).toBe(200)
})

it.each([
  ['does not say its length', { 'transfer-encoding': 'chunked' }],
  ['is packed', { 'content-length': 20, 'content-encoding': 'gzip' }],
])('takes for large what %s', async (_, headers) => {
  const { send } = await aServer({ most: 2 })
  const all = Array.from({ length: 3 }, () => send(headers))
  expect(await Promise.race(all.map(({ status }) => status))).toBe(429)
})

it('lets small ones pass, however many large ones there are', async () => {
  const { send, text, atWork, end } = await aServer({ most: 0 })
  const all = Array.from({ length: 10 }, () => send({ 'content-length': 100 }, text(100)))
  await expect.poll(atWork).toBe(10)
  end()
  expect(await Promise.all(all.map(({ status }) => status))).toEqual(Array(10).fill(200))
})

it('gives the place of a sender that hung up to the next, once its work has ended', async () => {
  const { send, text, atWork, end } = await aServer({ most: 1 })
  const unsent = Array.from({ length: 2 }, () => send({ 'content-length': large }))
  expect(await Promise.race(unsent.map(({ status }) => status))).toBe(429)
  for (const { stop } of unsent) stop()
  const sent: { stop(): void }[] = []
  const isAtWork = () => {
    if (atWork() === 0) sent.push(send({ 'content-length': large }, text(large)))
    return atWork()
  }
  await expect.poll(isAtWork, { interval: 100 }).toBe(1)
  for (const { stop } of sent) stop()
  await sleep(200)
  expect(await send({ 'content-length': large }).status).toBe(429)
  end()
  await expect.poll(() => send({ 'content-length': large }, text(large)).status).toBe(200)
})

it('hangs up on a sender that falls silent', async () => {
  const { send, text, atWork } = await aServer({ most: 1, readWithinMs: 200 })
  expect(await send({ 'content-length': large }).status).toBe('hung up')
  const sent = send({ 'content-length': large }, text(large))
  await expect.poll(atWork).toBe(1)
  await sleep(300)
  expect(await send({ 'content-length': large }).status).toBe(429)
  sent.stop()
})
