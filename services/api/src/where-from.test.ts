import { describe, expect, it } from 'vitest'
import { isFromAnotherSite, isFromHere, isLoopback } from './where-from.ts'

type From = Parameters<typeof isFromHere>[0]
const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as From

describe('loopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    '::2',
    '::ffff:10.0.0.1',
    '',
    'localhost.example',
    '127.0.0.1.example',
  ])('is not "%s"', (host) => {
    expect(isLoopback(host)).toBe(false)
  })
})

describe('a request', () => {
  it('is from here where its socket is, and nothing says that it was passed on', () => {
    expect(isFromHere(from('127.0.0.1'))).toBe(true)
    expect(isFromHere(from('::ffff:127.0.0.1', { accept: '*/*' }))).toBe(true)
    expect(isFromHere(from('10.0.0.1'))).toBe(false)
    expect(isFromHere(from(undefined))).toBe(false)
  })

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'])(
    'with %s came through a proxy',
    (name) => {
      expect(isFromHere(from('127.0.0.1', { [name]: '' }))).toBe(false)
      expect(isFromHere(from('127.0.0.1', { [name]: '127.0.0.1' }))).toBe(false)
    },
  )

  it.each([
    [{}, false],
    [{ origin: 'http://localhost:4405' }, false],
    [{ origin: 'http://evil.example' }, true],
    [{ origin: 'http://localhost:4406' }, true],
    [{ origin: 'http://localhost:4405.evil.example' }, true],
    [{ origin: 'null' }, true],
    [{ origin: '' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
  ])('with %j is from another site: %j', (headers, isOther) => {
    expect(isFromAnotherSite(from('127.0.0.1', { host: 'localhost:4405', ...headers } as never))).toBe(isOther)
  })
})
