import { describe, expect, it } from 'vitest'
import { gradeAbout } from './about.ts'
import { compileTopic } from './compile-topic.ts'

const words = (text: string) =>
  (text.match(/[\w']+|[.,;:]/g) ?? []).map((word) => ({ text: word, lower: word.toLowerCase() }))
const minimal = compileTopic({
  id: 'night-trains',
  title: 'Night trains',
  proposition: 'Chile should subsidise night trains.',
  keywords: { must: [['night train', 'sleeper']] },
})

describe('compileTopic', () => {
  it('reads verb, object, actor and country off the proposition when nothing else is given', () => {
    expect(minimal.home).toBe('Chile')
    expect(minimal.countries).toEqual(['Chile'])
    expect(gradeAbout(minimal, words('ministers will subsidise night trains')).enactFrame).toBe(true)
  })
  it('takes the words of the must group that holds the object for the object', () => {
    expect(gradeAbout(minimal, words('they subsidised sleepers')).enactFrame).toBe(true)
  })
  it('knows an action that takes its object away', () => {
    const ban = compileTopic({ ...minimal.topic, proposition: 'Chile should ban night trains.' })
    expect([minimal.objectPolarity, ban.objectPolarity]).toEqual([1, -1])
  })
  it('treats words of the topic file as words, never as patterns', () => {
    const odd = compileTopic({ ...minimal.topic, keywords: { must: [['(a+)+$', 'C++', '.*']] } })
    expect(gradeAbout(odd, words('anything at all')).level).toBe(0)
  })
})

describe('gradeAbout', () => {
  it('grades from pronoun to action and object', () => {
    const levels = ['it', 'the idea', 'night trains', 'subsidise night trains'].map(
      (text) => gradeAbout(minimal, words(text)).level,
    )
    expect(levels).toEqual([0.5, 1, 2, 3])
  })
  it('does not join a verb and an object of different clauses', () => {
    expect(gradeAbout(minimal, words('they subsidise farmers, whose night trains are late')).enactFrame).toBe(false)
  })
  it('lets a new or otherwise explained idea not stand for the proposition', () => {
    expect(gradeAbout(minimal, words('a bill')).level).toBe(0)
    expect(gradeAbout(minimal, words('the notion of higher wages')).level).toBe(0)
  })
})
