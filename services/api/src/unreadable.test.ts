import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

/** What comes back to these bytes, until the other side hangs up. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    socket.once('close', () => resolve(said)).once('error', reject)
  })
}

it.each([
  ['a head that is too long', `GET /livez?${'a'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
  ['what is no HTTP', 'good morning\r\n\r\n', 400],
])('answers %s with a problem, and hangs up', async (_, bytes, status) => {
  const { port } = await aServer()
  const [head = '', body = ''] = (await exchange(port, bytes)).split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(head).toContain('application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status, title: expect.any(String) })
})

it('refuses an address that holds a NUL character, whatever database is asked', async () => {
  const { ask, as } = await aServer()
  const headers = await as('operate')
  for (const path of ['/v1/articles?outlet=a%00b', '/v1/topics/a%00b/positions', '/v1/failed/export?host=%00'])
    expect((await ask(path, { headers })).json(), path).toMatchObject({
      status: 400,
      detail: 'it holds a NUL character',
    })
})
