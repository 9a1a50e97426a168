import { describe, expect, it } from 'vitest'
import { labelBlocks } from './labels.ts'

const block = (text: string, tag = 'p') => ({ text, tag, linkDensity: 0 })
const told = 'The river rose by two metres within an hour.\n\nNobody was hurt.'

describe('labelBlocks', () => {
  it('takes for the article what stands in its text', () => {
    const labels = labelBlocks(
      [
        block('The river rose by two metres within an hour.'),
        block('Nobody was hurt.'),
        block('Read all about rivers and their banks here.'),
      ],
      { is: 'text', text: told, leavesListsOut: false },
    )
    expect(labels.map(({ isArticle }) => isArticle)).toEqual([true, true, false])
    expect(labels.every(({ weight }) => weight > 0)).toBe(true)
  })

  it('takes a short line only where it is a line of the text', () => {
    const labels = labelBlocks([block('Nobody was hurt'), block('Two metres')], {
      is: 'text',
      text: told,
      leavesListsOut: false,
    })
    expect(labels.map(({ isArticle }) => isArticle)).toEqual([true, false])
  })

  it('believes a set little about lists that it leaves out', () => {
    const item = block('An item of a list that the set leaves out of its texts', 'li')
    const [left, said] = [true, false].map(
      (leavesListsOut) => labelBlocks([item], { is: 'text', text: told, leavesListsOut })[0],
    )
    expect(left?.weight).toBe((said?.weight ?? 0) / 4)
  })

  it('says nothing of blocks that no segment speaks of', () => {
    const labels = labelBlocks([block('It rose at night.'), block('Share this'), block('Between both.')], {
      is: 'segments',
      wanted: ['rose at'],
      unwanted: ['Share'],
    })
    expect(labels.map(({ isArticle, weight }) => [isArticle, weight > 0])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ])
  })
})
