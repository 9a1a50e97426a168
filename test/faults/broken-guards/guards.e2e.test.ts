import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guards } from './guards.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (file: string) => readFile(join(root, file), 'utf8')

// That each test fails once its guard is broken is for `npm run faults:guards`: that takes minutes.
describe.each(guards)('the guard "$guard"', ({ file, from, to, test }) => {
  it('stands once in its file, and what breaks it can be read', async () => {
    const text = await read(file)
    expect(text.split(from).length - 1, `times that ${file} says: ${from}`).toBe(1)
    if (file.endsWith('.ts')) expect(() => stripTypeScriptTypes(text.replace(from, () => to))).not.toThrow()
  })

  it('has its test', async () => {
    expect(await read(test.file)).toContain(test.title)
  })
})
