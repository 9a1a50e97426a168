import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DiscoveredUrl } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { aFolder } from '../test/command.ts'
import { handIn } from './local-text.ts'

const at = '2026-03-03T09:00:00.000Z'

describe('handIn', () => {
  it('makes a message of an address, under the id of its canonical form', async () => {
    const [given, same] = await Promise.all([
      handIn('HTTPS://News.Example/a?utm_source=x', at),
      handIn('https://news.example/a', at),
    ])
    expect(DiscoveredUrl.omit({ run: true }).parse(given.found)).toEqual(given.found)
    expect(given).toMatchObject({ body: null, name: 'HTTPS://News.Example/a?utm_source=x' })
    expect(given.found.urlId).toBe(same.found.urlId)
    expect(given.found.discoveredAt).toBe(at)
  })

  it('reads a file under the hash of its bytes, whatever its name', async () => {
    await using folder = await aFolder({ 'a.txt': 'The same words.', 'b.txt': 'The same words.', 'c.txt': 'Others.' })
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => handIn(join(folder.path, `${name}.txt`), at)))
    expect(a).toMatchObject({ body: { text: 'The same words.' }, name: 'a.txt' })
    expect(a?.found.url).toBe(`text:${createHash('sha256').update('The same words.').digest('hex')}`)
    expect(a?.found.urlId).toBe(b?.found.urlId)
    expect(a?.found.urlId).not.toBe(c?.found.urlId)
    expect(DiscoveredUrl.omit({ run: true }).safeParse(a?.found).success).toBe(true)
  })

  it.each([
    ['http://', /no address that can be fetched/],
    ['http://[::bad', /no address that can be fetched/],
    [`https://news.example/${'x'.repeat(2_000)}`, /no address that can be fetched/],
    ['ftp://news.example/a', /neither an http address nor a file/],
    ['no-such-file.txt', /neither an http address nor a file/],
    [import.meta.dirname, /is a folder: name the files in it/],
  ])('refuses %j, and says why', async (argument, why) => {
    await expect(handIn(argument, at)).rejects.toThrow(why)
  })

  it('refuses a file that is too large', async () => {
    await using folder = await aFolder()
    const file = join(folder.path, 'large.txt')
    await writeFile(file, Buffer.alloc(5 * 1_024 * 1_024 + 1))
    await expect(handIn(file, at)).rejects.toThrow(/5242881 bytes, at most 5242880/)
  })
})
