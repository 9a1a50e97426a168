import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { bodiesConformance } from '../test/bodies-conformance.ts'
import { urlIdOf } from '../test/builders.ts'
import { openFolderBodies } from './folder-bodies.ts'
import { openMemoryBodies } from './memory-bodies.ts'

describe('bodies in memory', () => {
  bodiesConformance(openMemoryBodies)
})

describe('bodies in a folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'stancewire-bodies-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(home, 'b-'))
  })

  bodiesConformance(() => openFolderBodies(join(folder, 'made', 'when', 'needed')))

  const ref = { urlId: urlIdOf('a'), run: 1, kind: 'page' } as const
  const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'))

  it('are packed, and leave nothing beside them', async () => {
    await openFolderBodies(folder).write(ref, 'The tram line. '.repeat(1_000))
    const [name = '', ...rest] = files()
    expect(rest).toEqual([])
    expect(readFileSync(join(folder, name)).length).toBeLessThan(500)
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['of something else', () => Buffer.from('<html>no brotli</html>')],
  ])('that are %s are as if they were missing, and are written anew', async (_, spoil) => {
    const bodies = openFolderBodies(folder)
    await bodies.write(ref, 'Whole sentences, one after the other, until it is long enough to be cut.'.repeat(50))
    const path = join(folder, files()[0] ?? '')
    writeFileSync(path, spoil(readFileSync(path)))
    expect(await bodies.read(ref)).toBeUndefined()
    await bodies.write(ref, 'again')
    expect(await bodies.read(ref)).toBe('again')
  })

  it('half written by a killed process are never read, and go with old pages', async () => {
    const bodies = openFolderBodies(folder)
    await bodies.write(ref, 'whole')
    const part = join(folder, `${files()[0]}.f00.part`)
    writeFileSync(part, 'hal')
    utimesSync(part, 1, 1)
    expect(await bodies.read(ref)).toBe('whole')
    expect(await bodies.dropOlder('page', 10_000)).toBe(1)
    expect(files()).toHaveLength(1)
    expect(await bodies.read(ref)).toBe('whole')
  })

  it('that cannot be written say so, with the cause', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const failing = openFolderBodies(file).write(ref, 'x')
    await expect(failing).rejects.toThrow()
  })

  it('in a folder that is not there are missing', async () => {
    const bodies = openFolderBodies(join(folder, 'none'))
    expect(await bodies.read(ref)).toBeUndefined()
    expect(await bodies.dropOlder('text', Date.now())).toBe(0)
  })
})
