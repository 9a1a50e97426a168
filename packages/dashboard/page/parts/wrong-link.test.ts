import { describe, expect, it } from 'vitest'
import { wrongLink } from './wrong-link.ts'

const at = (...places: string[]) => places.map((place) => ({ at: place }))

describe('wrongLink', () => {
  it('tells what in the address is not known, and leads to the rest of it', () => {
    expect(wrongLink(at('querystring/topic'), { path: '/stories', search: '?topic=nope&since=2026-01-01' })).toEqual({
      names: [{ name: 'topic', value: 'nope', isPath: false }],
      rest: '/stories?since=2026-01-01',
    })
  })

  it('knows what is called otherwise in the API', () => {
    const topic = { path: '/topics/night-trains', search: '?type=robot&holder=nope' }
    expect(wrongLink(at('querystring/holderType'), topic)?.rest).toBe('/topics/night-trains?holder=nope')
    expect(wrongLink(at('params/holderId'), topic)?.rest).toBe('/topics/night-trains?type=robot')
  })

  it('leads to the start where the page itself is named by nothing that can be', () => {
    expect(wrongLink(at('params/urlId'), { path: '/urls/nonsense', search: '' })).toEqual({
      names: [{ name: 'address', value: '/urls/nonsense', isPath: true }],
      rest: '/',
    })
  })

  it.each([
    ['nothing', []],
    ['a change that was asked for', ['body/reason']],
    ['what the page added itself', ['querystring/limit']],
    ['one thing of the address and another that is not', ['querystring/topic', 'querystring/limit']],
  ])('is silent where the fault is with %s', (_, places) => {
    expect(wrongLink(at(...places), { path: '/stories', search: '?topic=nope' })).toBeUndefined()
  })
})
