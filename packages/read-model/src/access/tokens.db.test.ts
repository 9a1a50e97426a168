import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import type { Role } from './roles.ts'
import { openTokens, TokenNameTakenError } from './tokens.ts'

const minuteMs = 60_000
const wanted = (name: string, role: Role = 'read', expiresMs: number | null = null) => ({ name, role, expiresMs })

describe.each(databases)('tokens on $name', ({ openEmpty }) => {
  let database: TestDatabase
  let nowMs = 1_800_000_000_000
  const tokens = () => openTokens(database, () => nowMs)
  beforeAll(async () => {
    database = await openEmpty()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('are found by a secret of 256 bits that says what it is, and is kept nowhere', async () => {
    const { token, secret } = await tokens().issue(wanted('desk', 'operate'))
    expect(secret).toMatch(/^stw_[\w-]{43}$/)
    expect(Buffer.from(secret.slice(4), 'base64url')).toHaveLength(32)
    expect(await tokens().find(secret)).toMatchObject({ id: token.id, name: 'desk', role: 'operate' })
    const rows = JSON.stringify(await database.db.selectFrom('token').selectAll().execute())
    expect(rows).not.toContain(secret)
    expect(rows).not.toContain(secret.slice(4))
    expect(JSON.stringify(await tokens().list())).not.toMatch(/hash|stw_/)
  })

  it.each([
    '',
    'stw_',
    'stw_short',
    `stw_${'A'.repeat(43)}`,
    `${'A'.repeat(47)}`,
    `stw_${'A'.repeat(10_000)}`,
    "' or 1=1 --",
    'stw_\u0000',
  ])('are not found by %j', async (secret) => {
    expect(await tokens().find(secret)).toBeUndefined()
  })

  it('are not found by the hash that is kept, nor by a secret in other letters', async () => {
    const { secret } = await tokens().issue(wanted('letters'))
    const { hash } = await database.db
      .selectFrom('token')
      .select('hash')
      .where('name', '=', 'letters')
      .executeTakeFirstOrThrow()
    for (const other of [hash, secret.toUpperCase(), ` ${secret}`, `${secret}\n`])
      expect(await tokens().find(other), other).toBeUndefined()
  })

  it('end by their name or id, once, and stay in the list', async () => {
    const one = await tokens().issue(wanted('one'))
    const two = await tokens().issue(wanted('two'))
    expect(await tokens().revoke('one')).toMatchObject({ id: one.token.id, revokedMs: nowMs })
    expect(await tokens().revoke(two.token.id)).toMatchObject({ name: 'two' })
    expect(await tokens().revoke('one')).toBeUndefined()
    expect(await tokens().revoke('nobody')).toBeUndefined()
    expect(await tokens().find(one.secret)).toBeUndefined()
    expect(await tokens().find(two.secret)).toBeUndefined()
    expect((await tokens().list()).map(({ name }) => name)).toEqual(expect.arrayContaining(['one', 'two']))
  })

  it('have names of their own, until they are revoked', async () => {
    const { secret } = await tokens().issue(wanted('shared'))
    await expect(tokens().issue(wanted('shared', 'admin'))).rejects.toBeInstanceOf(TokenNameTakenError)
    expect(await tokens().find(secret)).toMatchObject({ role: 'read' })
    await tokens().revoke('shared')
    const again = await tokens().issue(wanted('shared', 'admin'))
    expect(await tokens().find(secret)).toBeUndefined()
    expect(await tokens().find(again.secret)).toMatchObject({ role: 'admin' })
    // The name means the one that is left.
    expect(await tokens().revoke('shared')).toMatchObject({ id: again.token.id })
  })

  it('expire at their instant, not before', async () => {
    const { secret } = await tokens().issue(wanted('brief', 'read', nowMs + minuteMs))
    nowMs += minuteMs - 1
    expect(await tokens().find(secret)).toBeDefined()
    nowMs += 1
    expect(await tokens().find(secret)).toBeUndefined()
  })

  it('note their use at most once a minute', async () => {
    const { secret, token } = await tokens().issue(wanted('used'))
    const lastUsed = async () => (await tokens().list()).find(({ id }) => id === token.id)?.lastUsedMs
    expect(await lastUsed()).toBeNull()
    const firstMs = nowMs
    await tokens().find(secret)
    nowMs += minuteMs - 1
    await tokens().find(secret)
    expect(await lastUsed()).toBe(firstMs)
    nowMs += 1
    await tokens().find(secret)
    expect(await lastUsed()).toBe(nowMs)
  })

  it('are none, then some, then none again', async () => {
    await using empty = await openEmpty()
    const fresh = openTokens(empty, () => nowMs)
    expect(await fresh.isAnyActive()).toBe(false)
    await fresh.issue(wanted('expired', 'admin', nowMs))
    expect(await fresh.isAnyActive()).toBe(false)
    await fresh.issue(wanted('active'))
    expect(await fresh.isAnyActive()).toBe(true)
    await fresh.revoke('active')
    expect(await fresh.isAnyActive()).toBe(false)
  })

  it('are found while another process holds the database for writing', async () => {
    const { secret } = await tokens().issue(wanted('beside'))
    await using other = await database.open()
    await other.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('archiveState').values({ name: 'held', value: 'x' }).execute()
      const startedMs = performance.now()
      expect(await tokens().find(secret)).toMatchObject({ name: 'beside' })
      expect(performance.now() - startedMs).toBeLessThan(1_000)
    })
  })
})
