import { describe, expect, it } from 'vitest'
import { paragraphsInScripts } from './script-state.ts'

const one =
  'The harbour board has closed the old bridge to lorries from Monday, after a crack was found in its third pillar.'
const two = 'Drivers from the quarry will have to go round by Orrin, which takes them forty minutes longer each way.'
const three = 'A new bridge was promised eleven years ago. “We are still waiting,” said the mayor, Ida Venn.'
const four = 'The board said on Tuesday that it would report before the summer, and that nobody was in danger.'
const html = [one, two, three, four].map((text) => `<p>${text}</p>`).join('')
const subject = 'Old bridge closed to lorries'
const state = (value: unknown) => `window.__STATE__ = ${JSON.stringify(value)};`

describe('paragraphsInScripts', () => {
  it('reads a text that stands in one string, as markup or as lines', () => {
    expect(paragraphsInScripts([state({ article: { body: html } })], subject)).toEqual([one, two, three, four])
    expect(paragraphsInScripts([state([{ text: `${one}\n${two}\n\n${three}\n${four}` }])], subject)).toEqual([
      one,
      two,
      three,
      four,
    ])
  })

  it('reads paragraphs that stand in strings of their own, each once', () => {
    const elements = [one, two, two, three, four].map((content) => ({ type: 'text', content }))
    expect(paragraphsInScripts([state({ elements })], subject)).toEqual([one, two, three, four])
  })

  it('reads JSON that stands in a string of the script, as frameworks send it in parts', () => {
    const part = JSON.stringify(`24:T1b7b,${JSON.stringify({ html })}`)
    expect(paragraphsInScripts([`self.parts.push([1,${part}])`], subject)).toEqual([one, two, three, four])
  })

  it('leaves out a text that is about something else, also a longer one', () => {
    const other = `<p>${'Seals have come back to the estuary, and anglers complain about them in the papers. '.repeat(20)}</p>`
    expect(paragraphsInScripts([state({ teaser: other })], subject)).toEqual([])
    expect(paragraphsInScripts([state({ teaser: other, body: html })], subject)).toEqual([one, two, three, four])
  })

  it('takes no code, addresses or settings for a text', () => {
    const settings = {
      css: '.a { color: red; } '.repeat(60),
      url: `https://a.example/${'x/'.repeat(300)}`,
      old: 'bridge',
    }
    expect(
      paragraphsInScripts([state(settings), `function bridge() { return "${'closed '.repeat(90)}" }`], subject),
    ).toEqual([])
  })

  it('comes to an end on scripts of quotes, backslashes and open strings', () => {
    for (const bait of ['"'.repeat(400_000), '\\"'.repeat(400_000), `"${'\\'.repeat(400_001)}`, `"a`.repeat(300_000)])
      expect(paragraphsInScripts([bait], subject)).toEqual([])
  })
})
