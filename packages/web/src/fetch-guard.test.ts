import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWeb } from './fetch-url.ts'
import { type AllowPrivate, ForbiddenAddressError, type Resolve } from './guard.ts'
import { testLimits } from './loopback-server.ts'

let connections = 0
// `/?to=…` redirects there.
const server = createServer((request, response) => {
  const to = new URL(request.url ?? '', 'http://any').searchParams.get('to')
  if (to === null) response.setHeader('connection', 'close').end('secret')
  else response.writeHead(302, { location: to, connection: 'close' }).end()
}).on('connection', () => connections++)
let port = 0

beforeAll(async () => {
  // On every address of the machine, so that whatever form slips through arrives.
  await new Promise<void>((listening) => server.listen(0, '::', listening))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((closed) => server.close(closed)))

/** What fetching gives: the text, or the error at its root. */
async function outcome(url: string, allowPrivate: AllowPrivate, resolve?: Resolve): Promise<unknown> {
  await using fetchUrl = openWeb({ ...testLimits, allowPrivate }, resolve)
  return await fetchUrl(url).then(
    ({ text }) => text,
    (error: Error) => error,
  )
}

const names = (table: Record<string, string[][]>): Resolve => {
  const asked = new Map<string, number>()
  return (hostname, _, callback) => {
    const turns = table[hostname] ?? []
    const turn = asked.get(hostname) ?? 0
    asked.set(hostname, turn + 1)
    const addresses = turns[Math.min(turn, turns.length - 1)] ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

describe('nothing private is reached', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://127。0。0。1:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http://%31%32%37.0.0.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://0:PORT/',
    'http://[::1]:PORT/',
    'http://[::]:PORT/',
    'http://[0:0:0:0:0:0:0:1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://localhost:PORT/',
    'http://news.example@127.0.0.1:PORT/',
    'http://news.example:80@127.0.0.1:PORT/',
    'http://news.example%40127.0.0.1@127.0.0.1:PORT/',
    'https://127.0.0.1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://192.168.1.1/',
    'http://[fe80::1]/',
  ])('at %s', async (form) => {
    const before = connections
    expect(await outcome(form.replace('PORT', String(port)), 'none')).toBeInstanceOf(ForbiddenAddressError)
    expect(connections).toBe(before)
  })

  it.each([
    ['its address is private', [['127.0.0.1']]],
    ['one of its addresses is', [['93.184.215.14', '127.0.0.1']]],
    ['its mapped address is', [['::ffff:127.0.0.1']]],
  ])('through a name, if %s', async (_, turns) => {
    const before = connections
    const url = `http://news.example:${port}/`
    expect(await outcome(url, 'none', names({ 'news.example': turns }))).toBeInstanceOf(ForbiddenAddressError)
    expect(connections).toBe(before)
  })
})

it('a socket that leads elsewhere than its look-up said is closed before anything is asked', async () => {
  let asked = 0
  const listener = () => asked++
  server.on('request', listener)
  let reads = 0
  const lying: Resolve = (_, __, callback) => {
    const answer = { family: 4 } as LookupAddress
    // Public where the look-up is checked, and private once it is used.
    Object.defineProperty(answer, 'address', { get: () => (reads++ === 0 ? '93.184.215.14' : '127.0.0.1') })
    callback(null, [answer])
  }
  expect(await outcome(`http://news.example:${port}/`, 'none', lying)).toBeInstanceOf(ForbiddenAddressError)
  server.off('request', listener)
  expect(reads).toBeGreaterThan(1)
  expect(asked).toBe(0)
})

describe('where loopback is allowed', () => {
  it('loopback is reached, by address and by name', async () => {
    expect(await outcome(`http://127.0.0.1:${port}/`, 'loopback')).toBe('secret')
    expect(await outcome(`http://news.example:${port}/`, 'loopback', names({ 'news.example': [['127.0.0.1']] }))).toBe(
      'secret',
    )
  })

  it.each([
    'http://192.168.1.1/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://[fd00::1]/',
    'http://0.0.0.0/',
  ])('%s is not', async (url) => {
    expect(await outcome(url, 'loopback')).toBeInstanceOf(ForbiddenAddressError)
  })

  it.each([
    'http://192.168.1.1/',
    'http://3232235777/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/',
    '//10.0.0.1/',
    'http://intranet.example/',
  ])('a redirect to %s is refused', async (to) => {
    const url = `http://127.0.0.1:${port}/?to=${encodeURIComponent(to)}`
    const resolve = names({ 'intranet.example': [['10.0.0.1']] })
    expect(await outcome(url, 'loopback', resolve)).toBeInstanceOf(ForbiddenAddressError)
  })

  it('a name that answers otherwise the second time is refused then', async () => {
    const resolve = names({ 'news.example': [['127.0.0.1'], ['192.168.1.1']] })
    await using fetchUrl = openWeb(testLimits, resolve)
    const url = `http://news.example:${port}/`
    expect((await fetchUrl(url)).text).toBe('secret')
    // The server closed the first connection: the second request looks the name up again.
    await expect(fetchUrl(url)).rejects.toThrow(ForbiddenAddressError)
  })

  it('a name that answers otherwise between redirects is refused', async () => {
    const resolve = names({ 'news.example': [['127.0.0.1'], ['169.254.169.254']] })
    const url = `http://news.example:${port}/?to=/again`
    expect(await outcome(url, 'loopback', resolve)).toBeInstanceOf(ForbiddenAddressError)
  })
})
