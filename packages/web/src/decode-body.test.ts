import { Readable } from 'node:stream'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readBody, TooLargeError, UnknownCodingError } from './decode-body.ts'

const mebibyte = 1_024 * 1_024
const page = Buffer.from('<p>A small page, and quite a small one.</p>'.repeat(20))
const coders = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
}
const codings = Object.entries(coders)

describe('readBody', () => {
  it.each(codings)('undoes %s', async (coding, encode) => {
    const read = await readBody(Readable.from([encode(page)]), coding, mebibyte)
    expect(read.equals(page)).toBe(true)
  })

  it.each([undefined, '', 'identity', 'Identity , '])('reads a body coded as %j as it is', async (coding) => {
    expect((await readBody(Readable.from([page]), coding, mebibyte)).equals(page)).toBe(true)
  })

  it('undoes two codings, the last one first', async () => {
    const body = Readable.from([brotliCompressSync(gzipSync(page))])
    expect((await readBody(body, 'GZIP, br', mebibyte)).equals(page)).toBe(true)
  })

  it('reads a body that comes a byte at a time', async () => {
    const bytes = [...gzipSync(page)].map((byte) => Buffer.from([byte]))
    expect((await readBody(Readable.from(bytes), 'gzip', mebibyte)).equals(page)).toBe(true)
  })

  it('takes a body of exactly the limit, and none of a byte more', async () => {
    const read = (size: number) => readBody(Readable.from([Buffer.alloc(size)]), undefined, 1_000)
    expect((await read(1_000)).length).toBe(1_000)
    await expect(read(1_001)).rejects.toThrow(TooLargeError)
  })

  it.each(codings)('stops a bomb of %s at the limit', async (coding, encode) => {
    const bomb = encode(Buffer.alloc(64 * mebibyte))
    expect(bomb.length).toBeLessThan(mebibyte / 8)
    await expect(readBody(Readable.from([bomb]), coding, mebibyte)).rejects.toThrow(TooLargeError)
  })

  it('stops a bomb within a bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(64 * mebibyte)))
    await expect(readBody(Readable.from([bomb]), 'gzip, gzip', mebibyte)).rejects.toThrow(TooLargeError)
  })

  it('asks a body without an end for no more than it needs', async () => {
    let given = 0
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(++given && 1_000)
      })(),
    )
    await expect(readBody(endless, undefined, 10_000)).rejects.toThrow(TooLargeError)
    expect(given).toBeLessThan(100)
    expect(endless.destroyed).toBe(true)
  })

  it.each(['compress', 'exi', 'gzip, exi', 'gzip, gzip, gzip'])('lets go of a body in coding %s', async (coding) => {
    const body = Readable.from([page])
    await expect(readBody(body, coding, mebibyte)).rejects.toThrow(UnknownCodingError)
    expect(body.destroyed).toBe(true)
  })

  it.each(codings)('fails on %s that is none', async (coding) => {
    await expect(readBody(Readable.from([page]), coding, mebibyte)).rejects.toThrow()
  })

  it.each(codings)('fails on %s that ends too early', async (coding, encode) => {
    const body = Readable.from([encode(page).subarray(0, -8)])
    await expect(readBody(body, coding, mebibyte)).rejects.toThrow()
  })

  it('fails where its source fails', async () => {
    const source = new Readable({ read() {} })
    const reading = readBody(source, 'gzip, br', mebibyte)
    source.destroy(new Error('the line went dead'))
    await expect(reading).rejects.toThrow('the line went dead')
  })
})
