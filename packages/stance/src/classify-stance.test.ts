import { describe, expect, it } from 'vitest'
import { classifyStance, type StanceInput } from './classify-stance.ts'
import type { Position } from './position/position.ts'
import { compileTopic } from './topic/compile-topic.ts'

const week = compileTopic({
  id: 'four-day-week',
  title: 'Four-day week',
  proposition: 'Portugal should introduce a four-day working week.',
  keywords: { must: [['four-day week', 'four-day working week', 'shorter week']] },
})
const cars = compileTopic({
  id: 'car-free-centre',
  title: 'Car-free centre',
  proposition: 'The city of Norvik should ban private cars from its centre.',
  keywords: {
    must: [
      ['car', 'cars'],
      ['centre', 'old town'],
    ],
  },
  action: { enact: ['ban', 'bar'], undo: ['delay'], objects: ['cars', 'private cars'] },
  vehicles: ['car-free zone', 'car-free plan'],
})

const classify = (text: string, more: Partial<StanceInput> = {}, topic = cars) =>
  classifyStance(topic, { title: null, text, language: 'en', ...more })
const opening = 'Norvik will decide in May whether to ban private cars from its centre.'
const positionOf = (holder: string, text: string, topic = cars): Position | undefined =>
  classify(text, {}, topic).positions.find((position) => position.holder === holder)

