import { expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

const detailOf = ({ text }: { text: string }) => (JSON.parse(text) as { detail?: string }).detail

it('says where the contract is, to who asks for a path that is not in it', async () => {
  const { ask } = await aServer()
  for (const path of ['/v1', '/v1/', '/v1?x=1', '/v1/article'])
    expect({ path, ...(await ask(path)) }).toMatchObject({
      ...{ path, status: 404 },
      text: expect.stringContaining('/v1/openapi.json tells of all'),
    })
  expect(detailOf(await ask('/v1/articles/none/of/these'))).toContain('/v1/openapi.json')
})

it('says how a token is shown, to who shows none, and tells of no token that was shown', async () => {
  const { ask } = await aServer({ host: '0.0.0.0' })
  expect(detailOf(await ask('/v1/articles'))).toBe('this API wants a token: Authorization: Bearer …')
  const secret = `stw_${'Ab3-_'.repeat(9)}`.slice(0, 47)
  for (const headers of [{ authorization: `Bearer ${secret}` }, { authorization: secret }]) {
    const answer = await ask('/v1/articles', { headers })
    expect(answer.status).toBe(401)
    expect(JSON.stringify(answer)).not.toContain(secret.slice(4))
  }
})
