import { describe, expect, it } from 'vitest'
import { type NdjsonLine, readNdjson } from './ndjson.ts'

async function read(chunks: readonly (string | Buffer)[], max?: number) {
  async function* input() {
    yield* chunks
  }
  const lines: NdjsonLine[] = []
  for await (const line of readNdjson(input(), max)) lines.push(line)
  return lines
}

describe('readNdjson', () => {
  it('gives the value of each line with its number, and passes over empty ones', async () => {
    expect(await read(['{"a":1}\n\n  \r\n[2]\r\n"x"'])).toEqual([
      { number: 1, ok: true, value: { a: 1 } },
      { number: 4, ok: true, value: [2] },
      { number: 5, ok: true, value: 'x' },
    ])
  })

  it('says why a line is none, and goes on', async () => {
    const [bad, good] = await read(['{"a":\n{"a":1}\n'])
    expect(bad).toMatchObject({ number: 1, ok: false })
    expect(good).toMatchObject({ number: 2, ok: true })
  })

  it('ends no line at a line separator inside a string', async () => {
    expect(await read(['{"a":"one\u2028two\u2029three\u0085four"}\n'])).toMatchObject([
      { value: { a: 'one\u2028two\u2029three\u0085four' } },
    ])
  })

  it('joins what arrives in pieces, inside a character too', async () => {
    const bytes = Buffer.from('{"a":"žluť 😀"}\n{"b":2}\n')
    const single = Array.from(bytes, (byte) => Buffer.from([byte]))
    expect(await read(single)).toMatchObject([{ value: { a: 'žluť 😀' } }, { value: { b: 2 } }])
  })

  it('reads a byte order mark as nothing, and bytes that are no UTF-8 as replacement characters', async () => {
    expect(await read([Buffer.from('\uFEFF{"a":1}\n')])).toMatchObject([{ value: { a: 1 } }])
    expect(await read([Buffer.from([0x22, 0xff, 0x22, 0x0a])])).toMatchObject([{ value: '\uFFFD' }])
  })

  it('names a line that is too long, and reads the next one', async () => {
    expect(await read(['"', 'x'.repeat(50), '"\n1\n', '"', 'y'.repeat(50)], 20)).toEqual([
      { number: 1, ok: false, why: 'longer than 20 characters' },
      { number: 2, ok: true, value: 1 },
      { number: 3, ok: false, why: 'longer than 20 characters' },
    ])
  })

  it('reads nothing from nothing', async () => {
    expect(await read([])).toEqual([])
    expect(await read(['', '\n'])).toEqual([])
  })
})
