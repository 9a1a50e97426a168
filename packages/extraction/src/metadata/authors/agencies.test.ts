import { describe, expect, it } from 'vitest'
import { isAgency, isOrganisation, isUnnamedAgency } from './agencies.ts'

describe('isAgency', () => {
  it('knows agencies by letters and by name, in any spelling and together', () => {
    for (const name of [
      'AFP',
      'dpa',
      'Agence France-Presse',
      'Deutsche Presse-Agentur',
      'ТАСС',
      'Укрінформ',
      'dpa/AFP',
    ])
      expect(isAgency(name)).toBe(true)
  })

  it('leaves persons alone', () => {
    for (const name of ['Mira Tolland', 'Ana Efe Ruiz', '']) expect(isAgency(name)).toBe(false)
  })
})

describe('isOrganisation', () => {
  it('sees newsrooms, firms and hosts in several languages', () => {
    for (const name of ['Sportredaktion', 'La rédaction', 'Редакція', 'Redakcja', 'Moor Verlag GmbH', 'moor.com.tr'])
      expect(isOrganisation(name)).toBe(true)
  })

  it('leaves persons alone', () => {
    for (const name of ['Mira Tolland', 'Bill Press', 'Karl Stadtteam-Meyer', 'J. R. Rook'])
      expect(isOrganisation(name)).toBe(false)
  })
})

describe('isUnnamedAgency', () => {
  it('is for words that name none', () => {
    expect(isUnnamedAgency('Agenturen')).toBe(true)
    expect(isUnnamedAgency('AFP')).toBe(false)
  })
})
