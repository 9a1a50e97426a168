import { describe, expect, it } from 'vitest'
import { articleId, textUrl, urlId } from './ids.ts'

describe('ids', () => {
  it('are a letter and 32 hex digits, the same for the same address', () => {
    expect(urlId('https://paper.example/a')).toMatch(/^u[0-9a-f]{32}$/)
    expect(articleId('https://paper.example/a')).toMatch(/^a[0-9a-f]{32}$/)
    expect(urlId('https://paper.example/a')).toBe(urlId('https://paper.example/a'))
    expect(urlId('https://paper.example/a')).not.toBe(urlId('https://paper.example/b'))
  })

  it('begin with the SHA-256 of the address', () => {
    expect(urlId('abc')).toBe('uba7816bf8f01cfea414140de5dae2223')
  })

  it('identify a text without an address', () => {
    expect(textUrl('AB12')).toBe('text:ab12')
    expect(urlId(textUrl('AB12'))).toBe(urlId('text:ab12'))
  })
})
