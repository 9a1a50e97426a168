import { afterEach, describe, expect, it, vi } from 'vitest'
import { furnitureKind } from './line-kind.ts'
import { sweepFurniture } from './sweep.ts'
import { languages } from './words/languages.ts'

/** Everything that a pattern was applied to while `work` ran. */
function appliedTo(work: () => void): string[] {
  const inputs: string[] = []
  const { exec } = RegExp.prototype
  vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
    inputs.push(text)
    return exec.call(this, text)
  })
  work()
  vi.restoreAllMocks()
  return inputs
}

const longest = (inputs: string[]): number => Math.max(0, ...inputs.map((input) => input.length))

/** Openings of every kind and language, and what nearly ends each pattern. */
const openings = Object.values(languages).flatMap((words) => [
  ...Object.values(words.prompts).map((rules) => rules[0]?.split(',')[0] ?? ''),
  words.bylines.openings.split(',')[0] ?? '',
  words.credits.openings.split(',')[0] ?? '',
  words.dates.openings.split(',')[0] ?? '',
  words.leads.split(',')[0] ?? '',
])
const units = [
  ...openings,
  'share',
  '(photo ',
  '[Foto: ',
  ' © ',
  ' foto: A',
  ' copyright ',
  ' crédit photo ',
  'by A ',
  'A/',
  'Aa Aa/',
  '((((',
  '.)',
  '1 2 ',
  '1/2/',
  '..',
  '– ',
  '«',
  '\u0301',
  'ё',
  '\ud83d\ude00',
  ' ',
  '\t',
]

afterEach(() => vi.restoreAllMocks())

describe('time of the furniture filter', () => {
  it('reads a hostile line of any length within one bound', () => {
    for (const unit of units) {
      for (const length of [350, 700, 1_400, 100_000]) {
        const hostile = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
        const inputs = appliedTo(() => furnitureKind(hostile))
        expect(longest(inputs)).toBeLessThanOrEqual(700)
        expect(inputs.length).toBeLessThanOrEqual(1_500)
      }
    }
  })

  it('sees what patterns are applied to', () => {
    expect(appliedTo(() => furnitureKind('Photo: Tam Ridley/Agency'))).not.toEqual([])
  })

  it('looks at no pattern for a line longer than a caption can be', () => {
    expect(appliedTo(() => furnitureKind('by A B '.repeat(20_000)))).toEqual([])
  })

  it('does twice the work for twice the paragraphs', () => {
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(300 / unit.length)).slice(0, 300)
      const sweep = (count: number) => {
        const paragraphs = Array.from({ length: count }, () => ({ text, isHeading: false, isItem: false }))
        return appliedTo(() => sweepFurniture(paragraphs)).length
      }
      const once = sweep(20)
      expect(sweep(40)).toBeLessThanOrEqual(2 * once + 10)
      expect(sweep(80)).toBeLessThanOrEqual(4 * once + 30)
    }
  })
})
