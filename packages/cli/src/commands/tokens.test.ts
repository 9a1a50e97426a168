import { userInfo } from 'node:os'
import { join } from 'node:path'
import { openDatabase, openTokens } from '@stancewire/read-model'
import { describe, expect, it } from 'vitest'
import { aFolder, runCommand } from '../../test/command.ts'

/** A folder of its own with an archive, and commands that run in it. */
async function anArchive() {
  const folder = await aFolder()
  const env = { STANCEWIRE_DATA: folder.path }
  return {
    open: () => openDatabase(join(folder.path, 'archive', 'archive.sqlite')),
    run: (line: string) => runCommand(line.split(' '), { env, cwd: folder.path }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

const who = `cli:${userInfo().username}`

// Many processes, one after the other.
describe.concurrent('stancewire tokens', { timeout: 180_000 }, () => {
  it('shows a new token once, alone on standard output, and keeps who issued it', async () => {
    await using archive = await anArchive()
    const issued = await archive.run('tokens issue desk --role operate --expires 90d')
    expect(issued.code).toBe(0)
    expect(issued.out).toMatch(/^stw_[\w-]{43}\n$/)
    const secret = issued.out.trim()
    expect(issued.err).toMatch(/^token t[0-9a-f]{16}, desk, role operate, until \d{4}-.* shown this once/)
    expect(issued.err).not.toContain(secret)
    {
      await using database = await archive.open()
      const token = await openTokens(database).find(secret)
      expect(token).toMatchObject({ name: 'desk', role: 'operate' })
      const days = ((token?.expiresMs ?? 0) - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(89.9)
      expect(days).toBeLessThanOrEqual(90)
    }
    const listed = await archive.run('tokens ls')
    expect(listed.out).toMatch(/desk +operate .*until/)
    const [entry] = (await archive.run('audit --json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entry).toMatchObject({ who, action: 'token.issue', filter: { name: 'desk', role: 'operate' }, affected: 1 })
    const changes = async (options: string) => (await archive.run(`audit --json ${options}`)).out
    expect(await changes(`--who ${who} --action token.issue --since 1h`)).toContain('token.issue')
    for (const other of ['--who nobody', '--action token.revoke', '--until 1h']) expect(await changes(other)).toBe('')
    const everything = [
      listed,
      await archive.run('tokens ls --json'),
      await archive.run('audit'),
      await archive.run('audit --json'),
    ]
    for (const { out, err } of everything) expect(out + err).not.toContain(secret.slice(4))
  })

  it('revokes by name, once, and says so in the audit', async () => {
    await using archive = await anArchive()
    const { out } = await archive.run('tokens issue desk --role read')
    expect(await archive.run('tokens issue desk --role admin')).toMatchObject({
      ...{ code: 2, out: '' },
      err: expect.stringMatching(/^there is a token named desk already: .*tokens revoke desk/),
    })
    expect(await archive.run('tokens revoke desk')).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/is revoked/),
    })
    expect(await archive.run('tokens revoke desk')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^no token desk is left/),
    })
    {
      await using database = await archive.open()
      expect(await openTokens(database).find(out.trim())).toBeUndefined()
    }
    expect(JSON.parse((await archive.run('tokens ls --json')).out)).toMatchObject({
      name: 'desk',
      revokedAt: expect.any(String),
    })
    const audit = (await archive.run('audit --since 1h')).out.split('\n')
    expect(audit[1]).toMatch(/token\.revoke +1 +\{"id":"t/)
    expect(audit[2]).toMatch(/token\.issue +1/)
  })

  it('begins with nothing', async () => {
    await using archive = await anArchive()
    for (const line of ['tokens ls', 'tokens revoke desk', 'audit', 'failed export', 'archive rebuild']) {
      expect(await archive.run(line), 'nothing is there to look at').toMatchObject({
        code: 2,
        err: expect.stringMatching(/no archive at .*archive\.sqlite: name its folder in STANCEWIRE_DATA/),
      })
    }
    await (await archive.open())[Symbol.asyncDispose]()
    expect((await archive.run('tokens ls')).out).toMatch(/^there are no tokens: .*issue/)
    expect((await archive.run('audit')).out).toBe('nothing was changed\n')
    expect((await archive.run('audit --json')).out).toBe('')
  })
})
