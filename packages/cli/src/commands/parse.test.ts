import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder, runCommand, tramTopic } from '../../test/command.ts'

const fixture = (name: string, file = 'page.html') =>
  join(import.meta.dirname, '../../../extraction/fixtures', name, file)
const sentence = 'The town will build a tram line to the harbour within three years, the mayor said on Monday. '
const page = (word: string) => `<html lang="en"><head><title>A tram line</title></head><body><article>
  <h1>A tram line</h1><p>${word}. ${sentence.repeat(3)}</p><p>${sentence.repeat(4)}</p></article></body></html>`

const settings = 'topics: [topic.yaml]\nsources: []\nlimits:\n  fetch: {allowPrivate: loopback, '

/** Runs `parse --explain` where the settings let it reach a server of this machine that answers so. */
async function explain(listener: RequestListener, path = '/', limits = 'maxBodyBytes: 20000') {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    await using folder = await aFolder({ 'topic.yaml': tramTopic, 'stancewire.yaml': `${settings}${limits}}\n` })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
    return { url, ...(await runCommand(['parse', '--explain', url], { cwd: folder.path })) }
  } finally {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
}

describe.concurrent('parse --explain FILE', () => {
  it('shows what a saved page is, where its metadata came from, what was kept and what was cut', async () => {
    const url = 'https://blog.example/2023/09/ring-roads'
    const { code, out, err } = await runCommand(['parse', '--explain', fixture('comments-below'), '--url', url])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^article: On ring roads\n${url}\n\nfield `))
    expect(out).toMatch(/^authors +Orla Denny +byline$/m)
    expect(out).toMatch(/^✓ kept .* p +Every town I have lived in/m)
    expect(out).toMatch(/^ {2}\S.* Share this:$/m)
    expect(out).toMatch(/^ {2}links +2 lines of links, from “Facebook”$/m)
    expect(out).not.toContain('\u001b')
  })

  it('reads a saved text as well, and shows whole texts with --all', async () => {
    const file = fixture('text-with-furniture', 'page.txt')
    const [short, all] = await Promise.all([
      runCommand(['parse', '--explain', file]),
      runCommand(['parse', '--explain', file, '--all']),
    ])
    expect(short.out).toMatch(/^ {2}the title {2,}Mayors split over river tolls/m)
    expect(short.out).toMatch(/…$/m)
    expect(all.out).not.toMatch(/…$/m)
  })

  it('says why a page is no article, and that is no failure', async () => {
    const { code, out } = await runCommand(['parse', '--explain', fixture('consent-wall')])
    expect(code).toBe(0)
    expect(out).toMatch(/^no article: only a consent wall came\nconsent: .*\nwhat to do: save the page/)
  })

  it('writes one JSON object with --json', async () => {
    const { out } = await runCommand(['parse', '--explain', fixture('live-blog'), '--json'])
    expect(out.trimEnd()).not.toContain('\n')
    const told = JSON.parse(out) as { parts: object[] }
    expect(told).toMatchObject({ url: null, media: 'html', textFrom: 'page', extraction: { ok: true } })
    expect(told.parts.length).toBeGreaterThan(10)
  })

  it('reads a page in an old charset as the page says', async () => {
    await using folder = await aFolder()
    const file = join(folder.path, 'page.html')
    const text = page('XX').replace('<title>', '<meta charset="windows-1251"><title>')
    await writeFile(file, Buffer.from(text.replace('XX', '\xcc\xe8\xf0'), 'latin1'))
    expect((await runCommand(['parse', '--explain', file])).out).toContain('Мир. The town')
  })

  it.each([
    [['--explain', 'no-such-file.html'], 'no-such-file.html is neither an http(s) address nor a file'],
    [['--explain', '.'], '. is a folder: name a page in it'],
    [['--explain', fixture('live-blog'), '--url', 'news.example/a'], '--url news.example/a is no http(s) address'],
    [['--explain', 'https://news.example/a', '--url', 'https://news.example/b'], '--url says where a file was found'],
    [['--explain', 'http://127.0.0.1:9/'], '127.0.0.1 is not a public address'],
    [['--json'], '--json goes with --explain URL|FILE'],
  ])('refuses %j in one line', async (args, why) => {
    await using folder = await aFolder()
    const { code, out, err } = await runCommand(['parse', ...args], { cwd: folder.path })
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 })
    expect(err).toContain(why)
  })
})

describe.concurrent('parse --explain URL', () => {
  it('fetches the page as the line does, over redirects, in the charset that the server names', async () => {
    const { code, out, err, url } = await explain((request, response) => {
      if (request.url === '/a') return response.writeHead(302, { location: '/b' }).end()
      response.writeHead(200, { 'content-type': 'text/html; charset=windows-1251' })
      return response.end(Buffer.from(page('\xcc\xe8\xf0'), 'latin1'))
    }, '/a')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`article: A tram line\n${url.replace(/a$/, 'b')}\n`)
    expect(out).toMatch(/^✓ kept .* Мир\. The town will build/m)
  })

  it('fails in one line where no page came', async () => {
    const { code, out, err, url } = await explain((_, response) => response.writeHead(404).end())
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(`${url}: there is no such page (status 404): check the address\n`)
  })

  it('says that settings which cannot be used are in the way', async () => {
    const { code, err } = await explain((_, response) => response.end(), '/', 'maxBodyBytes: many')
    expect(code).toBe(2)
    expect(err).toContain('limits.fetch.maxBodyBytes')
  })
})
