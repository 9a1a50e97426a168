import { describe, expect, it } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

const token = `stw_${'Ab3-_'.repeat(9)}`.slice(0, 47)

describe('withoutSecrets', () => {
  it.each([
    ['no answer from redis://:tram@127.0.0.1:6379/0', 'no answer from redis://***@127.0.0.1:6379/0'],
    ['postgres://ida:tr@m@db/x and https://ida@a.example/', 'postgres://***@db/x and https://***@a.example/'],
    ['{"url":"https://ida:tram@news.example/?q=1"}', '{"url":"https://***@news.example/?q=1"}'],
    [`GET /v1/articles/${token}?token=${token}&limit=1`, 'GET /v1/articles/stw_***?token=stw_***&limit=1'],
    [`{"authorization":"Bearer ${token}"}`, '{"authorization":"***"}'],
    [`refused: bearer ${token.slice(4)} is unknown`, 'refused: bearer *** is unknown'],
    ['authorization: Basic aWRhOnRyYW0=', 'authorization: ***'],
    [`Authorization: Bearer … is wanted, not ${token}`, 'Authorization: Bearer … is wanted, not stw_***'],
    [`Authorization: Bearer ${token}, not Bearer …`, 'Authorization: ***'],
  ])('takes them out of %s', (text, safe) => {
    expect(withoutSecrets(text)).toBe(safe)
  })

  it.each([
    '',
    'https://news.example/@ida?mail=ida@news.example#a@b',
    'ida@news.example',
    'the bearer of news; a basic income',
    'stw_ is what tokens begin with',
    'this API wants a token: Authorization: Bearer …',
  ])('leaves what is none: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text)
  })

  it('keeps a line of JSON readable', () => {
    const line = JSON.stringify({ url: 'https://a:"b\\c@news.example/', said: `Bearer ${token}`, list: ['//', '@'] })
    expect(Object.keys(JSON.parse(withoutSecrets(line)))).toEqual(['url', 'said', 'list'])
  })

  it('keeps JSON readable that has quotes inside its texts', () => {
    const told = (value: object) => JSON.parse(withoutSecrets(JSON.stringify(value))) as unknown
    expect(told({ said: 'authorization: Basic a"b' })).toEqual({ said: 'authorization: ***"b' })
    expect(told({ said: '{"authorization":"Basic aWRhOnRyYW0="}' })).toEqual({ said: '{"authorization":"***"}' })
    expect(told({ said: 'authorization: \\ and authorization="' })).toEqual(expect.any(Object))
  })

  it('reads hostile text in a moment', () => {
    const startedMs = performance.now()
    for (const part of ['//', '//a:', 'stw_', 'bearer ', 'bearer a', '@'])
      withoutSecrets(`${part.repeat(100_000)}${'x'.repeat(300_000)}`)
    expect(performance.now() - startedMs).toBeLessThan(1_500)
  })
})
