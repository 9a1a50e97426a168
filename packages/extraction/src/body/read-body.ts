import { type Paragraph, sweepFurniture } from '../furniture/sweep.ts'
import { homeOf } from '../page/block.ts'
import { oneLine } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { isHeading } from '../page/tags.ts'
import { type Comparison, readFacts } from './block-facts.ts'
import { type Choice, chooseBlocks, isKept } from './choose-blocks.ts'
import { type PageView, viewPage } from './features/block-view.ts'
import type { Forest } from './forest/forest.ts'
import { judgeBlocks } from './judge-blocks.ts'
import { paragraphsInScripts } from './script-state.ts'
import { titleIndex } from './title-index.ts'

/** What the page shows; what it declares, where it shows too little of that; the state of its scripts, where it shows and declares nothing. */
export type TextSource = 'page' | 'json-ld' | 'scripts'

/** The article's text, and where its title stands. */
export interface BodyReading {
  paragraphs: string[]
  /** Mass of the paragraphs that stand together in one container: teasers of a list do not. */
  unity: number
  /** Index of the title among the page's blocks, or -1. */
  titleAt: number
  /** What became of every block of the page, in reading order. */
  choices: Choice[]
  /** Where the text was taken from. */
  textFrom: TextSource
}

/** When the page shows less than this share of the declared body, the declared body is taken. */
const minVisibleShare = 0.5
/** A page that shows less than so many characters of text shows none. */
const nothing = 140

/** Looks at the blocks of a page beside what it declares. */
export function viewBody({ containers, blocks }: PageSurvey, comparison: Comparison): PageView {
  const facts = readFacts(blocks, comparison)
  return viewPage({
    ...{ containers, facts, titleAt: titleIndex(facts) },
    title: comparison.titles[0] ?? '',
    hasDeclaredBody: comparison.body !== null,
  })
}

/** Reads the body of an article from a page by the trees' judgement, with its declared body as witness, and this or the state of its scripts as last resort. */
export function readBody(survey: PageSurvey, comparison: Comparison, forest: Forest): BodyReading {
  const page = viewBody(survey, comparison)
  const choices = swept(chooseBlocks(page, judgeBlocks(page, forest)))
  const shown = choices.filter(isKept)
  const { body, scripts } = comparison
  const reading = { unity: unityOf(shown), titleAt: page.titleAt, choices }
  if (body !== null && lengthOf(shown) < minVisibleShare * body.length)
    return { ...reading, paragraphs: sweptText(body.split(/\n+/).map(oneLine)), textFrom: 'json-ld' }
  const hidden = lengthOf(shown) < nothing ? paragraphsInScripts(scripts, subjectOf(comparison)) : []
  if (hidden.length > 0) return { ...reading, paragraphs: sweptText(hidden), textFrom: 'scripts' }
  return { ...reading, paragraphs: shown.map(({ view }) => view.block.text), textFrom: 'page' }
}

function subjectOf({ titles, description }: Comparison): string {
  return [...titles.slice(0, 1), description ?? ''].join(' ')
}

function sweptText(lines: readonly string[]): string[] {
  const paragraphs = lines.filter((line) => line !== '').map((text) => ({ text, isHeading: false, isItem: false }))
  return sweepFurniture(paragraphs).map(({ text }) => text)
}

/** Cuts what only surrounds an article from what was kept. */
function swept(choices: Choice[]): Choice[] {
  const paragraphs = new Map<Choice, Paragraph>(choices.filter(isKept).map((choice) => [choice, toParagraph(choice)]))
  const left = new Set(sweepFurniture([...paragraphs.values()]))
  return choices.map((choice) => {
    const paragraph = paragraphs.get(choice)
    return paragraph === undefined || left.has(paragraph) ? choice : { ...choice, verdict: 'furniture' }
  })
}

function toParagraph({ view: { block, container } }: Choice): Paragraph {
  return { text: block.text, isHeading: isHeading(container.tag), isItem: container.tag === 'li' }
}

function lengthOf(choices: readonly Choice[]): number {
  return choices.reduce((sum, { view }) => sum + view.block.text.length, 0)
}

function unityOf(choices: readonly Choice[]): number {
  const homes = new Map<object, number>()
  for (const { view } of choices) {
    const home = homeOf(view.block)
    homes.set(home, (homes.get(home) ?? 0) + view.fact.mass * (1 - view.block.linkDensity))
  }
  return Math.max(0, ...homes.values())
}
