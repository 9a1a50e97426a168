import { describe, expect, it } from 'vitest'
import { hostNamed } from './host-named.ts'

describe('hostNamed', () => {
  it.each([
    ['news.example.co.uk', 'example.co.uk'],
    ['  Example.COM ', 'example.com'],
    ['example.com.', 'example.com'],
    ['https://www.example.com/a?b#c', 'example.com'],
    ['someone.blogspot.com', 'someone.blogspot.com'],
    ['127.0.0.1:8080', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['localhost', 'localhost'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('reads %s as the host that waits under %s', (name, host) => {
    expect(hostNamed(name)).toBe(host)
  })

  it.each([
    '',
    ' ',
    'text:',
    'a b',
    'example.com/path',
    'user@example.com',
    '*',
    '?',
    '::1',
    'http://',
    'x'.repeat(300),
    'ftp://example.com',
  ])('refuses %j', (name) => {
    expect(hostNamed(name)).toBeNull()
  })
})
