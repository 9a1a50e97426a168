import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@stancewire/read-model'
import { expect, inject, it } from 'vitest'
import { runCommand } from '../faults/command.ts'
import { type Leaks, listenFor } from './leaks.ts'
import { openLine, stageServices, type TestLine, until } from './line.ts'
import { spawnService } from './service-process.ts'

const topic = join(import.meta.dirname, 'night-trains.yaml')
const password = 'Quayside-Password-71'
const token = `stw_${'Quayside'.repeat(6).slice(0, 43)}`
const login = `ida:${password}`

/** What a service says at first, or until it ends; it says something, or nothing would be tried here. */
async function hear(leaks: Leaks, line: TestLine, name: string, where: string, env: Record<string, string>) {
  const process = spawnService(name, { env: { ...line.env, ...env } })
  const saysSomething = () => process.log.lines.length > 0
  await until(`${name} says something`, 30_000, saysSomething)
  await Promise.race([process.exit, sleep(1_500)])
  await process.stop('SIGTERM')
  leaks.heard(`${where} ${name}`, process.log.lines.map(({ text }) => text).join('\n'))
}

async function run(leaks: Leaks, line: TestLine, where: string, args: string, env: Record<string, string> = {}) {
  const { stdout, stderr, code } = await runCommand(line, args.split(' '), { env, patienceMs: 20_000 })
  leaks.heard(`${where} ${args.split(' ').slice(0, 2).join(' ')}`, `${stdout}\n${stderr}`)
  return { stdout, code }
}

/** A server on a port of its own that says this to whoever comes, and hangs up. */
async function sayingServer(said: Buffer) {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, [Symbol.asyncDispose]: async () => void server.close() }
}

/** PostgreSQL's words for a wrong password. */
function refusedByPostgres(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "ida"\0\0')
  const length = Buffer.alloc(4)
  length.writeInt32BE(fields.length + 4)
  return Buffer.concat([Buffer.from('E'), length, fields])
}

const quietLine = () => openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [] })

it('the password of a Redis is told nowhere, however it refuses', async () => {
  const leaks = listenFor([password])
  await using line = await quietLine()
  const { host } = new URL(inject('redisUrl'))
  const addresses = {
    away: `redis://${login}@127.0.0.1:1/0`,
    'away, by parameter': `redis://127.0.0.1:1/0?password=${password}`,
    wrong: `redis://${login}@${host}/0`,
    broken: `redis://${login}@127.0.0.1:noport/0`,
    'of another kind': `http://${login}@127.0.0.1/`,
  }
  for (const [where, REDIS_URL] of Object.entries(addresses)) {
    const services = ['api', 'discoverer', 'fetcher'].map((name) => hear(leaks, line, name, where, { REDIS_URL }))
    const commands = ['queues', 'doctor', 'failed ls'].map((args) => run(leaks, line, where, args, { REDIS_URL }))
    await Promise.all([...services, ...commands])
  }
  expect(leaks.said('away')).toMatch(/ECONNREFUSED 127\.0\.0\.1:1/)
  expect(leaks.said('wrong')).toMatch(/WRONGPASS/)
  expect(leaks.said('of another kind')).toMatch(/REDIS_URL: found something else/)
  expect(leaks.found()).toEqual([])
})

