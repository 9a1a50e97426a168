import { type Paragraph, sweepFurniture } from '../furniture/sweep.ts'
import { type Container, isWithin } from '../page/block.ts'
import { oneLine } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { isHeading } from '../page/tags.ts'
import { type BlockFacts, type Comparison, massByContainer, readFacts, shortParagraph } from './block-facts.ts'
import { findRegion } from './find-region.ts'
import { keepBlocks } from './keep-blocks.ts'
import { allOutsideMarks, findOutsideBranches, leastOutsideMarks } from './outside-branches.ts'

/** The article's text, and where its title stands. */
export interface BodyReading {
  paragraphs: string[]
  /** Mass of the paragraphs that stand together in one container: teasers of a list do not. */
  unity: number
  /** Index of the title among the page's blocks, or -1. */
  titleAt: number
}

/** When the page shows less than this share of the declared body, the declared body is taken. */
const minVisibleShare = 0.5
/** When the title is not above at least this share of the text, it is not what the article stands under. */
const minShareBelowTitle = 0.3
/** With less text than this left, the marks that took the rest away are questioned. */
const littleMass = 200
const enoughMass = 400

function titleIndex(facts: BlockFacts[]): number {
  const inHeading = facts.findIndex((fact) => fact.isTitle && isHeading(fact.block.container.tag))
  if (inHeading >= 0) return inHeading
  const firstHeading = facts.findIndex((fact) => fact.block.container.tag === 'h1')
  return firstHeading >= 0 ? firstHeading : facts.findIndex((fact) => fact.isTitle)
}

function toParagraphs(kept: BlockFacts[]): Paragraph[] {
  const seen = new Set<string>()
  const paragraphs: Paragraph[] = []
  for (const { block } of kept) {
    const isRepeat = block.text.length > 30 && seen.has(block.text)
    seen.add(block.text)
    if (!isRepeat)
      paragraphs.push({
        text: block.text,
        isHeading: isHeading(block.container.tag),
        isItem: block.container.tag === 'li',
      })
  }
  return paragraphs
}

/** The `article` element that holds the title, when it holds enough text: others on the page are other articles. */
function ownArticle(facts: BlockFacts[], titleContainer: Container | null): Container | null {
  let article = titleContainer?.articleRoot ?? null
  while (article?.parent?.articleRoot) article = article.parent.articleRoot
  if (article === null) return null
  const root = article
  return massOf(facts.filter((fact) => isWithin(fact.block.container, root))) >= enoughMass ? article : null
}

interface Visible {
  paragraphs: Paragraph[]
  /** Mass of the region they come from. */
  mass: number
  unity: number
}

function readVisible(survey: PageSurvey, facts: BlockFacts[], titleAt: number, marks: number): Visible {
  const titleContainer = facts[titleAt]?.block.container ?? null
  const { containers, root } = survey
  const masses = massByContainer(facts, () => true)
  const outside = findOutsideBranches({ root, containers, masses, titleAt: titleContainer }, marks)
  const own = ownArticle(facts, titleContainer)
  const isInside = (fact: BlockFacts): boolean => {
    const { container } = fact.block
    if (own !== null && container.articleRoot !== null && !isWithin(container, own)) return false
    return !outside.has(container) || (fact.isDeclared && fact.mass > 0)
  }
  const inside = facts.filter(isInside)
  const below = facts.slice(titleAt + 1).filter(isInside)
  const isUnderTitle = massOf(below) > minShareBelowTitle * massOf(inside)
  const region = findRegion(isUnderTitle ? below : inside, titleContainer)
  if (!region) return { paragraphs: [], mass: 0, unity: 0 }
  const paragraphs = toParagraphs(keepBlocks({ facts, region, isInside, titleAt: isUnderTitle ? titleAt : -1 }))
  return { paragraphs, mass: region.mass, unity: region.topMass }
}

const massOf = (facts: BlockFacts[]): number => facts.reduce((sum, fact) => sum + fact.mass, 0)
const lengthOf = (paragraphs: Paragraph[]): number => paragraphs.reduce((sum, one) => sum + one.text.length, 0)

/** Reads the body of an article from the page, with its declared body as witness and as last resort. */
export function readBody(survey: PageSurvey, comparison: Comparison): BodyReading {
  const facts = readFacts(survey.blocks, comparison)
  const titleAt = titleIndex(facts)
  let visible = readVisible(survey, facts, titleAt, allOutsideMarks)
  if (visible.mass < littleMass && massOf(facts) > 2 * littleMass) {
    const unmarked = readVisible(survey, facts, titleAt, leastOutsideMarks)
    if (unmarked.mass > 3 * visible.mass) visible = unmarked
  }
  if (visible.mass === 0) {
    const short = readFacts(survey.blocks, comparison, shortParagraph)
    visible = readVisible(survey, short, titleAt, allOutsideMarks)
  }
  let paragraphs = sweepFurniture(visible.paragraphs)
  const { body } = comparison
  if (body !== null && lengthOf(paragraphs) < minVisibleShare * body.length)
    paragraphs = sweepFurniture(declaredParagraphs(body))
  return { paragraphs: paragraphs.map((one) => one.text), unity: visible.unity, titleAt }
}

function declaredParagraphs(body: string): Paragraph[] {
  const lines = body.split(/\n+/).map(oneLine)
  return lines.filter((line) => line !== '').map((text) => ({ text, isHeading: false, isItem: false }))
}
