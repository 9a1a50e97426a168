import { expect, it } from 'vitest'
import { messagePattern } from './message-pattern.ts'

const page = { url: 'https://news.example/a?b=1', host: 'news.example' }

it.each([
  ['no whole answer from https://news.example/a?b=1 within 30002 ms', 'no whole answer from URL within # ms'],
  ['moved to https://other.example/x, twice', 'moved to URL, twice'],
  ['getaddrinfo ENOTFOUND news.example', 'getaddrinfo ENOTFOUND HOST'],
  ['connect ECONNREFUSED 203.0.113.7:443', 'connect ECONNREFUSED #'],
  [`job parse-u${'0a'.repeat(16)}-12 breaks`, 'job parse-#-# breaks'],
  ['key 6f1c2b1e-9a4d-4a53-8c1f-0e2d3c4b5a69 is gone', 'key # is gone'],
  ['answered with status 503', 'answered with status 503'],
  ['answered with status code 404 after 2 tries', 'answered with status code 404 after # tries'],
  ['two\n  lines\tof it', 'two lines of it'],
  ['fabaceae effaced', 'fabaceae effaced'],
  ['', ''],
])('of %s: %s', (message, pattern) => {
  expect(messagePattern(message, page)).toBe(pattern)
})

it('is short, and soon there, whatever the message is', () => {
  for (const hostile of [
    'a'.repeat(1_000_000),
    'f'.repeat(1_000_000),
    '1.'.repeat(500_000),
    'http://'.repeat(100_000),
  ]) {
    expect(messagePattern(hostile, { url: null, host: null }).length).toBeLessThanOrEqual(300)
  }
})