describe('classifyStance', () => {
  it('gives every country of a list its own position', () => {
    const text =
      'Lisbon argues about a four-day working week. Spain, Belgium and Iceland rejected the four-day week, as did Malta.'
    const { positions } = classify(text, {}, week)
    expect(positions.map(({ holder, holderType, stance }) => [holder, holderType, stance])).toEqual([
      ['Spain', 'country', 'oppose'],
      ['Belgium', 'country', 'oppose'],
      ['Iceland', 'country', 'oppose'],
      ['Malta', 'country', 'oppose'],
    ])
  })
  it('finds the named members of a group', () => {
    const text = `${opening} Several parties, including the Harbour Party and the Reform Party, voted against the car-free plan.`
    expect(classify(text).positions.map(({ holder }) => holder)).toEqual(['Harbour Party', 'Reform Party'])
  })
  it('follows "he" and an office to the person they stand for', () => {
    const text = `${opening}\n\nMayor Tessa Lund opened the debate. She said private cars should be banned from the centre.\n\nPolice chief Arne Falk was next. "The ban cannot be enforced," the police chief said.`
    expect(positionOf('Tessa Lund', text)?.stance).toBe('support')
    expect(classify(text).positions.map(({ holder }) => holder)).not.toContain('Arne Falk, police chief')
  })
  it('lets a spokesman speak for the principal', () => {
    const text = `${opening}\n\nA spokesman for Tessa Lund said she backed the car-free zone.`
    expect(positionOf('Tessa Lund', text)?.stance).toBe('support')
  })
  it('gives a holder one position whatever the number of statements', () => {
    const text = `${opening}\n\nTessa Lund backs the ban.\n\n"Cars do not belong in the centre," Lund said. "We will ban them."\n\nMs Lund promised to ban cars by May.`
    expect(classify(text).positions.filter(({ holder }) => holder === 'Tessa Lund')).toHaveLength(1)
  })
  it('reads a denial as opposition and says so in the words', () => {
    const found = positionOf('Jon Berg', `${opening}\n\nJon Berg denied that the city would ban cars from the centre.`)
    expect(found).toMatchObject({
      stance: 'oppose',
      quote: 'Jon Berg denied that the city would ban cars from the centre.',
    })
  })
  it('reads a bare condition as mixed', () => {
    const text =
      'Lisbon argues about a four-day working week. Duarte Lobo would support a four-day week only if wages did not fall.'
    expect(positionOf('Duarte Lobo', text, week)).toMatchObject({ stance: 'mixed', sub: 'conditional' })
  })
  it('reads a limited form accepted and the rest refused as mixed', () => {
    const limited = compileTopic({ ...cars.topic, action: { ...cars.topic.action, limited: ['delivery vans'] } })
    const text = `${opening}\n\nRosa Vidal would ban delivery vans but rejected a ban on private cars.`
    expect(positionOf('Rosa Vidal', text, limited)?.stance).toBe('mixed')
  })
  it('keeps offsets exact over characters outside the basic plane and curly marks', () => {
    const text = `🚲🚗 ${opening}\n\n“Cars must be banned from the centre — 𝒻inally,” said Zoë Ødegård.`
    const { positions } = classify(text)
    expect(positions.map(({ holder }) => holder)).toEqual(['Zoë Ødegård'])
    for (const { quote, start, end } of positions) expect(text.slice(start ?? 0, end ?? 0)).toBe(quote)
  })
  it('gives words of the title no offsets', () => {
    const text = 'The centre of Norvik is full of cars. The council meets in May. Private cars park in the centre.'
    const [found] = classify(text, { title: 'Tessa Lund wants to ban cars from the centre' }).positions
    expect(found).toMatchObject({ holder: 'Tessa Lund', attribution: 'headline', start: null, end: null })
  })
  it('prefers what the text says to what the headline says', () => {
    const text = `${opening}\n\n"I will vote against the ban," said Tessa Lund.`
    const { positions } = classify(text, { title: 'Tessa Lund backs ban on cars in the centre' })
    expect(positions.map(({ holder, stance }) => [holder, stance])).toEqual([['Tessa Lund', 'oppose']])
  })
  it('tells how the words reached the reader', () => {
    const mode = (sentence: string) => positionOf('Tessa Lund', `${opening}\n\n${sentence}`)?.attribution
    expect(mode('"We will ban cars from the centre," said Tessa Lund.')).toBe('direct_quote')
    expect(mode('Tessa Lund said cars should be banned from the centre.')).toBe('indirect')
    expect(mode('Tessa Lund voted against the car-free plan.')).toBe('narrated')
  })
  it('is surer of a plain quotation than of a hint', () => {
    const plain = positionOf('Tessa Lund', `${opening}\n\n"We must ban private cars from the centre," said Tessa Lund.`)
    const hint = positionOf('Tessa Lund', `${opening}\n\nTessa Lund is unimpressed.`)
    expect(plain?.confidence).toBeGreaterThan(0.8)
    expect(hint?.confidence ?? 0).toBeLessThan(plain?.confidence ?? 0)
  })
  it('never quotes more than about 400 characters', () => {
    const text = `${opening}\n\nTessa Lund said private cars should be banned from the centre ${'because of the noise and the dust '.repeat(40)}.`
    for (const { quote } of classify(text).positions) expect(quote.length).toBeLessThanOrEqual(400)
  })
  it('reads the voice of a signed opinion piece and gives it to its author', () => {
    const text = `OPINION\nBy Rosa Vidal\n\n${opening} I say: ban them. Private cars should be banned from the centre this year. We must not wait.`
    const found = classify(text)
    expect(found.articleStance).toBe('support')
    expect(found.positions.map(({ holder }) => holder)).toContain('Rosa Vidal')
  })
  it('keeps a report neutral however strong its quotations', () => {
    expect(classify(`${opening}\n\n"Madness," said Jon Berg of the ban.`).articleStance).toBe('neutral')
  })
  it('takes irony at its word, a known limit', () => {
    expect(
      positionOf('Jon Berg', `${opening}\n\n"Splendid, ban the cars," Jon Berg said and rolled his eyes.`)?.stance,
    ).not.toBe('oppose')
  })
  it('reads no positions in other languages and says so', () => {
    const found = classify('Norvik bestemmer i mai. cars centre.', { language: 'nb' })
    expect(found).toMatchObject({ stanceStatus: 'language-unsupported', positions: [] })
    expect(classify(opening, { language: 'en-GB' }).stanceStatus).toBe('classified')
    expect(classify(opening, { language: null }).stanceStatus).toBe('classified')
  })
  it('gives an article off the topic no positions', () => {
    const found = classify('Tessa Lund said the opera should be banned from the harbour.')
    expect(found).toMatchObject({ onTopic: false, positions: [] })
  })
  it('reads nothing in an empty article', () => {
    expect(classify('', { title: '' })).toEqual({
      onTopic: false,
      relevance: expect.any(Number),
      articleStance: 'neutral',
      stanceStatus: 'classified',
      positions: [],
    })
  })
  it('reads at most the first part of hostile text', () => {
    const late = 'Arne Falk said cars should be banned from the centre.'
    for (const noise of ['a', '"', "'", '(', 'Ann Bell said that. ', 'not rule ', '“x ”', '\n', '😀']) {
      const text = `${opening} ${noise.repeat(Math.ceil(1_000_000 / noise.length))} ${late}`
      expect(classify(text).positions.map(({ holder }) => holder)).not.toContain('Arne Falk')
    }
  })
  it('gives the same answer every time', () => {
    const text = `${opening}\n\nTessa Lund backs the ban. Jon Berg rejects the ban.`
    expect(classify(text)).toEqual(classify(text))
  })
})
