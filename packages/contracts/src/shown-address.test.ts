import { expect, it } from 'vitest'
import { shownAddress } from './shown-address.ts'

it.each([
  ['postgres://ida:tram@db.example:5432/news', 'postgres://db.example:5432/news'],
  ['postgres://db.example/news?user=ida&password=tram', 'postgres://db.example/news'],
  ['redis://:tram@127.0.0.1:6379/0?password=tram#tram', 'redis://127.0.0.1:6379/0'],
  ['redis://127.0.0.1:1', 'redis://127.0.0.1:1'],
  ['postgres://ida:tr/am@db/news', 'an address that cannot be read'],
  ['/srv/news/archive.sqlite', '/srv/news/archive.sqlite'],
])('shows %s as %s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown)
})
