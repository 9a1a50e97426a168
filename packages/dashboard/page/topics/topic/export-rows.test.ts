import { describe, expect, it } from 'vitest'
import { toCsv, toNdjson } from './export-rows.ts'

describe('an export of rows', () => {
  it('quotes what a table would take for its own signs', () => {
    expect(toCsv(['name', 'quote'], [{ name: 'Ida, of "Holm"', quote: 'one\ntwo' }])).toBe(
      '\uFEFFname,quote\r\n"Ida, of ""Holm""","one\ntwo"\r\n',
    )
  })

  it('lets no text be a formula, and leaves numbers and gaps as they are', () => {
    const row = { a: '=1+1', b: "'+x", c: -2.5, d: null, e: '＝x', f: ['x'] }
    expect(toCsv(['a', 'b', 'c', 'd', 'e', 'f', 'g'], [row])).toBe(
      '\uFEFFa,b,c,d,e,f,g\r\n\'=1+1,\'\'+x,-2.5,,\'＝x,"[""x""]",\r\n',
    )
  })

  it('gives each row as one line of JSON', () => {
    expect(toNdjson([{ a: 'one\ntwo' }, { a: null }])).toBe('{"a":"one\\ntwo"}\n{"a":null}\n')
    expect(toNdjson([])).toBe('')
  })
})