it('the password of a database is told nowhere, however it refuses', async () => {
  const leaks = listenFor([password])
  await using line = await quietLine()
  await using refusing = await sayingServer(refusedByPostgres())
  await using other = await sayingServer(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const addresses = {
    away: `postgres://${login}@127.0.0.1:1/news`,
    'away, by parameter': `postgres://127.0.0.1:1/news?user=ida&password=${password}`,
    wrong: `postgres://${login}@127.0.0.1:${refusing.port}/news`,
    'no database': `postgres://${login}@127.0.0.1:${other.port}/news`,
    broken: `postgres://${login}@127.0.0.1:noport/news`,
    'of another kind': `mysql://${login}@127.0.0.1/news`,
  }
  for (const [where, DATABASE_URL] of Object.entries(addresses)) {
    const services = ['api', 'archive'].map((name) => hear(leaks, line, name, where, { DATABASE_URL }))
    const commands = ['archive status', 'tokens ls', 'tokens issue x --role read', 'audit'].map((args) =>
      run(leaks, line, where, args, { DATABASE_URL }),
    )
    await Promise.all([...services, ...commands])
  }
  expect(leaks.said('away')).toMatch(/ECONNREFUSED 127\.0\.0\.1:1/)
  expect(leaks.said('wrong')).toMatch(/password authentication failed/)
  expect(leaks.said('of another kind')).toMatch(/DATABASE_URL: found something else/)
  expect(leaks.found()).toEqual([])
})

it('a login in settings that cannot be used is not told with the mistake', async () => {
  const leaks = listenFor([password])
  const wrong = [
    { id: 'a', url: `ftp://${login}@feeds.example/` },
    { id: 'b', url: `https://${login}@feeds.example/`, everySeconds: 'often' },
    { id: 'c', urls: [`https://${login}@feeds.example/`] },
    `https://${login}@feeds.example/`,
    { id: 'e', url: `https://ida:pass/${password}@feeds.example/` },
  ]
  await Promise.all(
    wrong.map(async (source, at) => {
      await using line = await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [source as object] })
      await Promise.all([
        hear(leaks, line, 'discoverer', `settings ${at}`, {}),
        run(leaks, line, `settings ${at}`, 'up discoverer'),
      ])
    }),
  )
  for (const at of wrong.keys()) expect(leaks.said(`settings ${at}`)).toMatch(/stancewire\.yaml:\d+: sources\.0/)
  expect(leaks.found()).toEqual([])
})

/** A site whose feed and pages carry logins wherever an address can stand. */
async function openSite() {
  const site = createHttpServer(({ url = '/' }, response) => {
    const base = `http://${login}@127.0.0.1:${(site.address() as AddressInfo).port}`
    const link = (path: string) => `<item><title>${path}</title><link>${base}${path}</link></item>`
    if (url === '/feed.xml') {
      const links = ['/article', '/ftp', '/nowhere', '/gone', '/loop'].map(link).join('')
      return response.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>${links}</channel></rss>`)
    }
    const targets: Record<string, string> = {
      '/ftp': `ftp://${login}@news.example/`,
      '/nowhere': `https://${login}@[::news/`,
      '/loop': `${base}/loop`,
    }
    const location = targets[url]
    if (location !== undefined) return response.writeHead(302, { location }).end()
    if (url !== '/article') return response.writeHead(404).end()
    const said = '“The night trains should run,” Ada Brandt said on Monday. The regional railway wants night trains.'
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(
      `<html><head><title>The night trains</title><link rel="canonical" href="${base}/article"></head><body><article><h1>The night trains</h1>${`<p>${said} ${said}</p>`.repeat(8)}</article></body></html>`,
    )
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { port } = site.address() as AddressInfo
  const close = async () => {
    site.closeAllConnections()
    site.close()
  }
  return { feedUrl: `http://${login}@127.0.0.1:${port}/feed.xml`, port, [Symbol.asyncDispose]: close }
}

/** Asks all that the document of the API lists, and more, with secrets wherever they can be put by mistake. */
async function askEverything(leaks: Leaks, base: string, good: string, where: string) {
  const document = (await (await fetch(`${base}/v1/openapi.json`)).json()) as { paths: Record<string, object> }
  const paths = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, good))
  const asked = [
    ...paths,
    ...paths.map((path) => `${path}?token=${good}&limit=1`),
    ...['/v1/articles?search=', '/v1/stories?cursor=', '/v1/runs?url=', '/v1/events?after=', '/', '/%zz'].map(
      (path) => path + good,
    ),
    `/v1/runs?url=${encodeURIComponent(`https://${login}@news.example/`)}`,
  ]
  const headers: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${token}` },
    { authorization: good },
    { authorization: `Bearer ${good}` },
    { authorization: `Bearer ${good}`, 'last-event-id': good, origin: `https://${login}@news.example` },
  ]
  for (const some of headers)
    for (const path of asked) {
      const answer = await fetch(base + path, { headers: some })
      // An answer that has begun can only be cut off.
      const text = await answer.text().catch(String)
      leaks.heard(`${where} ${path.slice(0, 40)}`, `${JSON.stringify([...answer.headers])}\n${text}`)
    }
  const urls = [{ url: `https://${login}@127.0.0.1:1/x` }, { url: `nonsense://${login}@x` }]
  for (const body of [{ urls }, { urls: [`https://${login}@x/`] }, good])
    for (const some of headers) {
      const sent = {
        method: 'POST',
        headers: { ...some, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }
      leaks.heard(`${where} POST`, await (await fetch(`${base}/v1/urls`, sent)).text())
    }
}

