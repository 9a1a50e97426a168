import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { checkLiteral, ForbiddenAddressError, guardedLookup, mayReach, type Resolve } from './guard.ts'

describe('mayReach', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:4700::6810:84e5', '2a00:1450:4001::200e'])('reaches %s', (address) => {
    expect(mayReach(address, 'none')).toBe(true)
  })

  it.each([
    ['this network', '0.0.0.0'],
    ['private use', '10.0.0.1'],
    ['shared space', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['cloud metadata', '169.254.169.254'],
    ['private use', '172.16.0.1'],
    ['private use', '172.31.255.255'],
    ['protocol assignments', '192.0.0.1'],
    ['private use', '192.168.1.1'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '203.0.113.5'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped public', '::ffff:8.8.8.8'],
    ['translated loopback', '64:ff9b::7f00:1'],
    ['unique local', 'fd00::1'],
    ['link local', 'fe80::1'],
    ['link local with a zone', 'fe80::1%eth0'],
    ['multicast', 'ff02::1'],
    ['tunnel to loopback', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['documentation', '2001:db8::1'],
    ['no address', 'localhost'],
    ['no address', ''],
    ['no address', '127.1'],
  ])('does not reach %s: %s', (_, address) => {
    expect(mayReach(address, 'none')).toBe(false)
  })

  it.each(['127.0.0.1', '127.9.9.9', '::1'])('reaches %s where loopback is allowed', (address) => {
    expect(mayReach(address, 'loopback')).toBe(true)
  })

  it.each(['10.0.0.1', '192.168.1.1', '169.254.169.254', 'fd00::1', '0.0.0.0', '::ffff:10.0.0.1'])(
    'does not reach %s although loopback is allowed',
    (address) => {
      expect(mayReach(address, 'loopback')).toBe(false)
    },
  )
})

describe('checkLiteral', () => {
  it.each(['127.0.0.1', '[::1]', '::1', '[::ffff:7f00:1]'])('refuses %s', (hostname) => {
    expect(() => checkLiteral(hostname, 'none')).toThrow(ForbiddenAddressError)
  })

  it('leaves names to the look-up', () => {
    expect(() => checkLiteral('localhost', 'none')).not.toThrow()
  })
})

describe('guardedLookup', () => {
  const answering =
    (...addresses: string[]): Resolve =>
    (_, __, callback) =>
      callback(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      )

  /** Gives what the socket would get: the error, or the addresses. */
  const look = (resolve: Resolve, all = true) =>
    new Promise((settle) => {
      guardedLookup('none', resolve)('news.example', { all }, (error, addresses) => settle(error ?? addresses))
    })

  it('gives the addresses of a public name', async () => {
    expect(await look(answering('93.184.215.14'))).toEqual([{ address: '93.184.215.14', family: 4 }])
  })

  it('gives one address where one is asked for', async () => {
    expect(await look(answering('93.184.215.14', '8.8.8.8'), false)).toBe('93.184.215.14')
  })

  it.each([
    ['the only address', ['192.168.0.10']],
    ['the first of two', ['127.0.0.1', '93.184.215.14']],
    ['the last of three', ['93.184.215.14', '8.8.8.8', '::1']],
    ['a mapped one', ['::ffff:10.0.0.1']],
  ])('refuses a name if %s is private', async (_, addresses) => {
    expect(await look(answering(...addresses))).toBeInstanceOf(ForbiddenAddressError)
  })

  it('refuses a name without addresses', async () => {
    expect(await look(answering())).toBeInstanceOf(ForbiddenAddressError)
  })

  it('hands on why a name cannot be looked up', async () => {
    const missing = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    expect(await look((_, __, callback) => callback(missing, []))).toBe(missing)
  })

  it('names the host and the address that it refuses', async () => {
    const error = await look(answering('10.1.2.3'))
    expect(String(error)).toContain('news.example (10.1.2.3)')
  })
})
