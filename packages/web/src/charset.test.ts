import { describe, expect, it } from 'vitest'
import { decodeText } from './charset.ts'

const html = 'text/html'
const latin = (text: string) => Buffer.from(text, 'latin1')
const utf8 = (text: string) => Buffer.from(text)
const declared = (charset: string, body: string) =>
  `<html><head><meta charset="${charset}"></head><p>${body}</p></html>`

describe('decodeText', () => {
  it('reads UTF-8 that nobody declares', () => {
    expect(decodeText(utf8('Zażółć gęślą jaźń'), html)).toBe('Zażółć gęślą jaźń')
  })

  it('reads windows-1252 that nobody declares', () => {
    expect(decodeText(latin('une dépêche très brève, été après été'), html)).toBe(
      'une dépêche très brève, été après été',
    )
  })

  it('reads the curly quotes of windows-1252', () => {
    expect(decodeText(Buffer.from([0x93, 0x48, 0x69, 0x94, 0x20, 0x80]), 'text/html; charset=windows-1252')).toBe(
      '“Hi” €',
    )
  })

  it.each(['utf-8', 'UTF8', '"utf-8"', "'utf-8'", ' utf-8 ', 'utf-8; boundary=x'])(
    'reads a header that says charset=%s',
    (name) => {
      expect(decodeText(utf8('naïve'), `text/html; charset=${name}`)).toBe('naïve')
    },
  )

  it('believes the header', () => {
    expect(decodeText(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'text/html; charset=windows-1251')).toBe(
      'Привет',
    )
  })

  it('believes the page where the header is silent', () => {
    const bytes = Buffer.concat([latin('<meta charset="koi8-r">'), Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4])])
    expect(decodeText(bytes, html)).toContain('Привет')
  })

  it('reads the older form of the declaration in a page', () => {
    const head = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">'
    const bytes = Buffer.concat([latin(head), Buffer.from([0xb1, 0xbf])])
    expect(decodeText(bytes, html)).toContain('ąż')
  })

  it('reads the declaration of an XML document', () => {
    const bytes = Buffer.concat([
      latin('<?xml version="1.0" encoding="windows-1250"?><a>'),
      Buffer.from([0xb9, 0xea]),
      latin('</a>'),
    ])
    expect(decodeText(bytes, 'application/rss+xml')).toContain('ąę')
  })

  it('believes a byte order mark more than anything else, and takes it away', () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8(declared('windows-1251', 'über'))])
    const text = decodeText(bytes, 'text/html; charset=windows-1251')
    expect(text).toContain('<p>über</p>')
    expect(text.startsWith('<html>')).toBe(true)
  })

  it.each([
    ['little', Buffer.from('\uFEFFgrün', 'utf16le')],
    ['big', Buffer.from('\uFEFFgrün', 'utf16le').swap16()],
  ])('reads UTF-16, %s end first, by its mark', (_, bytes) => {
    expect(decodeText(bytes, html)).toBe('grün')
  })

  it('does not believe a page of windows-1252 that calls itself UTF-8, however few its accents', () => {
    expect(decodeText(latin(declared('utf-8', 'café')), html)).toContain('café')
    expect(decodeText(latin('café'), 'text/html; charset=utf-8')).toBe('café')
  })

  it('does not believe a page of UTF-8 that calls itself a Western charset', () => {
    expect(decodeText(utf8('café'), 'text/html; charset=iso-8859-1')).toBe('café')
    expect(decodeText(utf8(declared('windows-1252', 'Zürich')), html)).toContain('Zürich')
  })

  it('believes a Western charset whose bytes are no UTF-8', () => {
    expect(decodeText(latin('café'), 'text/html; charset=iso-8859-1')).toBe('café')
  })

  it('keeps a UTF-8 page that was cut in the middle of a character', () => {
    const text = decodeText(utf8('Die Züge fahren für über hundert Gäste').subarray(0, -3), 'text/html; charset=utf-8')
    expect(text).toContain('Züge fahren für über')
  })

  it('keeps a UTF-8 page with a few damaged characters', () => {
    const bytes = Buffer.concat([utf8('Ähren, Öfen, Übung: '.repeat(50)), Buffer.from([0xff, 0xfe, 0x80])])
    expect(decodeText(bytes, 'text/html; charset=utf-8')).toContain('Ähren, Öfen, Übung')
  })

  it.each(['nonsense', 'x-user-defined', 'iso-2022-kr', ''])(
    'reads the page although its header names charset %j',
    (name) => {
      expect(decodeText(utf8('plain words'), `text/html; charset=${name}`)).toBe('plain words')
    },
  )

  it('reads an empty body as empty text', () => {
    expect(decodeText(Buffer.alloc(0), undefined)).toBe('')
  })

  it('gives some text for any bytes', () => {
    const bytes = Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 89) % 256))
    expect(decodeText(bytes, undefined)).not.toBe('')
  })
})
