import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aServer } from '../../test/a-server.ts'

const page = '<!doctype html><title>The line</title><script type="module" src="/assets/page-1a2b.js"></script>'
const script = `export const words = '${'tram '.repeat(1_000)}'\n`

/** A server whose page is built, or not. */
async function aBuilt({ isBuilt = true, host = '127.0.0.1' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-page-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  if (isBuilt) {
    await mkdir(join(folder, 'dist', 'assets'), { recursive: true })
    await writeFile(join(folder, 'dist', 'index.html'), page)
    await writeFile(join(folder, 'dist', 'assets', 'page-1a2b.js'), script)
    await writeFile(join(folder, 'dist', 'assets', '.hidden'), 'nobody’s')
  }
  await writeFile(join(folder, 'secret.txt'), 'nobody’s')
  return aServer({ host, dashboard: pathToFileURL(`${join(folder, 'dist')}/`) })
}

describe('the page', () => {
  it.each(['/', '/jobs?stage=parse', '/topics/tram-line', '/articles/a1', '/login'])(
    'is at %s, and may load and run nothing but what came with it',
    async (path) => {
      const { ask } = await aBuilt()
      const { status, text, headers } = await ask(path)
      expect({ status, text }).toEqual({ status: 200, text: page })
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'$/,
        ),
      })
      expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|https?:|\*/)
    },
  )

  it('loads files that never change, packed', async () => {
    const { ask } = await aBuilt()
    const plain = await ask('/assets/page-1a2b.js')
    expect(plain).toMatchObject({ status: 200, text: script })
    expect(plain.headers).toMatchObject({
      'content-type': expect.stringMatching(/^(?:text|application)\/javascript/),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    const packed = await ask('/assets/page-1a2b.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.text.length).toBeLessThan(script.length / 5)
    const again = await ask('/', { headers: { 'if-none-match': String((await ask('/')).headers.etag) } })
    expect(again.status).toBe(304)
  })

  it.each([
    '/nowhere',
    '/jobs/1',
    '/index.html',
    '/assets/',
    '/assets/nothing.js',
    '/assets/.hidden',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/%00',
  ])('is not at %s', async (path) => {
    const { ask } = await aBuilt()
    const { status, text, headers } = await ask(path)
    expect([400, 403, 404]).toContain(status)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(text).not.toContain('nobody')
  })

  it.each(['/nowhere', '/jobs/', '/urls', '/jobs/1?stage=parse', '/index.html'])(
    'says itself, to a browser that opens %s, that there is nothing, also beyond this machine',
    async (path) => {
      const { ask } = await aBuilt({ host: '0.0.0.0' })
      const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'
      const { status, text, headers } = await ask(path, { headers: { accept } })
      expect({ status, text }).toEqual({ status: 404, text: page })
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': expect.stringContaining("script-src 'self'"),
      })
      expect((await ask(path, { method: 'HEAD', headers: { accept } })).status).toBe(404)
      for (const refused of [await ask(path), await ask(path, { method: 'POST', headers: { accept } })])
        expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    },
  )

  it.each(['/v1/nowhere', '/v1', '/board/nowhere', '/assets/nothing.js', '/metrics/x'])(
    'is not shown at %s, which is none of its own',
    async (path) => {
      const { ask } = await aBuilt()
      const { status, headers } = await ask(path, { headers: { accept: 'text/html' } })
      expect(status).toBe(404)
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    },
  )

  it('is shown to anybody, and what it would show is not', async () => {
    const { ask } = await aBuilt({ host: '0.0.0.0' })
    expect((await ask('/topics')).status).toBe(200)
    expect((await ask('/assets/page-1a2b.js')).status).toBe(200)
    expect((await ask('/v1/topics')).status).toBe(401)
  })

  it('says what to do where it was not built, and the API goes on', async () => {
    const { ask } = await aBuilt({ isBuilt: false })
    const { status, text, headers } = await ask('/')
    expect(status).toBe(503)
    expect(text).toContain('npm run setup')
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect((await ask('/v1/topics')).status).toBe(200)
    expect((await ask('/assets/page-1a2b.js')).status).toBe(404)
  })

  it('is no part of the document', async () => {
    const { ask } = await aBuilt()
    const { paths } = (await ask('/v1/openapi.json')).json()
    expect(Object.keys(paths as object).filter((path) => !/^\/(?:v1\/|livez|readyz|metrics)/.test(path))).toEqual([])
  })
})
