import { describe, expect, it } from 'vitest'
import { routeOf } from './routes.ts'

describe('routeOf', () => {
  it('finds the page of a path', () => {
    expect(routeOf('/')?.route.nav).toBe('Line')
    expect(routeOf('/jobs')?.route.path).toBe('/jobs')
  })

  it('gives the named parts of a path, decoded', () => {
    expect(routeOf('/topics/night%20trains')).toMatchObject({ params: { id: 'night trains' } })
  })

  it.each(['/nowhere', '/topics/', '/topics/a/b', '//', '/jobs/'])('finds nothing at %s', (path) => {
    expect(routeOf(path)).toBeUndefined()
  })

  it('takes what cannot be decoded as it is', () => {
    expect(routeOf('/topics/%E0%A4%A')?.params).toEqual({ id: '%E0%A4%A' })
  })
})
