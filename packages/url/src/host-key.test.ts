import { describe, expect, it } from 'vitest'
import { hostKey } from './host-key.ts'

describe('hostKey', () => {
  it('is the registrable domain, whatever the subdomain, port or scheme', () => {
    expect(hostKey('https://news.example.co.uk/a')).toBe('example.co.uk')
    expect(hostKey('http://WWW.Paper.example:8080/a')).toBe('paper.example')
    expect(hostKey('https://paper.example./a')).toBe('paper.example')
  })

  it('keeps outlets apart that share a private suffix', () => {
    expect(hostKey('https://one.blogspot.com/a')).toBe('one.blogspot.com')
    expect(hostKey('https://www.two.github.io/a')).toBe('two.github.io')
  })

  it('keeps literals and names of one label as they are', () => {
    expect(hostKey('http://127.0.0.3:4001/a')).toBe('127.0.0.3')
    expect(hostKey('http://2130706433/a')).toBe('127.0.0.1')
    expect(hostKey('http://[::1]:80/')).toBe('[::1]')
    expect(hostKey('http://localhost:3000/')).toBe('localhost')
  })

  it('names texts local and everything else invalid', () => {
    expect(hostKey('text:00ff')).toBe('text:')
    for (const bad of ['', 'paper.example', 'ftp://paper.example/', 'mailto:a@paper.example'])
      expect(hostKey(bad)).toBe('invalid')
  })
})
