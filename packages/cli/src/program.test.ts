import { describe, expect, it, vi } from 'vitest'
import { aFolder, runCommand } from '../test/command.ts'
import { program } from './program.ts'
import { UsageError } from './usage-error.ts'

const commands: [string, RegExp][] = [
  ['up', /\[services\.\.\.\][\s\S]*--quiet[\s\S]*/],
  ['add', /<what\.\.\.>[\s\S]*--wait[\s\S]*--again/],
  ['events', /--follow[\s\S]*--since[\s\S]*--type[\s\S]*--pretty/],
  ['positions', /<topic>[\s\S]*--json/],
  ['queues', /--json/],
  ['failed', /ls[\s\S]*show[\s\S]*retry[\s\S]*discard/],
  ['failed ls', /--stage[\s\S]*--cause[\s\S]*--match[\s\S]*--host[\s\S]*--since[\s\S]*--before[\s\S]*--json/],
  ['failed show', /<id>[\s\S]*--json/],
  ['failed retry', /\[id\][\s\S]*--stage[\s\S]*--all[\s\S]*--dry-run[\s\S]*--yes/],
  ['failed discard', /\[id\][\s\S]*--stage[\s\S]*--all[\s\S]*--dry-run[\s\S]*--yes/],
  ['replay', /--stage[\s\S]*--since[\s\S]*--limit[\s\S]*--dry-run[\s\S]*--wait[\s\S]*--cancel/],
  ['tokens', /issue[\s\S]*ls[\s\S]*revoke/],
  ['tokens issue', /<name>[\s\S]*--role[\s\S]*--expires/],
  ['tokens revoke', /<id\|name>/],
  ['audit', /--who[\s\S]*--action[\s\S]*--since[\s\S]*--until[\s\S]*--json/],
  ['topics', /check/],
  ['topics check', /<file>[\s\S]*--articles/],
  ['doctor', /check settings/],
  ['parse', /in +\{id, url, html\}/],
  ['dedupe', /out +\{id, relation/],
  ['attribute', /out +\{id, attributions/],
  ['stance', /--topic <file>/],
  ['canonicalize', /out +\{id, canonical\}/],
]

/** What a command line prints before any work, without a process of its own. */
async function said(line: string) {
  const toOut = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const toErr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const written = (spy: typeof toOut) => spy.mock.calls.map(([text]) => text).join('')
  const why: unknown = await program()
    .parseAsync(line.split(' ').filter(Boolean), { from: 'user' })
    .then(() => undefined)
    .catch((error: unknown) => error)
  const [out, err] = [written(toOut), written(toErr)]
  vi.restoreAllMocks()
  return { out, err, why }
}

describe('the commands', () => {
  it.each(commands)('%s --help names what it takes', async (command, takes) => {
    const { out, err, why } = await said(`${command} --help`)
    expect({ err, why }).toEqual({ err: '', why: expect.objectContaining({ exitCode: 0 }) })
    expect(out).toMatch(takes)
    expect(out).toContain(`Usage: stancewire ${command}`)
  })

  it.each(['', 'failed', 'topics'])(
    '"%s" alone shows its help on standard error, for nothing was done',
    async (line) => {
      const { out, err, why } = await said(line)
      expect({ out, why }).toEqual({ out: '', why: expect.objectContaining({ exitCode: 1 }) })
      expect(err).toMatch(/^Usage: stancewire/)
    },
  )

  it.each([
    ['evnts', /unknown command 'evnts'\n\(Did you mean events\?\)/],
    ['queues --jsn', /unknown option '--jsn'/],
    ['up fetchr', /Allowed choices are discoverer, fetcher/],
    ['positions', /missing required argument 'topic'/],
    ['stance', /required option '--topic <file>' not specified/],
    ['parse file.html', /too many arguments for 'parse'/],
    ['events --since yesterday', /expected a position like .* an instant like .* or an age like/],
    ['events --since 5x', /expected a position/],
    ['events --since 99999999999999999999', /expected a position/],
    ['events --since 2024-13-45', /expected a position/],
    ['events --type article.read', /Allowed choices are article\.classified/],
    ['failed ls --stage nowhere', /Allowed choices are fetch, parse/],
    ['failed ls --cause boredom', /Allowed choices are error, crashed/],
    ['failed ls --since 2x', /expected an instant like .*, a date, or an age like 90m, 2h, 3d/],
    ['failed retry --before 2024-02-27T10:00:00', /expected an instant/],
    ['topics check', /missing required argument 'file'/],
    ['tokens issue desk', /required option '--role <role>' not specified/],
    ['tokens issue desk --role king', /Allowed choices are read, submit, operate, admin/],
    ['tokens issue desk --role read --expires soon', /expected a time like 90s, 30m, 2h, 3d/],
    ['tokens issue desk --role read --expires 0d', /expected a time like/],
    ['tokens issue loopback --role read', /expected another name than loopback/],
    ['tokens issue cli:root --role read', /expected up to 60 letters/],
    ['tokens revoke', /missing required argument/],
    ['audit --since yesterday', /expected an instant like/],
    ['audit --action boredom', /Allowed choices are token\.issue/],
    ['replay --stage parse --since yesterday', /expected an instant like .*, a date, or an age/],
    ['export runs --since 2024-02-27T10:00:00', /expected an instant like .*, a date, or an age/],
  ])('"%s" is refused before any work, with the reason and where to look', async (line, reason) => {
    const { out, err, why } = await said(line)
    expect({ out, why }).toEqual({ out: '', why: expect.objectContaining({ exitCode: 1 }) })
    expect(err).toMatch(reason)
    expect(err).toContain('(--help shows what it takes)')
  })

  it.each([
    ['failed retry', /name one by its id, or say --all/],
    ['failed discard x --all', /not both/],
    ['failed ls --since 2h --before 3h', /--since comes after --before/],
    ['export runs --since 2024-03-02 --until 2024-03-01', /--since comes after --until/],
    ['audit --since 1h --until 2h', /--since comes after --until/],
    ['failed discard x --host news.example', /not both/],
    ['add no-such-file', /neither an http address nor a file/],
  ])('"%s" is refused before Redis is looked for', async (line, reason) => {
    const { why } = await said(line)
    expect(why).toBeInstanceOf(UsageError)
    expect(String(why)).toMatch(reason)
  })
})

describe.concurrent('stancewire', () => {
  it('names every command and the exit codes in its help', async () => {
    const { code, out } = await runCommand(['--help'])
    expect(code).toBe(0)
    const names = commands.map(([name]) => name).filter((name) => !name.includes(' '))
    for (const name of names) expect(out).toMatch(new RegExp(`^ +${name} `, 'm'))
    expect(out).toContain('REDIS_URL')
    expect(out).toContain('Exit codes: 0 done, 1 failed, 2 used')
  })

  it.each(['', 'evnts', 'failed ls --stage nowhere', 'failed retry', 'add no-such-file'])(
    'ends with 2 on "%s"',
    async (line) => {
      const { code, out, err } = await runCommand(line.split(' ').filter(Boolean))
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).not.toMatch(/^ +at /m)
    },
  )

  it.each(['up', 'add https://news.example/a'])(
    '"%s" says what to do where there are no settings, and leaves nothing behind',
    async (line) => {
      await using folder = await aFolder()
      const { code, err } = await runCommand(line.split(' '), { cwd: folder.path })
      expect(code).toBe(2)
      expect(err).toMatch(/no settings file at \S+stancewire\.yaml: go where .* STANCEWIRE_CONFIG/)
    },
  )

  it('points at file and line of a mistake in the settings', async () => {
    await using folder = await aFolder({ 'stancewire.yaml': 'topics: [t.yaml]\nsourcs: []\n' })
    const { code, err } = await runCommand(['up'], { cwd: folder.path })
    expect(code).toBe(2)
    expect(err).toContain('stancewire.yaml:2: sourcs: found')
    expect(err).not.toMatch(/^ +at /m)
  })

  it('names a variable of the environment that cannot be used', async () => {
    const { code, err } = await runCommand(['queues'], { env: { REDIS_URL: 'http://127.0.0.1' } })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^environment variable REDIS_URL: found/) })
  })

  it('gives up on a Redis that does not answer, in one line and without its password', async () => {
    const { code, out, err } = await runCommand(['queues'], { env: { REDIS_URL: 'redis://:hidden@127.0.0.1:1' } })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe('Redis at redis://127.0.0.1:1: no answer (connect ECONNREFUSED 127.0.0.1:1): is it running?\n')
  })
})
