import { randomBytes } from 'node:crypto'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '@stancewire/config'
import { openBullQueues, openLog, openRedis, type Service } from '@stancewire/runtime'
import { afterAll, afterEach, describe, expect, inject, it, vi } from 'vitest'
import { start } from './start.ts'

const log = openLog('test', 'silent')
const redis = openRedis(inject('redisUrl'), log)
const prefix = `{t-${randomBytes(6).toString('hex')}}`

afterAll(async () => {
  const keys = await redis.keys(`${prefix}:*`)
  if (keys.length > 0) await redis.unlink(...keys)
  await redis[Symbol.asyncDispose]()
})
afterEach(() => vi.restoreAllMocks())

/** A monitor of its own, and where it says that it is. */
async function openMonitor(monitorPort = 0) {
  const told = vi.spyOn(log, 'info')
  // The monitor reads these of the configuration.
  const config = { prefix, monitorPort } as Config
  const monitor = await start({ config, redis, log } as Service<Config>)
  const [[{ url }]] = told.mock.calls as unknown as [[{ url: string }]]
  return { url, [Symbol.asyncDispose]: () => monitor[Symbol.asyncDispose]() }
}

describe('the queue monitor', () => {
  it('shows its page at 127.0.0.1', async () => {
    await using monitor = await openMonitor()
    expect(new URL(monitor.url).hostname).toBe('127.0.0.1')
    const page = await fetch(monitor.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Stancewire queues')
  })

  it('answers 421, and no job, where it is called by the name of another host', async () => {
    await using monitor = await openMonitor()
    for (const path of ['/', '/api/queues']) {
      const { status, text } = await askAs('evil.example', `${monitor.url}${path}`)
      expect(status).toBe(421)
      expect(text).not.toContain('fetch')
    }
  })

  it('shows a job, and neither retries, removes, cleans nor pauses anything', async () => {
    await using monitor = await openMonitor()
    const [fetching, ...others] = openBullQueues({ redis, prefix })
    if (!fetching) throw new Error('there is a queue')
    await fetching.add('fetch', { url: 'https://news.example/a' }, { jobId: 'one' })
    const api = `${monitor.url}/api/queues`
    const seen = await fetch(`${api}?activeQueue=fetch&status=waiting&page=1`)
    expect(await seen.text()).toContain('https://news.example/a')
    const attempts: [string, string][] = [
      ['PUT', 'fetch/one/retry'],
      ['PUT', 'fetch/one/clean'],
      ['PUT', 'fetch/one/promote'],
      ['PATCH', 'fetch/one/update-data'],
      ['PUT', 'fetch/retry/failed'],
      ['PUT', 'fetch/clean/waiting'],
      ['PUT', 'fetch/clean/wait'],
      ['PUT', 'fetch/empty'],
      ['PUT', 'fetch/obliterate'],
      ['PUT', 'fetch/pause'],
      ['POST', 'fetch/add'],
      ['PUT', 'pause'],
      ['PUT', 'resume'],
      ['DELETE', 'fetch'],
    ]
    for (const [method, path] of attempts) {
      const answer = await fetch(`${api}/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'x', data: {}, jobData: {}, options: {} }),
      })
      expect({ path, status: answer.status }).toEqual({ path, status: 405 })
    }
    expect(await fetching.getJobState('one')).toBe('waiting')
    expect(await fetching.isPaused()).toBe(false)
    expect(await fetching.getWaitingCount()).toBe(1)
    await Promise.all([fetching, ...others].map((queue) => queue.close()))
  })

  it('takes a free port where another program has its own', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await using monitor = await openMonitor(port)
    expect(new URL(monitor.url).port).not.toBe(String(port))
    expect((await fetch(monitor.url)).status).toBe(200)
    await new Promise((resolve) => other.close(resolve))
  })
})

/** `fetch` does not let a caller name another host. */
async function askAs(host: string, url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += String(chunk)
      resolve({ status: answer.statusCode ?? 0, text })
    })
      .on('error', reject)
      .end()
  })
}
