import { describe, expect, it } from 'vitest'
import { sentenceOf } from './sentence-of.ts'

describe('what is said of a service that is up', () => {
  it('names an address that a browser opens, also where the API listens on all of them', () => {
    const told = 'dashboard at http://127.0.0.1:7310, API at http://127.0.0.1:7310/v1'
    for (const host of ['127.0.0.1', '0.0.0.0', '[::]']) expect(sentenceOf({ api: `http://${host}:7310` })).toBe(told)
  })

  it('leaves another address as it is', () => {
    expect(sentenceOf({ api: 'http://10.0.0.7:7310' })).toContain('http://10.0.0.7:7310/v1')
  })
})
