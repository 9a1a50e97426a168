import { expect, it } from 'vitest'
import { isPublicSuffix } from './public-suffix.ts'

it.each(['com', 'co.uk', 'github.io', 'blogspot.com'])('%s stands for nobody', (host) => {
  expect(isPublicSuffix(host)).toBe(true)
})

it.each(['news.com', 'bbc.co.uk', 'ida.github.io', 'localhost', 'intranet', '127.0.0.1', '[::1]', ''])(
  '"%s" is whose it is',
  (host) => {
    expect(isPublicSuffix(host)).toBe(false)
  },
)
