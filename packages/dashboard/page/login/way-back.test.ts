import { describe, expect, it } from 'vitest'
import { wayBack } from './way-back.ts'

const origin = 'http://127.0.0.1:8080'

describe('the way back from the login', () => {
  it.each(['/', '/jobs?state=failed&host=a%2Fb', '/topics/night-trains', '/articles//x'])('leads to %s', (to) => {
    expect(wayBack(to, origin)).toBe(to)
  })

  it.each([
    ...['/.//evil.example/x', '/..//evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example'],
    ...['https://elsewhere.example', '/./\\evil.example', '/jobs/..//evil.example', '/%2e//evil.example', '///'],
    ...['/\t/evil.example', 'javascript:alert(1)', 'data:text/html,x', 'http://[', `${origin}//evil.example`],
  ])('leads nowhere else by %j', (to) => {
    expect(wayBack(to, origin)).toBe('/')
  })

  it('does not lead to the login again, nor anywhere where nothing is told', () => {
    expect(wayBack('/login?to=/', origin)).toBe('/')
    expect(wayBack('', origin)).toBe('/')
  })
})
