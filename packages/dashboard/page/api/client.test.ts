import { afterEach, describe, expect, it, vi } from 'vitest'
import { askSessionBy, get, keepCsrf, send, withQuery } from './client.ts'
import { ProblemError } from './problem.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  keepCsrf(null)
  askSessionBy(async () => {})
})

/** Answers whatever is asked with this, and tells what was asked. */
function answering(answer: () => Response | Promise<Response>) {
  const asked: { path: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, init })
    return answer()
  })
  return asked
}

const failure = async (asked: Promise<unknown>) => (await asked.catch((error: unknown) => error)) as ProblemError

describe('asking the API', () => {
  it('leaves out of the query what is empty, and escapes the rest', () => {
    expect(withQuery('/v1/failed', { host: 'a&b=c', stage: '', since: null, limit: 0 })).toBe(
      '/v1/failed?host=a%26b%3Dc&limit=0',
    )
    expect(withQuery('/v1/failed', {})).toBe('/v1/failed')
  })

  it('sends what shows that a change comes from this page, with changes only', async () => {
    const asked = answering(() => Response.json({ ok: true }))
    keepCsrf('proof')
    await get('/v1/topics')
    await send('POST', '/v1/operations', { action: 'retry' })
    await send('DELETE', '/v1/session')
    expect(asked.map(({ init }) => new Headers(init.headers).get('x-stancewire-csrf'))).toEqual([
      null,
      'proof',
      'proof',
    ])
    expect(asked.map(({ init }) => init.body)).toEqual([undefined, '{"action":"retry"}', undefined])
  })

  it.each([
    ['is still the same', 'old', 403, 'No'],
    ['is nobody any more', null, 401, 'You were logged out'],
    ['is somebody else, since another tab', 'new', 403, 'Another tab has logged in'],
    ['is somebody else, and it is refused for another reason', 'new', 409, 'No'],
  ])('does nothing unasked where who is logged in %s', async (_, csrf, status, title) => {
    const asked = answering(() => Response.json({ title: 'No' }, { status }))
    keepCsrf('old')
    askSessionBy(async () => keepCsrf(csrf))
    expect(await failure(send('DELETE', '/v1/pauses/x'))).toMatchObject({ status, title })
    expect(asked).toHaveLength(1)
  })

  it('asks who is logged in where a question is refused to somebody who was, and only there', async () => {
    let times = 0
    askSessionBy(async () => {
      times++
    })
    answering(() => Response.json({ title: 'No' }, { status: 401 }))
    await failure(get('/v1/topics'))
    expect(times).toBe(0)
    keepCsrf('old')
    await failure(get('/v1/session'))
    expect(times).toBe(0)
    await failure(get('/v1/topics'))
    expect(times).toBe(1)
  })

  it('rejects with the problem that the API tells', async () => {
    const problem = { status: 409, title: 'No', detail: 'it runs', errors: [{ at: 'body', detail: 'x' }] }
    answering(() => Response.json(problem, { status: 409 }))
    expect(await failure(send('DELETE', '/v1/operations/o1'))).toMatchObject(problem)
  })

  it('rejects with a problem also where the answer is none of the API, or nobody answers', async () => {
    answering(() => new Response('<html>bad gateway', { status: 502 }))
    expect(await failure(get('/v1/topics'))).toMatchObject({ status: 502, title: 'The API answered 502' })
    answering(() => Promise.reject(new TypeError('Failed to fetch')))
    const away = await failure(get('/v1/topics'))
    expect(away).toBeInstanceOf(ProblemError)
    expect(away.status).toBe(0)
  })

  it('is content with an answer without a body', async () => {
    answering(() => new Response(null, { status: 204 }))
    expect(await send('DELETE', '/v1/session')).toBeUndefined()
  })
})
