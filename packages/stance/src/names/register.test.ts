import { describe, expect, it } from 'vitest'
import { readDocument } from '../text/document.ts'
import { readRegister } from './register.ts'

const read = (text: string) => {
  const { sentences } = readDocument(text)
  return readRegister(sentences, () => text)
}
const named = (text: string): string[] =>
  read(text)
    .mentions.flat()
    .map((mention) => mention.entity?.name ?? '')

describe('readRegister', () => {
  it('gives a lone surname to the full name, wherever that stands', () => {
    expect(named('Brandt waved. Then Lotte Brandt left.')).toEqual(['Lotte Brandt', 'Lotte Brandt'])
  })
  it('takes titles and nationality off a name and keeps them', () => {
    const [person] = read('Peruvian Foreign Minister Ana Ruiz spoke.').people
    expect(person?.name).toBe('Ana Ruiz')
    expect(person?.affiliation).toBe('Peru')
    expect([...(person?.titles ?? [])]).toContain('minister')
  })
  it('reads small titles and the country before a name', () => {
    const [person] = read("Chile's trade minister, Bruno Vega, agreed.").people
    expect(person?.affiliation).toBe('Chile')
    expect([...(person?.titles ?? [])]).toEqual(expect.arrayContaining(['trade', 'minister']))
  })
  it('lets a capital or seat of government stand for the country', () => {
    expect(named('Lima and Santo Domingo signed; the Kremlin waited.')).toEqual([
      'Peru',
      'Dominican Republic',
      'Russia',
    ])
  })
  it('lets a ministry speak for its country', () => {
    expect(named('The Polish Foreign Ministry denied it.')).toEqual(['Poland'])
  })
  it('links an abbreviation in brackets to the name before it', () => {
    expect(named('The Harbour Workers Union (HWU) struck. HWU won.')).toEqual([
      'Harbour Workers Union',
      'Harbour Workers Union',
      'Harbour Workers Union',
    ])
  })
  it('tells namesakes apart by their first name', () => {
    expect(read('Ana Ruiz met Carlos Ruiz.').people.map((person) => person.name)).toEqual(['Ana Ruiz', 'Carlos Ruiz'])
  })
  it('takes no common word at the start of a sentence for a name', () => {
    expect(named('Voters waited. Critics laughed. Sending help took weeks.')).toEqual([])
  })
  it('does not take the English pronoun for a country', () => {
    expect(named('They told us to leave.')).toEqual([])
    expect(named('They told the US to leave.')).toEqual(['United States'])
  })
})
