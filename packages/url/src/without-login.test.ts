import { expect, it } from 'vitest'
import { withoutLogin } from './without-login.ts'

it.each([
  ['https://ida:tram@news.example/a?b=c#d', 'https://news.example/a?b=c#d'],
  ['https://ida@news.example', 'https://news.example/'],
  ['http://:tram@news.example:8080/@ida', 'http://news.example:8080/@ida'],
  ['https://ida%40home:tr%2Fam@news.example/', 'https://news.example/'],
  ['https://ida:tr@m@news.example/', 'https://news.example/'],
  ['HTTPS://ida:tram@NEWS.example/A', 'https://news.example/A'],
])('takes the login out of %s', (url, without) => {
  expect(withoutLogin(url)).toBe(without)
})

it.each([
  'https://news.example/A?a=b@c',
  'HTTPS://NEWS.example',
  'text:0123',
  'nonsense',
  '',
  'mailto:ida@news.example',
])('leaves %s to the letter', (url) => {
  expect(withoutLogin(url)).toBe(url)
})
