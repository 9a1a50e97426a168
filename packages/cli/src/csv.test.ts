import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { readCsv, readTable } from '../test/rfc-4180.ts'
import { openCsv } from './csv.ts'

const nasty = [
  'plain',
  '',
  'a,b',
  '"quoted"',
  'she said "no", twice',
  'two\nlines',
  'two\r\nlines',
  'a lone\rreturn',
  ' spaces ',
  '🚋 tram — Straßenbahn, 電車',
  'e\u0301\u200D\u202E',
  '=1+1',
  '=HYPERLINK("http://x.example","here")',
  '+46 8',
  '-2',
  '@ida',
  '\tindented',
  '\rreturned',
  '\nlined',
  "'=1",
  "''=1",
  "'tis",
  '＝1',
  ',',
  '"',
  '""',
  '\n',
]

const table = (rows: readonly { a: unknown; b: unknown }[], options = {}) => {
  const csv = openCsv(['a', 'b'], options)
  return csv.head() + csv.rows(rows)
}
const undefuse = (cell: string) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '')

describe('openCsv', () => {
  it('writes what a strict reader reads back, whatever stands in a cell', () => {
    const read = readTable(table(nasty.map((a, at) => ({ a, b: at }))))
    expect(read.map(({ a = '' }) => undefuse(a))).toEqual(nasty)
    expect(read.map(({ b }) => b)).toEqual(nasty.map((_, at) => String(at)))
  })

  it('lets no text be a formula, and says so in a way that can be undone', () => {
    const cells = readTable(table(nasty.map((a) => ({ a, b: 'x' })))).map(({ a }) => a)
    expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell ?? ''))).toEqual([])
    expect(cells).toContain("'=1+1")
    expect(cells).toContain("''=1")
    expect(cells).toContain("'tis")
  })

  it('leaves texts as they are for programs', () => {
    const read = readTable(
      table(
        nasty.map((a) => ({ a, b: 'x' })),
        { isVerbatim: true },
      ),
    )
    expect(read.map(({ a }) => a)).toEqual(nasty)
  })

  it('keeps numbers numbers, also below zero, and leaves empty what is not there', () => {
    const rows = [
      { a: -1.5, b: 0 },
      { a: null, b: undefined },
      { a: true, b: false },
    ]
    expect(table(rows)).toBe('a,b\r\n-1.5,0\r\n,\r\ntrue,false\r\n')
  })

  it('puts lists and objects into their cell as JSON', () => {
    const [row] = readTable(table([{ a: ['Ida, "Mayor"', '='], b: { c: 'two\nlines' } }]))
    expect(JSON.parse(row?.a ?? '')).toEqual(['Ida, "Mayor"', '='])
    expect(JSON.parse(row?.b ?? '')).toEqual({ c: 'two\nlines' })
  })

  it('has a head without any row, and a byte order mark once where it is wanted', () => {
    expect(table([])).toBe('a,b\r\n')
    expect(table([{ a: 1, b: 2 }], { bom: true })).toBe('\uFEFFa,b\r\n1,2\r\n')
  })

  it('keeps the order of its columns, whatever that of a row is', () => {
    expect(openCsv(['a', 'b']).rows([{ b: 2, a: 1, c: 3 } as never])).toBe('1,2\r\n')
  })

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('is read by the csv module of Python', () => {
    const text = table(
      nasty.map((a, b) => ({ a, b })),
      { isVerbatim: true },
    )
    const program =
      'import csv,json,sys,io;print(json.dumps(list(csv.reader(io.TextIOWrapper(sys.stdin.buffer,"utf-8",newline="")))))'
    const rows = JSON.parse(execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8' }))
    expect(rows.slice(1).map(([a]: string[]) => a)).toEqual(nasty)
  })
})

describe('the reader of these tests', () => {
  it.each(['a,b', 'a"b,c\r\n', '"a,b\r\n', 'a\nb\r\n', '"a"b\r\n'])('refuses %j', (text) => {
    expect(() => readCsv(text)).toThrow()
  })
})
