import { type FurnitureKind, furnitureKind } from '../../furniture/line-kind.ts'
import type { Block, Container } from '../../page/block.ts'
import { wordsOf } from '../../page/plain.ts'
import { isHeading } from '../../page/tags.ts'
import type { BlockFacts } from '../block-facts.ts'
import { childTowards, type Geometry, weighPage } from './geometry.ts'
import { longestRow, noRow, type Row } from './row.ts'
import { far, stepsSince, stepsUntil } from './steps.ts'
import { noShape, readShape, type TextShape } from './text-shape.ts'

/** A page whose blocks are judged. */
export interface JudgedPage {
  readonly containers: readonly Container[]
  readonly facts: readonly BlockFacts[]
  /** Index of the title among the blocks, or -1. */
  readonly titleAt: number
  /** Its words are looked for in the blocks. */
  readonly title: string
  readonly hasDeclaredBody: boolean
}

/** What is the same for all blocks of a page. */
export interface PageView extends Geometry {
  readonly views: readonly BlockView[]
  readonly titleAt: number
  readonly titleArticle: Container | null
  readonly hasDeclaredBody: boolean
  /** Characters of all blocks, at least 1. */
  readonly chars: number
}

/** A block, and what was read of it and around it, for the features to choose from. */
export interface BlockView {
  readonly page: PageView
  readonly at: number
  readonly fact: BlockFacts
  readonly block: Block
  readonly container: Container
  readonly parent: Container
  /** Plainly a link to elsewhere: it is not looked at further, and is no part of an article. */
  readonly isElsewhere: boolean
  /** The child of where most of the running text is held, in which it stands; null where it stands elsewhere. */
  readonly branch: Container | null
  readonly row: Row
  readonly shape: TextShape
  readonly furniture: FurnitureKind | null
  /** Template of the block and of its parent. */
  readonly template: string
  readonly weight: number
  /** Running text by blocks of this template. */
  readonly templateWeight: number
  /** Characters, and running text, of the blocks before it. */
  readonly charsBefore: number
  readonly weightBefore: number
  /** Blocks from the last paragraph of running text, and to the next one. */
  readonly sinceWeight: number
  readonly untilWeight: number
  /** How many blocks begin alike, and whether one before it is the same. */
  readonly alike: number
  readonly isRepeat: boolean
  /** Blocks since the last heading, and what that heading is. */
  readonly sinceHeading: number
  readonly heading: FurnitureKind | null
  /** Headings of lists and of what follows an article, between the title and the block. */
  readonly tailsBefore: number
}

/** Longer lines are no furniture. */
const maxFurniture = 500
const beginning = 60

/** Looks at every block of a page. */
export function viewPage({ containers, facts, titleAt, title, hasDeclaredBody }: JudgedPage): PageView {
  const geometry = weighPage(containers, facts, facts[titleAt]?.block.container ?? null)
  const views: BlockView[] = []
  const chars = facts.reduce((sum, { length }) => sum + length, 0)
  const page: PageView = {
    ...geometry,
    ...{ views, titleAt, hasDeclaredBody, chars: Math.max(1, chars) },
    titleArticle: geometry.title?.articleRoot ?? null,
  }
  const look = makeLook(page, facts, new Set(wordsOf(title, 3)))
  for (const [at, fact] of facts.entries()) views.push(look(fact, at))
  return page
}

/** Looks at one block after the other, in page order. */
function makeLook(
  page: PageView,
  facts: readonly BlockFacts[],
  titleWords: ReadonlySet<string>,
): (fact: BlockFacts, at: number) => BlockView {
  const { weights } = page
  const templates = facts.map(({ block }) => templateOf(block))
  const templateWeights = sumBy(templates, (at) => weights[at] ?? 0)
  const beginnings = facts.map(({ block }) => block.text.slice(0, beginning))
  const alike = sumBy(beginnings, () => 1)
  const since = stepsSince(weights)
  const until = stepsUntil(weights)
  const before = makeBefore(page.titleAt)
  return (fact, at) => {
    const { block } = fact
    const { container } = block
    const sinceWeight = since[at] ?? far
    const untilWeight = until[at] ?? far
    const weight = weights[at] ?? 0
    const isElsewhere = leadsElsewhere(fact, weight, Math.min(sinceWeight, untilWeight))
    const reading = isElsewhere ? unread : read(fact, page, titleWords)
    if (!isElsewhere) before.noteHeading(container, reading.furniture, at)
    const template = templates[at] ?? ''
    const view: BlockView = {
      page,
      at,
      fact,
      block,
      container,
      parent: container.parent ?? container,
      isElsewhere,
      branch: reading.branch,
      row: reading.row,
      shape: reading.shape,
      furniture: reading.furniture,
      template,
      weight,
      templateWeight: templateWeights.get(template) ?? 0,
      charsBefore: before.chars,
      weightBefore: before.weight,
      sinceWeight,
      untilWeight,
      alike: alike.get(beginnings[at] ?? '') ?? 1,
      isRepeat: before.texts.has(block.text),
      sinceHeading: before.sinceHeading,
      heading: before.heading,
      tailsBefore: before.tails,
    }
    before.note(fact, weight)
    return view
  }
}

type Reading = Pick<BlockView, 'branch' | 'row' | 'shape' | 'furniture'>

const unread: Reading = { branch: null, row: noRow, shape: noShape, furniture: null }

/** Reads what only blocks are asked for that may be part of the article. */
function read({ block, endsSentence }: BlockFacts, page: PageView, titleWords: ReadonlySet<string>): Reading {
  const { text, container } = block
  return {
    branch: childTowards(container, page.most),
    row: longestRow(container, page),
    shape: readShape(text, endsSentence, titleWords),
    furniture: text.length < maxFurniture ? furnitureKind(text) : null,
  }
}

/** What stands before the block that is looked at. */
function makeBefore(titleAt: number) {
  const before = {
    chars: 0,
    weight: 0,
    sinceHeading: far,
    heading: null as FurnitureKind | null,
    tails: 0,
    texts: new Set<string>(),
    noteHeading({ tag }: Container, furniture: FurnitureKind | null, at: number): void {
      const isTail = furniture === 'list-heading' || furniture === 'tail-heading'
      if (!isTail && !isHeading(tag)) return
      before.sinceHeading = 0
      before.heading = furniture
      if (at > titleAt && furniture !== null) before.tails++
    },
    note({ block, length }: BlockFacts, weight: number): void {
      before.texts.add(block.text)
      before.chars += length
      before.weight += weight
      before.sinceHeading = Math.min(far, before.sinceHeading + 1)
    },
  }
  return before
}

const linkLine = { density: 0.75, length: 120 }
const linkedFar = { density: 0.3, steps: 4 }

/** A line of links beside no running text: most blocks of most pages are one. */
function leadsElsewhere({ block: { linkDensity }, length }: BlockFacts, weight: number, steps: number): boolean {
  if (weight > 0 || steps <= 1) return false
  if (linkDensity > linkLine.density && length < linkLine.length) return true
  return linkDensity > linkedFar.density && steps > linkedFar.steps
}

function templateOf({ container }: Block): string {
  return `${container.parent?.signature ?? ''}>${container.signature}`
}

function sumBy(keys: readonly string[], amountOf: (at: number) => number): Map<string, number> {
  const sums = new Map<string, number>()
  keys.forEach((key, at) => {
    sums.set(key, (sums.get(key) ?? 0) + amountOf(at))
  })
  return sums
}
