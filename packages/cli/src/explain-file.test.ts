import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder } from '../test/command.ts'
import { decodeFile, readPageFile } from './explain-file.ts'

async function read(name: string, bytes: string | Buffer, maxBytes = 10_000) {
  await using folder = await aFolder()
  await writeFile(join(folder.path, name), bytes)
  return await readPageFile(join(folder.path, name), maxBytes)
}

describe('readPageFile', () => {
  it.each([
    ['page.html', 'no tag', 'html'],
    ['page.HTM', 'no tag', 'html'],
    ['page.txt', '<html>', 'text'],
    ['page', 'Words.', 'text'],
    ['page', '\n<!DOCTYPE html><title>A</title>', 'html'],
    ['page.aspx', '<div class="a">Words.</div>', 'html'],
    ['page', 'It holds that 3 < 4 and 5 > 4.', 'text'],
  ])('takes %s with %j for %s', async (name, text, media) => {
    expect(await read(name, text)).toEqual({ media, text })
  })

  it.each([
    ['', 'is empty'],
    [' \n ', 'is empty'],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'is neither HTML nor text'],
    ['x'.repeat(10_001), 'has more than 10000 bytes'],
  ])('refuses what is no page', async (bytes, why) => {
    await expect(read('page.html', bytes)).rejects.toThrow(why)
  })

  it('says that there is no file, or that it is a folder', async () => {
    await using folder = await aFolder()
    await expect(readPageFile(join(folder.path, 'none.html'), 10)).rejects.toThrow(
      'is neither an http(s) address nor a',
    )
    await expect(readPageFile(folder.path, 10)).rejects.toThrow('is a folder')
  })
})

describe('decodeFile', () => {
  it.each([
    ['UTF-8', Buffer.from('žluťoučký')],
    ['UTF-8 with its mark', Buffer.from('\ufeffžluťoučký')],
    ['UTF-16', Buffer.from('\ufeffžluťoučký', 'utf16le')],
  ])('reads %s', (_, bytes) => {
    expect(decodeFile(bytes)).toBe('žluťoučký')
  })

  it.each([
    ['<meta charset="windows-1251">', [0xcc, 0xe8, 0xf0], 'Мир'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', [0xb9], 'š'],
    ['<meta charset="no-such">', [0xe9], 'é'],
    ['', [0x93, 0x94], '“”'],
  ])('reads what is no UTF-8 as it says of itself: %s', (head, bytes, text) => {
    expect(decodeFile(Buffer.concat([Buffer.from(head), Buffer.from(bytes)]))).toBe(head + text)
  })
})
