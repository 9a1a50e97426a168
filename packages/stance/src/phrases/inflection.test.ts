import { describe, expect, it } from 'vitest'
import { nounForms, nounsOfVerb, verbForms } from './inflection.ts'

describe('inflection', () => {
  it('forms regular and irregular verbs', () => {
    expect(verbForms('deny')).toEqual(['deny', 'denies', 'denied', 'denying'])
    expect(verbForms('ban')).toContain('banned')
    expect(verbForms('withdraw')).toContain('withdrew')
    expect(verbForms('criticise')).toContain('criticized')
  })
  it('gives both numbers of a noun, whichever came in', () => {
    expect(nounForms('levies')).toContain('levy')
    expect(nounForms('tariff')).toContain('tariffs')
    expect(nounForms('tariffs')).toContain('tariff')
  })
  it('leaves short words and double s alone', () => {
    expect(nounForms('pass')).not.toContain('pas')
  })
  it('guesses the noun of a verb', () => {
    expect(nounsOfVerb('deploy')).toContain('deployment')
    expect(nounsOfVerb('abolish')).toContain('abolition')
    expect(nounsOfVerb('expand')).toContain('expansion')
  })
})