/** Types secrets where words are kept and shown to others: a reason, filters, a key. */
async function typeEverywhere(leaks: Leaks, base: string, good: string) {
  const headers = { authorization: `Bearer ${good}`, 'content-type': 'application/json', 'idempotency-key': good }
  const said = `with ${good} at https://${login}@news.example/`
  const send = async (method: string, path: string, body?: object) => {
    const sent = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const answer = await fetch(base + path, sent)
    leaks.heard(`typed ${method} ${path.slice(0, 30)}`, await answer.text())
    expect(answer.ok, `${method} ${path}`).toBe(true)
  }
  await send('PUT', '/v1/pauses/host/news.example', { reason: said })
  await send('POST', '/v1/operations', { action: 'discard', filter: { match: said } })
  await send('POST', '/v1/urls', { urls: [{ url: 'https://news.example/held' }] })
  await send('GET', `/v1/failed/export?match=${encodeURIComponent(said)}`)
  for (const path of ['/v1/pauses', '/v1/operations', '/v1/audit']) await send('GET', path)
}

it('neither tokens nor logins are told by a whole line, while it works and after its database broke', async () => {
  await using site = await openSite()
  const fast = { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 }
  const source = { id: 'quay', url: site.feedUrl, everySeconds: 1 }
  await using line = await openLine({
    ...{ redisUrl: inject('redisUrl'), topics: [topic], sources: [source] },
    limits: { fetch: fast },
  })
  const env = { STANCEWIRE_LOG_LEVEL: 'debug' }
  await line.start('api', { env })
  await line.startAll(stageServices, { env })
  await line.start('archive', { env })
  const issued = await runCommand(line, ['tokens', 'issue', 'desk', '--role', 'admin'])
  const good = issued.stdout.trim()
  expect(good).toMatch(/^stw_/)
  const leaks = listenFor([password, token, good, good.slice(4)])
  leaks.heard('tokens issue, beside', issued.stderr)
  await until('all have ended', 60_000, async () => (await line.ends()).length >= 5)
  const handedIn = await run(leaks, line, 'add', `add http://${login}@127.0.0.1:${site.port}/gone-too`)
  expect(handedIn.code).toBe(0)
  await until('that one too', 20_000, async () => (await line.ends()).length >= 6)
  const base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(line.log())?.[1] ?? ''
  await until('all is in the archive', 20_000, async () => {
    const { items } = (await (await fetch(`${base}/v1/runs`)).json()) as { items: object[] }
    return items.length >= 6
  })
  await typeEverywhere(leaks, base, good)
  await askEverything(leaks, base, good, 'api')
  const commands = [
    'events',
    'events --pretty',
    'failed ls',
    'failed ls --json',
    'tokens ls',
    'audit --json',
    'doctor',
    'positions night-trains',
    'pauses',
    'pauses --json',
  ]
  await Promise.all(commands.map((args) => run(leaks, line, 'command', args)))
  {
    await using database = await openDatabase(join(line.folder, 'archive', 'archive.sqlite'))
    for (const table of ['story', 'article', 'run', 'event']) await database.db.schema.dropTable(table).execute()
  }
  await askEverything(leaks, base, good, 'broken')
  leaks.heard('log', line.log())
  leaks.heard('stream', JSON.stringify(await line.events()))

  const types = (await line.ends()).map(({ type }) => type).sort()
  expect(types.filter((type) => type === 'url.failed').length).toBeGreaterThanOrEqual(2)
  expect(types).toContain('article.classified')
  expect(leaks.said('broken')).toContain('"status":500')
  expect(leaks.said('log')).toContain('request failed')
  expect(leaks.said('log')).toContain('is no http address')
  expect(leaks.said('api')).toContain('"status":401')
  for (const kept of ['reason', 'match', 'key'])
    expect(leaks.said('typed')).toMatch(new RegExp(`"${kept}":"[^"]*stw_\\*\\*\\*`))
  expect(leaks.found()).toEqual([])
})
