import { randomBytes } from 'node:crypto'
import { openBullQueues, openLog, openRedis } from '@stancewire/runtime'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { openLineConnection } from '../line-connection.ts'

const log = openLog('test', 'silent')

/** An API with a board over a line of its own, in which one job waits. */
async function aBoard() {
  const open = new AsyncDisposableStack()
  onTestFinished(() => open.disposeAsync())
  const redis = open.use(openRedis(inject('redisUrl'), log))
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  open.defer(async () => void (await redis.unlink(...(await redis.keys(`${prefix}:*`)))))
  const queues = openBullQueues({ redis, prefix })
  open.defer(async () => void (await Promise.all(queues.map((queue) => queue.close()))))
  const [fetching] = queues
  if (!fetching) throw new Error('there is a queue')
  await fetching.add('fetch', { url: 'https://news.example/a' }, { jobId: 'one' })
  const line = open.use(await openLineConnection(redis, log))
  const server = await aServer({ board: { line, prefix } })
  return { ...server, fetching }
}

describe('the board', () => {
  it('is shown to operators, with a session too, and to nobody else', async () => {
    const { ask, as, tokens } = await aBoard()
    for (const path of ['/board', '/board/', '/board/api/queues', '/board/static/favicon.ico']) {
      expect((await ask(path)).status, path).toBe(401)
      expect((await ask(path, { headers: await as('submit') })).status, path).toBe(403)
      expect((await ask(path, { headers: await as('operate') })).status, path).toBe(200)
    }
    const { secret } = await tokens.issue({ name: 'desk', role: 'operate', expiresMs: null })
    const headers = { 'content-type': 'application/json' }
    const login = await ask('/v1/session', { method: 'POST', headers, body: JSON.stringify({ token: secret }) })
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? ''
    const page = await ask('/board', { headers: { cookie } })
    expect(page.text).toContain('Stancewire queues')
    expect(page.text).toContain('<base href="/board/"')
  })

  it('runs no script of its page and asks no other host', async () => {
    const { ask, as } = await aBoard()
    const { headers, text } = await ask('/board/', { headers: await as('operate') })
    expect(text).not.toMatch(/(?:href|src)="(?:https?:)?\/\//)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/https?:|\*/)
  })

  it('shows no secrets of a job, packed or not', async () => {
    const { ask, as, fetching, port } = await aBoard()
    const headers = await as('operate')
    const url = 'https://ida:sEcret@news.example/b'
    await fetching.add('fetch', { url, said: 'tram '.repeat(1_000) }, { jobId: 'two' })
    for (const path of ['queues?activeQueue=fetch&status=waiting&page=1', 'queues/fetch/two']) {
      const plain = await ask(`/board/api/${path}`, { headers })
      expect(plain.text).toContain('https://***@news.example/b')
      // As a browser asks, which takes it packed.
      const packed = await fetch(`http://127.0.0.1:${port}/board/api/${path}`, { headers })
      expect(packed.headers.get('content-encoding')).not.toBeNull()
      expect(await packed.json()).toEqual(plain.json())
      expect(plain.text).not.toContain('sEcret')
    }
    const page = await fetch(`http://127.0.0.1:${port}/board`, { headers })
    expect(await page.text()).not.toMatch(/<link href="https?:/)
  })

  it('shows a hundred jobs of a queue at a time at most', async () => {
    const { ask, as } = await aBoard()
    const headers = await as('operate')
    const page = (query: string) =>
      ask(`/board/api/queues?activeQueue=fetch&status=waiting&page=1&${query}`, { headers })
    for (const query of ['', 'jobsPerPage=1', 'jobsPerPage=100']) expect((await page(query)).status, query).toBe(200)
    const refused = ['101', '1000000', '1e6', '%201000', '0x400', '-1', '5&jobsPerPage=1000', '']
    for (const most of refused) {
      const { status, headers: head } = await page(`jobsPerPage=${most}`)
      expect({ most, status }).toEqual({ most, status: 400 })
      expect(head['content-type']).toContain('application/problem+json')
    }
  })

  it('shows a job, and neither retries, removes, cleans nor pauses anything', async () => {
    const { ask, as, fetching } = await aBoard()
    const headers = await as('admin')
    const seen = await ask('/board/api/queues?activeQueue=fetch&status=waiting&page=1', { headers })
    expect(seen.text).toContain('https://news.example/a')
    for (const [method, path] of [
      ['PUT', 'fetch/one/retry'],
      ['PUT', 'fetch/one/clean'],
      ['PUT', 'fetch/pause'],
      ['PUT', 'fetch/obliterate'],
      ['POST', 'fetch/add'],
      ['PUT', 'pause'],
    ] as const) {
      const json = { ...headers, 'content-type': 'application/json' }
      const answer = await ask(`/board/api/queues/${path}`, { method, headers: json, body: '{}' })
      expect({ path, status: answer.status }).toEqual({ path, status: 405 })
    }
    expect(await fetching.getWaitingCount()).toBe(1)
    expect(await fetching.isPaused()).toBe(false)
  })
})
