import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { openSessions, sessionMs } from './sessions.ts'
import { openTokens } from './tokens.ts'

const hourMs = 3_600_000

describe.each(databases)('sessions on $name', ({ openEmpty }) => {
  let database: TestDatabase
  let nowMs = 1_800_000_000_000
  const tokens = () => openTokens(database, () => nowMs)
  const sessions = () => openSessions(database, () => nowMs)
  const logIn = async (name: string, expiresMs: number | null = null) => {
    const { token, secret: bearer } = await tokens().issue({ name, role: 'operate', expiresMs })
    return { token, bearer, ...(await sessions().open(token)) }
  }
  beforeAll(async () => {
    database = await openEmpty()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('are found by a secret of 256 bits that is kept nowhere, and are what their token is', async () => {
    const { token, secret } = await logIn('desk')
    expect(secret).toMatch(/^sws_[\w-]{43}$/)
    expect(await sessions().find(secret)).toMatchObject({ token: { id: token.id, name: 'desk', role: 'operate' } })
    const rows = JSON.stringify(await database.db.selectFrom('session').selectAll().execute())
    expect(rows).not.toContain(secret.slice(4))
    expect(JSON.stringify(await sessions().find(secret))).not.toMatch(/hash|sws_/)
  })

  it('are no tokens, and tokens are no sessions', async () => {
    const { bearer, secret } = await logIn('apart')
    expect(await tokens().find(secret)).toBeUndefined()
    expect(await tokens().find(secret.replace('sws_', 'stw_'))).toBeUndefined()
    expect(await sessions().find(bearer)).toBeUndefined()
    expect(await sessions().find(bearer.replace('stw_', 'sws_'))).toBeUndefined()
  })

  it.each(['', 'sws_', `sws_${'A'.repeat(43)}`, `sws_${'A'.repeat(10_000)}`, 'sws_\u0000', "' or 1=1 --"])(
    'are not found, and not ended, by %j',
    async (secret) => {
      expect(await sessions().find(secret)).toBeUndefined()
      expect(await sessions().close(secret)).toBe(false)
    },
  )

  it('end after twelve hours, not before', async () => {
    const { secret, expiresMs } = await logIn('long')
    expect(expiresMs).toBe(nowMs + sessionMs)
    expect(sessionMs).toBe(12 * hourMs)
    nowMs += sessionMs - 1
    expect(await sessions().find(secret)).toBeDefined()
    nowMs += 1
    expect(await sessions().find(secret)).toBeUndefined()
  })

  it('end with their token, whether it is revoked or expires', async () => {
    const revoked = await logIn('revoked')
    expect(await sessions().find(revoked.secret)).toBeDefined()
    await tokens().revoke('revoked')
    expect(await sessions().find(revoked.secret)).toBeUndefined()
    const brief = await logIn('brief', nowMs + hourMs)
    expect(brief.expiresMs).toBe(nowMs + hourMs)
    nowMs += hourMs
    expect(await sessions().find(brief.secret)).toBeUndefined()
  })

  it('end when they are closed, and no other one with them', async () => {
    const { token, secret } = await logIn('two-desks')
    const other = await sessions().open(token)
    expect(await sessions().close(secret)).toBe(true)
    expect(await sessions().close(secret)).toBe(false)
    expect(await sessions().find(secret)).toBeUndefined()
    expect(await sessions().find(other.secret)).toBeDefined()
  })

  it('are a hundred of one token at most, and those that are over go', async () => {
    const { token, secret: first } = await logIn('many')
    const other = await logIn('another')
    let last = ''
    for (let count = 0; count < 100; count++) {
      nowMs++
      last = (await sessions().open(token)).secret
    }
    expect(await sessions().find(first)).toBeUndefined()
    expect(await sessions().find(last)).toBeDefined()
    expect(await sessions().find(other.secret)).toBeDefined()
    nowMs += sessionMs
    await sessions().open(token)
    expect(await database.db.selectFrom('session').selectAll().execute()).toHaveLength(1)
  })
})
