import { describe, expect, it } from 'vitest'
import { findQuotes } from './quotes.ts'

const quoted = (text: string): string[] => findQuotes(text).map(({ start, end }) => text.slice(start, end))

describe('findQuotes', () => {
  it('pairs straight double marks by their neighbours', () => {
    expect(quoted('She said "no" and then "never again".')).toEqual(['"no"', '"never again"'])
  })
  it('goes by direction with curly marks', () => {
    expect(quoted('“We wait,” he said, “and hope.”')).toEqual(['“We wait,”', '“and hope.”'])
  })
  it('takes low and angle marks for quotations too', () => {
    expect(quoted('„Nein“, sagte sie. «Non», dit-il.')).toEqual(['„Nein“', '«Non»'])
  })
  it('runs an unclosed mark to the end of the paragraph', () => {
    expect(quoted('"This goes on, he said.')).toEqual(['"This goes on, he said.'])
  })
  it('takes single marks for a quotation only when they close like one', () => {
    expect(quoted("It was 'a farce,' she said.")).toEqual(["'a farce,'"])
    expect(quoted("The workers' union won't back the mayors' plan.")).toEqual([])
  })
  it('finds nothing in an empty paragraph', () => {
    expect(findQuotes('')).toEqual([])
  })
})
