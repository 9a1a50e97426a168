import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status)
const times = <Result>(count: number, one: () => Promise<Result>) => Promise.all(Array.from({ length: count }, one))

describe('the limit of requests', () => {
  it('refuses an address what it asks more often in a minute, and tells it when again', async () => {
    const { ask } = await aServer({ requestsPerMinute: 3 })
    const answers = await times(5, () => ask('/v1/topics'))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(2)
    expect(refused[0]?.headers['retry-after']).toMatch(/^\d+$/)
    expect(refused[0]?.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answers[0]?.headers).toMatchObject({ 'x-ratelimit-limit': '3' })
  })

  it('is none for whoever looks whether the process lives and can answer', async () => {
    const { ask } = await aServer({ requestsPerMinute: 3 })
    await times(5, () => ask('/v1/topics'))
    expect(statusesOf(await times(9, () => ask('/livez')))).toEqual(Array(9).fill(200))
    expect(statusesOf(await times(9, () => ask('/readyz')))).toEqual(Array(9).fill(200))
  })

  it('counts whoever is known by a token, and not the address of others', async () => {
    const { ask, as } = await aServer({ requestsPerMinute: 4 })
    const [desk, other] = [{ headers: await as('read') }, { headers: await as('read') }]
    for (const options of [desk, other]) expect((await ask('/v1/topics', options)).status).toBe(200)
    const loopback = statusesOf(await times(6, () => ask('/v1/topics')))
    expect(loopback.filter((status) => status === 429)).toHaveLength(4)
    expect(statusesOf(await times(4, () => ask('/v1/topics', desk)))).toEqual(Array(4).fill(200))
    expect((await ask('/v1/topics', desk)).status).toBe(429)
    expect((await ask('/v1/topics', other)).status).toBe(200)
  })

  it('bounds how often an address shows wrong tokens, also where there is no route', async () => {
    const { ask } = await aServer({ requestsPerMinute: 40 })
    const headers = { authorization: `Bearer stw_${'A'.repeat(43)}` }
    const answers = await times(60, () => ask('/v1/nowhere', { headers }))
    expect(answers.filter(({ text }) => text.includes('wrong tokens'))).toHaveLength(10)
    expect(statusesOf(answers).filter((status) => status === 401)).toHaveLength(30)
    expect(statusesOf(answers).filter((status) => status === 429)).toHaveLength(30)
  })
})
