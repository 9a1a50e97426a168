import { expect, it } from 'vitest'
import { isOwnHost } from './own-host.ts'

it.each(['127.0.0.1:4404', 'localhost:4404', 'localhost', '[::1]:80'])('answers to %s', (host) => {
  expect(isOwnHost(host)).toBe(true)
})

it.each([undefined, '', 'evil.example', 'evil.example:4404', '127.0.0.1.evil.example', 'localhost@evil.example', ':'])(
  'does not answer to %s',
  (host) => {
    expect(isOwnHost(host)).toBe(false)
  },
)
