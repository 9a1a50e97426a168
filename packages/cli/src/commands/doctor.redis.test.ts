import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { type AuditedTestLine, anAuditedLine } from '../../test/audited-line.ts'
import { runCommand, tramTopic } from '../../test/command.ts'

async function runDoctor(line: AuditedTestLine, options: string) {
  await writeFile(join(line.folder, 'topic.yaml'), tramTopic)
  await writeFile(join(line.folder, 'stancewire.yaml'), 'topics: [topic.yaml]\n')
  const env = { REDIS_URL: inject('redisUrl'), STANCEWIRE_PREFIX: line.prefix, STANCEWIRE_DATA: line.folder }
  return runCommand(['doctor', ...options.split(' ').filter(Boolean)], { env, cwd: line.folder })
}

/** Loses a run whose first message is kept, and one whose first message is gone. */
async function loseTwo(line: AuditedTestLine) {
  const [first, second] = [await line.accept('a'), await line.accept('b')]
  await line.redis.del(line.key('host:news.example:waiting'), line.key('hosts'))
  await line.redis.hdel(line.key(`url:${second.urlId}`), 'entry')
  return { first: `${first.urlId}/1`, second: `${second.urlId}/1` }
}

describe.concurrent('doctor', { timeout: 90_000 }, () => {
  it('says in a line for each check that all is well, and ends with 0', async () => {
    await using line = await anAuditedLine()
    await line.endOne('a')
    const { code, out, err } = await runDoctor(line, '')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const marks = out.split('\n').map((text) => text.slice(0, 8).trim())
    expect(marks.filter((mark) => mark !== 'warning')).toEqual([...Array(marks.length - 3).fill('ok'), ''])
    expect(out).toContain(
      'ok      accounts: 1 accepted = 0 classified + 0 duplicated + 1 stopped (1 off-topic) + 0 failed + 0 in flight\n',
    )
    expect(out).toMatch(/\nok {6}bodies: 0 kept, each of a known run\n$/)
  })

  it('shows what is wrong with an example, as JSON too, and ends with 1', async () => {
    await using line = await anAuditedLine()
    const { first, second } = await loseTwo(line)
    const { code, out } = await runDoctor(line, '')
    expect(code).toBe(1)
    expect(out).toMatch(
      /\nwrong {3}runs: 2 lost: not ended, not at a host, in no queue; .* 1 of them is gone: cannot be mended\n {10}u\w+\/1\n {10}u\w+\/1\n/,
    )
    const json = await runDoctor(line, '--json')
    expect(json.code).toBe(1)
    const findings = json.out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
    const wrong = findings.filter(({ is }) => is === 'wrong')
    expect(wrong).toEqual([
      {
        is: 'wrong',
        check: 'runs',
        text: expect.stringMatching(/^runs: 2 lost/),
        ids: expect.arrayContaining([first, second]),
      },
    ])
    expect(findings.map(({ check }) => check)).toEqual([
      'settings',
      'redis',
      'services',
      'pauses',
      'archive',
      'accounts',
      'runs',
      'events',
      'sequences',
      'slots',
      'bodies',
    ])
  })

  it('--mend mends what can be mended, says what remains, and ends with 1 until nothing does', async () => {
    await using line = await anAuditedLine()
    const { second } = await loseTwo(line)
    const { code, out } = await runDoctor(line, '--mend')
    expect(code).toBe(1)
    expect(out).toMatch(/\nmended {2}runs: 1 lost run put back .*\nok {6}accounts: 2 accepted/)
    expect(out).toMatch(new RegExp(`\\nwrong {3}runs: 1 lost: .* cannot be mended\\n {10}${second}\\n`))
    expect(await line.stores.hosts.waiting()).toBe(1)
    await line.redis.del(line.key(`url:${second.split('/')[0]}`))
    await line.redis.hset(line.key('counters'), 'accepted', 7)
    const again = await runDoctor(line, '--mend --json')
    expect(again.out).toContain('{"is":"mended","check":"accounts","text":"accounts: counters set right"}\n')
    expect(again.code).toBe(0)
  })

  it('--mend needs the settings, whose bounds it keeps to', async () => {
    await using line = await anAuditedLine()
    const env = { REDIS_URL: inject('redisUrl'), STANCEWIRE_PREFIX: line.prefix, STANCEWIRE_DATA: line.folder }
    const { code, err } = await runCommand(['doctor', '--mend'], { env, cwd: line.folder })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^no settings file at /) })
  })
})
