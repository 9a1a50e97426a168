import { describe, expect, it } from 'vitest'
import { httpUrl, isRedirect, RedirectError, redirectTarget } from './redirect.ts'

const page = new URL('https://news.example/world/today?id=1')

describe('redirectTarget', () => {
  it.each([
    ['/sport', 'https://news.example/sport'],
    ['tomorrow', 'https://news.example/world/tomorrow'],
    ['//mirror.example/a', 'https://mirror.example/a'],
    ['?id=2', 'https://news.example/world/today?id=2'],
    ['https://other.example/#part', 'https://other.example/'],
  ])('reads %s against the page it stands on', (location, expected) => {
    expect(redirectTarget(page, location).href).toBe(expected)
  })

  it('refuses to go from https to http', () => {
    expect(() => redirectTarget(page, 'http://news.example/world/today')).toThrow(/from https to http/)
  })

  it('goes from http to https', () => {
    const target = redirectTarget(new URL('http://news.example/'), 'https://news.example/')
    expect(target.protocol).toBe('https:')
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'gopher://news.example/', 'http://'])(
    'refuses %s',
    (location) => {
      expect(() => redirectTarget(page, location)).toThrow(RedirectError)
    },
  )
})

describe('httpUrl', () => {
  it('drops names, passwords and fragments', () => {
    expect(httpUrl('http://reader:secret@news.example/a#b').href).toBe('http://news.example/a')
  })

  it.each(['', 'news.example', 'ftp://news.example/', '/a'])('refuses %j', (url) => {
    expect(() => httpUrl(url)).toThrow(RedirectError)
  })

  it('shows no more than 200 characters of what it refuses', () => {
    expect(() => httpUrl('x'.repeat(100_000))).toThrow(/^x{200} is no http address$/)
  })
})

it('follows the five statuses that redirect, and no other', () => {
  const followed = Array.from({ length: 600 }, (_, status) => status).filter(isRedirect)
  expect(followed).toEqual([301, 302, 303, 307, 308])
})
