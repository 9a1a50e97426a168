import { describe, expect, it } from 'vitest'
import { detectLanguage } from './language.ts'
import { languageByWords } from './rare-languages.ts'

const zulu =
  'Umphathi wenkwali uthe kusho abantu bendawo ukuthi umsindo uzophela uma ngabe ibhuloho selakhiwe kodwa futhi noma ngoba lokhu kuthiwa kuzothatha isikhathi eside. '
const welsh =
  'Mae perchennog y chwarel wedi dweud bod y gwaith yn y cwm yn dod i ben, ond mae rhai hefyd yn ofni ei fod wedi gan y pentref lai o swyddi. '

describe('languageByWords', () => {
  it('knows a language by its frequent words', () => {
    expect(languageByWords(zulu)).toBe('zu')
    expect(languageByWords(welsh)).toBe('cy')
  })

  it('is silent on languages that it does not know, and on little text', () => {
    const german =
      'Das Dorf und der Besitzer des Steinbruchs wollen einen Schlichter über den Lärm entscheiden lassen. '
    expect(languageByWords(german.repeat(4))).toBeNull()
    expect(languageByWords('ukuthi ukuthi ukuthi ukuthi')).toBeNull()
    expect(languageByWords('')).toBeNull()
  })
})

describe('detectLanguage', () => {
  it('asks the words where letter sequences are unsure', () => {
    expect(detectLanguage(zulu.repeat(3))).toEqual({ language: 'zu', isSure: true })
  })
})
