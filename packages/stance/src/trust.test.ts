import { describe, expect, it } from 'vitest'
import { classifyStance, type StanceInput } from './classify-stance.ts'
import type { Position } from './position/position.ts'
import { compileTopic } from './topic/compile-topic.ts'

const tram = compileTopic({
  id: 'tram-line',
  title: 'Tram line',
  proposition: 'The city of Brunnow should build a tram line to the harbour.',
  keywords: { must: [['tram', 'trams', 'tram line']] },
  action: {
    enact: ['build', 'lay', 'extend'],
    undo: ['scrap', 'shelve', 'rule out', 'exclude'],
    objects: ['tram', 'tram line', 'rails'],
    limited: ['trial', 'single track'],
  },
  vehicles: ['tram plan'],
  reactions: { oppose: ['price war'] },
})
const OPENING = 'The council of Brunnow will decide in June whether to build a tram line to the harbour.'

function positions(text: string, more: Partial<StanceInput> = {}): readonly Position[] {
  return classifyStance(tram, { title: null, text: `${OPENING}\n\n${text}`, language: 'en', ...more }).positions
}

const told = (text: string, more?: Partial<StanceInput>): string[] =>
  positions(text, more).map((one) => `${one.holder}: ${one.stance}`)

describe('who holds a position', () => {
  it('gives a person one full name, whatever titles stand before it', () => {
    expect(told('Vice-Chairwoman Ines Aldana said the tram line should be built.')).toEqual(['Ines Aldana: support'])
    expect(told('Ministers Ines Aldana and Pavel Hruby said the tram line should be built.')).toContain(
      'Ines Aldana: support',
    )
    expect(told('Jean-Marc Corbin said the tram line should be built.')).toEqual(['Jean-Marc Corbin: support'])
  })

  it('finds the first name of a surname with a particle', () => {
    expect(
      told('Shops close early in the Movement of Eva van Dam.\n\nVan Dam said the tram line must be built.'),
    ).toEqual(['Eva van Dam: support'])
  })

  it('takes no street, weekday or place for a holder', () => {
    const text = 'Mill Lane and the Corn Square will be closed. It would be a mistake to build the tram line, she said.'
    expect(told(text)).toEqual([])
    expect(told('Ana Ruiz, a nurse from Nether Combe who rides daily, said the tram line must be built.')).toEqual([
      'Ana Ruiz: support',
    ])
    expect(told('A room in Altberg was full. Altberg heard that nobody wants the tram line built.')).toEqual([])
  })

  it('gives a quotation to the person named behind "said its chair,"', () => {
    const text =
      'Ana Ruiz spoke first.\n\n"We do not want a tram line here," said the association\'s chair, Tomas Berg.'
    expect(told(text)).toEqual(['Tomas Berg: oppose'])
  })

  it('does not give a passer-by\'s words, or what "he" says next, to the speaker before', () => {
    const text =
      'Tomas Berg said that it rained.\n\nA baker complained about the noise. He did not want the tram line, he said.'
    expect(told(text)).toEqual([])
  })

  it('gives what somebody tells of the own country to the speaker', () => {
    expect(told("Norway will not build the tram line, Norway's transport minister, Kari Lund, said.")).toEqual([
      'Kari Lund: oppose',
    ])
  })

  it('counts a government and its spokeswoman as one holder', () => {
    const [only, ...others] = positions(
      'Norway rejected the tram line on Monday.\n\n"Norway does not want the tram line," Norwegian spokeswoman Kari Lund said.',
    )
    expect([only?.holder, only?.stance, others.length]).toEqual(['Kari Lund', 'oppose', 0])
    expect(only?.aka).toContain('Norway')
  })

  it('hears the one before a possessive: "Norway\'s Kari Lund said"', () => {
    expect(told('"We will not build the tram line," Norway\'s Kari Lund said.')).toEqual(['Kari Lund: oppose'])
  })

  it('names the people a survey asked, and nobody it does not', () => {
    expect(told('The Danes are unmoved. Most of those asked in a survey reject the tram line.')).toEqual([
      'Danish public: oppose',
    ])
    expect(told('Most of those asked in a survey reject the tram line.')).toEqual([])
    expect(told('Ana Ruiz, who is ahead in the surveys, says no Danish tram line must be built.')).toEqual([
      'Ana Ruiz: oppose',
    ])
  })
})

describe('what counts as a position', () => {
  it('does not take what is said of somebody for what that one says', () => {
    expect(told('A trader said Ana Ruiz had been wrong and reckless about the tram line.')).toEqual([])
    expect(told('Ana Ruiz started a price war over the tram line.')).toEqual([])
  })

  it('does not give a speaker the readiness of unnamed others', () => {
    expect(told('Ana Ruiz said there are cities ready to build a tram line.')).toEqual([])
  })

  it('reads no position from a vote on another paper', () => {
    const text =
      'The council passed its budget for parks on Friday.\n\nThe Harbour Party voted against. Ana Ruiz voted in favour.'
    expect(told(text)).toEqual([])
  })

  it('reads one from a vote on a paper about the proposition', () => {
    const text = 'The council passed a motion to build the tram line on Friday.\n\nAna Ruiz voted against it.'
    expect(told(text)).toEqual(['Ana Ruiz: oppose'])
  })

  it('reads gladness by what it is about', () => {
    expect(told('Ana Ruiz was glad, she said, that the council had ruled out the tram line.')).toEqual([
      'Ana Ruiz: oppose',
    ])
  })

  it('reads objects that are denied behind the verb', () => {
    expect(told('Ana Ruiz said the city was prepared to build neither roads nor a tram line.')).toEqual([
      'Ana Ruiz: oppose',
    ])
  })

  it('takes "do not have to" for no refusal', () => {
    expect(told('"We wait so that we don\'t have to join," said Ana Ruiz of the tram line.')).toEqual([])
  })

  it('knows a report from an opinion piece when it is told', () => {
    const text =
      'We asked around. We wrote to readers. Our own council has said that we should not build the tram line.'
    expect(told(text, { kind: 'article', authors: ['Ana Ruiz'] })).not.toContain('Ana Ruiz: oppose')
  })
})
