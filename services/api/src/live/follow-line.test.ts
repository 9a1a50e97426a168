import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { FastifyReply } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { followLine, frameOf } from './follow-line.ts'
import { openSampler } from './sampler.ts'

type Given = { sampleBytes: number; everyMs?: number; patience?: Parameters<typeof followLine>[2] }

/** A server on which one follows samples of this size. */
async function aStream({ sampleBytes, everyMs = 10, patience }: Given) {
  let count = 0
  const sampler = openSampler(async () => frameOf(`at ${++count}`, { words: 'w'.repeat(sampleBytes) }), { everyMs })
  const closing = new AbortController()
  const responses: ServerResponse[] = []
  const ended: unknown[] = []
  const server = createServer((_, raw) => {
    responses.push(raw)
    const reply = { raw } as unknown as FastifyReply
    void followLine(reply, { sampler, closing: closing.signal }, patience).then(() => ended.push('ended'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  return { socket, responses, ended, closing, looks: () => count }
}

describe('a follower', () => {
  it('who does not read is let go of, and never has much waiting', async () => {
    const { socket, responses, ended } = await aStream({ sampleBytes: 1_000_000, patience: { slowMs: 500 } })
    socket.pause()
    let most = 0
    await expect
      .poll(
        () => {
          most = Math.max(most, responses[0]?.writableLength ?? 0)
          return ended.length
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(1)
    expect(most).toBeLessThan(5_000_000)
    expect(responses[0]?.destroyed).toBe(true)
  }, 30_000)

  it('hears that the connection lives', async () => {
    const { socket } = await aStream({ sampleBytes: 10, everyMs: 60_000, patience: { heartbeatMs: 50 } })
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    await expect.poll(() => text.match(/: still here/g)?.length ?? 0).toBeGreaterThan(2)
  })

  it('who goes is not looked for any more', async () => {
    const { socket, ended, looks } = await aStream({ sampleBytes: 10 })
    await expect.poll(looks).toBeGreaterThan(2)
    socket.destroy()
    await expect.poll(() => ended.length).toBe(1)
    const after = looks()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(looks()).toBeLessThanOrEqual(after + 1)
  })

  it('is let go of when the server closes', async () => {
    const { socket, ended, closing, looks } = await aStream({ sampleBytes: 10 })
    await expect.poll(looks).toBeGreaterThan(0)
    closing.abort()
    await once(socket.resume(), 'end')
    await expect.poll(() => ended.length).toBe(1)
  })
})
