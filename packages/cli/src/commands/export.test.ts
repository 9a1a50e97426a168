import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execPath, platform } from 'node:process'
import { describe, expect, it } from 'vitest'
import { aFolder, runCommand } from '../../test/command.ts'
import { type ExportedArchive, fill, fillRuns, openSqliteArchive } from '../../test/exported-archive.ts'

type Child = ReturnType<ExportedArchive['start']>

const many = 60_000
const bin = join(import.meta.dirname, '..', '..', 'bin', 'stancewire.mjs')

/** What a started command has said once it has ended. */
async function ended(child: Child) {
  let err = ''
  child.stderr.on('data', (part) => {
    err += part
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...how) => resolve(how)),
  )
  return { code, signal, err }
}

/** Waits until a part of a file is being written beside its name. */
async function untilBegun(folder: string): Promise<void> {
  while (!(await readdir(folder)).some((name) => name.endsWith('.part'))) await new Promise((go) => setTimeout(go, 2))
}

describe('export into a file', () => {
  it('puts it there whole, in the place of an earlier one', async () => {
    await using archive = await openSqliteArchive()
    await fill(archive.database)
    const file = join(archive.folder, 'runs.ndjson')
    await writeFile(file, 'of yesterday')
    expect(await archive.run('runs', '--out', 'runs.ndjson')).toEqual({ code: 0, out: '', err: '16 runs\n' })
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(17)
    expect(await readdir(archive.folder)).toEqual(['archive', 'runs.ndjson'])
  })

  it('leaves nothing under its name when it is killed, and nothing at all when it is told to stop', async () => {
    await using archive = await openSqliteArchive()
    await fillRuns(archive.database, many)
    await mkdir(join(archive.folder, 'out'))
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      const out = join(archive.folder, 'out')
      const child = archive.start('runs', '--format', 'csv', '--out', join(out, `${signal}.csv`))
      const end = ended(child)
      await untilBegun(out)
      child.kill(signal)
      const { code, err } = await end
      expect(existsSync(join(out, `${signal}.csv`))).toBe(false)
      const left = (await readdir(out)).filter((name) => name.startsWith(signal))
      if (signal === 'SIGKILL') expect(left).toEqual([expect.stringMatching(/^SIGKILL\.csv\.\w+\.part$/)])
      else {
        expect(left).toEqual([])
        expect(code).toBe(1)
        expect(err).toMatch(/^stopped after \d+ runs: nothing of them stands in .*SIGINT\.csv\n$/)
      }
      for (const name of left) await rm(join(out, name))
    }
  })

  it('writes through a link, and leaves alone what is no file', async () => {
    await using archive = await openSqliteArchive()
    await fill(archive.database)
    await symlink(join(archive.folder, 'real.csv'), join(archive.folder, 'link.csv'))
    await writeFile(join(archive.folder, 'real.csv'), '')
    expect((await archive.run('runs', '--format', 'csv', '--out', 'link.csv')).code).toBe(0)
    expect(await readlink(join(archive.folder, 'link.csv'))).toContain('real.csv')
    expect(await readFile(join(archive.folder, 'real.csv'), 'utf8')).toMatch(/^urlId,run,/)
    for (const [target, why] of [
      ['/dev/null', 'no plain file'],
      ['archive', 'a folder'],
      ['nowhere/runs', 'cannot be written'],
    ] as const) {
      const { code, err } = await archive.run('runs', '--out', target)
      expect({ target, code, err }).toEqual({ target, code: 2, err: expect.stringContaining(why) })
    }
  })
})

describe.skipIf(platform === 'win32')('export where no room is left', () => {
  it('says so in one line, and leaves what was there', async () => {
    await using archive = await openSqliteArchive()
    await fillRuns(archive.database, many)
    await writeFile(join(archive.folder, 'runs.csv'), 'of yesterday')
    const command = `trap '' XFSZ; ulimit -f 2000; exec "${execPath}" "${bin}" export runs --out runs.csv`
    const env = { STANCEWIRE_DATA: archive.folder }
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: archive.folder,
      env,
      encoding: 'utf8',
    })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^\S+runs\.csv could not be written: EFBIG.*\n$/)
    expect(await readFile(join(archive.folder, 'runs.csv'), 'utf8')).toBe('of yesterday')
    expect(await readdir(archive.folder)).toEqual(['archive', 'runs.csv'])
  })
})

describe('export to standard output', () => {
  it('ends without a word once nobody reads any more', async () => {
    await using archive = await openSqliteArchive()
    await fillRuns(archive.database, many)
    const child = archive.start('runs')
    const end = ended(child)
    await new Promise((read) => child.stdout.once('data', read))
    child.stdout.destroy()
    expect(await end).toEqual({ code: 0, signal: null, err: '' })
  })

  it('stops after a whole line when it is told to, and says so', async () => {
    await using archive = await openSqliteArchive()
    await fillRuns(archive.database, many)
    const child = archive.start('runs')
    const end = ended(child)
    let out = ''
    child.stdout.on('data', (part) => {
      if (out === '') child.kill('SIGINT')
      out += part
    })
    const { code, err } = await end
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^stopped after \d+ runs\n$/) })
    const lines = out.split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.length).toBeLessThan(many)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  })

  it('writes a hundred thousand rows through a heap that could not hold them', async () => {
    await using archive = await openSqliteArchive()
    await fillRuns(archive.database, 100_000)
    const options = {
      // In megabytes: what the command itself takes, and little more.
      env: { STANCEWIRE_DATA: archive.folder, NODE_OPTIONS: '--max-old-space-size=56 --max-semi-space-size=4' },
      cwd: archive.folder,
    }
    const ended = await runCommand(['export', 'runs', '--out', 'runs.csv', '--format', 'csv'], options)
    expect(ended).toEqual({ code: 0, out: '', err: '100000 runs\n' })
  })
})

describe('export', () => {
  it.each([
    ['dna', '--format', 'ndjson'],
    ['runs', '--bom'],
    ['runs', '--text'],
    ['runs', '--mixed', 'both'],
    ['runs', '--since', 'yesterday'],
    ['runs', '--until', '2026-02-30'],
    ['gossip'],
  ])('refuses %s %s %s', async (...words) => {
    await using folder = await aFolder()
    const { code, out, err } = await runCommand(['export', ...words], { env: { STANCEWIRE_DATA: folder.path } })
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(/./) })
    expect(err).not.toContain('    at ')
  })

  it('makes no archive where there is none', async () => {
    await using folder = await aFolder()
    const { code, err } = await runCommand(['export', 'runs'], { env: { STANCEWIRE_DATA: folder.path } })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^no archive at .*archive\.sqlite: /) })
    expect(await readdir(folder.path)).toEqual([])
  })
})
