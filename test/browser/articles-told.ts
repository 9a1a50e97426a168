import { articleId, classified, duplicated, entry, position, storyId } from '@stancewire/read-model/test'

/** What must do nothing, wherever it is shown. */
export const smuggled = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

const topic = 'night-trains'
const mayor = '“The railway must run night trains again before the winter,” said Ida Holm, mayor of Upper Vale.'
const refusal =
  'Jon Berg, who heads the carriers’ league, said that it would never pay for them, and that night trains are a luxury the valley cannot afford 🚋.'
const both =
  'Mira Tolland of the passengers’ union wants night trains, but not these ones, and not at such a price, she told the council.'
const passage =
  'The last sleeping car left the valley eleven years ago, on a rainy Sunday in November, with four passengers on board and a conductor who had worked on the line for thirty years. Since then the first train of the day has been the one at ten past five.'

/** The first article, as it was read at last. */
export const firstText = [
  'The council of Upper Vale has asked the regional railway to bring back what it took away: a train that leaves in the evening and arrives in the morning.',
  mayor,
  refusal,
  `${passage} Some who live along the line remember it fondly.`,
  `${both} A study is to be finished in the spring.`,
  'The railway wants to answer within a month. It has no sleeping cars of its own any more, and would have to hire them.',
].join('\n\n')

const firstTextBefore = firstText
  .replace('within a month', 'within a fortnight')
  .replace(' A study is to be finished in the spring.', '')

const partlyText = [
  'Who wants to be by the sea at sunrise has to leave the valley the day before.',
  passage,
  'Hotels on the coast would be glad of a train that arrives early.',
].join('\n\n')

export const firstTitle = 'Mayor: railway must run night trains again'

function said(text: string, holder: string, stance: 'support' | 'oppose' | 'mixed', words: string, more = {}) {
  const start = text.indexOf(words)
  if (start < 0) throw new Error(`not in the text: ${words}`)
  return position(holder, stance, { quote: words, start, end: start + words.length, ...more })
}

/** Evidence that lies in another one, that overlaps another one, in one place twice, and in the title. */
const positions = (text: string) => [
  said(text, 'Ida Holm', 'support', mayor, { affiliation: 'Upper Vale', sub: 'should' }),
  position('Ida Holm', 'support', {
    ...{ quote: firstTitle, start: null, end: null, attribution: 'headline', affiliation: 'Upper Vale' },
  }),
  said(text, 'Jon Berg', 'oppose', 'it would never pay for them, and that night trains are a luxury', {
    ...{ affiliation: 'Carriers’ League', attribution: 'indirect', sub: 'refuse' },
  }),
  said(text, 'Carriers’ League', 'oppose', 'night trains are a luxury the valley cannot afford 🚋', {
    ...{ holderType: 'organisation', attribution: 'indirect', strength: 'weak' },
  }),
  said(text, 'Mira Tolland', 'mixed', both, { affiliation: 'Passengers’ Union', attribution: 'indirect' }),
  said(text, 'Passengers’ Union', 'support', 'wants night trains', {
    holderType: 'organisation',
    attribution: 'narrated',
  }),
]

const first = (text: string, more = {}) =>
  classified('first', {
    ...{ topic, title: firstTitle, outlet: 'Harbour Courier', publishedAt: '2026-03-03T07:05:00Z' },
    ...{ positions: positions(text), story: 'trains', group: 'first', ...more },
  })

/** The state of a story, as it is announced. */
function story(size: number, lastAt: string) {
  const state = { storyId: storyId('trains'), title: firstTitle, articleId: articleId('first'), size, topics: [topic] }
  const outlets = ['Harbour Courier', 'Valley Post', 'Coast Herald'].slice(0, size)
  const type = size === 1 ? ('story.created' as const) : ('story.updated' as const)
  return { type, data: { ...state, outlets, firstAt: '2026-03-03T07:05:00Z', lastAt } }
}

/** A story of four articles: one in two versions, a copy of it, one that took a passage, and one that would take over the page. */
export const told = () => [
  entry(story(1, '2026-03-03T07:05:00Z')),
  entry(first(firstTextBefore), firstTextBefore),
  entry(first(firstText, { run: 2, revision: 2 }), firstText),
  entry(
    duplicated('copy', 'first', {
      ...{ topic, title: 'Railway must run night trains, says mayor', outlet: 'Valley Post', story: 'trains' },
      publishedAt: '2026-03-03T08:40:00Z',
    }),
    firstText.replace('has asked', 'asked'),
  ),
  entry(story(2, '2026-03-04')),
  entry(
    classified('partly', {
      ...{
        topic,
        title: 'A train that sleeps no more',
        outlet: 'Coast Herald',
        publishedAt: '2026-03-04',
        story: 'trains',
      },
      reuses: [{ articleId: articleId('first'), similarity: 0.3 }],
    }),
    partlyText,
  ),
  entry(withAuthors(smuggler(), [smuggled, 'B. Ware']), `${smuggled}\n\nNight trains are nobody’s business.`),
]

function smuggler() {
  return classified('smuggler', {
    ...{ topic, title: smuggled, outlet: smuggled, url: 'smuggler', publishedAt: '2026-03-05T09:00:00Z' },
    positions: [position(smuggled, 'oppose', { affiliation: smuggled, quote: smuggled, start: null, end: null })],
  })
}

function withAuthors(event: ReturnType<typeof classified>, authors: string[]): ReturnType<typeof classified> {
  if (event.type !== 'article.classified') return event
  return { ...event, data: { ...event.data, url: 'javascript:document.title="taken over"', authors } }
}
