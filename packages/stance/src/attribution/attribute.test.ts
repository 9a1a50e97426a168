import { describe, expect, it } from 'vitest'
import { attribute } from './attribute.ts'

const read = (text: string) =>
  attribute(text).map(({ source, cue, content, kind }) => ({
    source: source === null ? null : text.slice(source.start, source.end),
    cue: cue === null ? null : text.slice(cue.start, cue.end),
    content: text.slice(content.start, content.end),
    kind,
  }))

describe('attribute', () => {
  it('finds the speaker after the words', () => {
    expect(read('"The bridge stays open," said Mayor Lotte Brandt.')[0]).toEqual({
      source: 'Mayor Lotte Brandt',
      cue: 'said',
      content: '"The bridge stays open,"',
      kind: 'direct_quote',
    })
  })
  it('finds the speaker before the words', () => {
    expect(read('Lotte Brandt said on Monday that the bridge would stay open.')[0]).toMatchObject({
      source: 'Lotte Brandt',
      cue: 'said',
      kind: 'indirect',
    })
  })
  it('joins the two halves round a speaker', () => {
    const [one] = read('"The bridge," Lotte Brandt said, "stays open."')
    expect(one?.content).toBe('"The bridge," Lotte Brandt said, "stays open."')
  })
  it('takes what precedes an indirect speaker', () => {
    expect(read('The bridge will stay open, Lotte Brandt said.')[0]?.content).toBe('The bridge will stay open')
  })
  it('begins the content after the listener', () => {
    expect(read('Lotte Brandt told reporters in Elden that the bridge would close.')[0]?.content).toBe(
      'the bridge would close',
    )
  })
  it('reads according to', () => {
    expect(read('According to the harbour office, the bridge is safe.')[0]).toMatchObject({
      source: 'the harbour office',
      cue: 'According to',
      content: 'the bridge is safe',
    })
  })
  it('keeps a quotation that runs on over sentences', () => {
    expect(read('"It is safe," Brandt said. "It has always been safe."')[0]?.content).toMatch(/always been safe\."$/)
  })
  it('takes a common noun for a source', () => {
    expect(read('"We were never asked," said a teacher from the town.')[0]?.source).toBe('a teacher')
  })
  it('does not take words inside a quotation for a cue', () => {
    expect(read('"He said nothing," Brandt recalled.')).toHaveLength(1)
  })
  it('keeps offsets exact over curly marks and characters outside the basic plane', () => {
    const [one] = read('🚲 “Ça va,” said Zoë Müller.')
    expect(one?.source).toBe('Zoë Müller')
    expect(one?.content).toBe('“Ça va,”')
  })
  it('stays within its cap on hostile text', () => {
    expect(attribute('Ann Bell said that. '.repeat(60_000)).length).toBeLessThanOrEqual(2_000)
    expect(attribute('"'.repeat(1_000_000))).toEqual([])
    expect(attribute('')).toEqual([])
  })
})
