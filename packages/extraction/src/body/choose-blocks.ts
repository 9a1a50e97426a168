import { type Container, isWithin } from '../page/block.ts'
import { Mark } from '../page/mark.ts'
import { isHeading } from '../page/tags.ts'
import type { BlockView, PageView } from './features/block-view.ts'

/** Why a block was kept or cut. A closed list: explanations and tests use these. */
export type Verdict =
  | 'kept'
  | 'kept-list'
  | 'declared'
  | 'unlikely'
  | 'comment'
  | 'links'
  | 'other-article'
  | 'island'
  | 'title'
  | 'caption'
  | 'repeat'
  | 'furniture'

/** A block, how likely it is part of the article, and what became of it. */
export interface Choice {
  readonly view: BlockView
  readonly probability: number
  readonly verdict: Verdict
}

const even = 0.5
/** A paragraph, in weighted characters: it can begin and end a body. */
const paragraph = 60
/** With so many characters in the title's own `article`, others are other articles. */
const ownArticle = 200
const doubtOfOthers = 0.5
const likelyInList = 0.15
const likelyHeading = 0.2
const shortItem = 12
const linkList = 0.35
const severalLinks = 3
const mostlyLinks = 0.7
const islandGap = 600
const smallIsland = 0.15
const sureIsland = 0.75
const sureOpening = 0.9
const longLine = 30
/** What is likelier to be text than this is no caption. */
const sureCaption = 0.8

const listTags = new Set(['li', 'pre', 'td', 'tr', 'dd', 'dt'])

const keeping: ReadonlySet<Verdict> = new Set(['kept', 'kept-list', 'declared'])

/** Whether it is part of the text. */
export const isKept = ({ verdict }: Choice): boolean => keeping.has(verdict)
const lengthOf = ({ view }: Choice): number => view.fact.length

/** Decides which blocks are the article's text, by their probabilities and what stands around them. */
export function chooseBlocks(page: PageView, probabilities: readonly number[]): Choice[] {
  const first = page.views.map((view, at) => judged(view, probabilities[at] ?? 0))
  return [
    withDeclared,
    withoutComments,
    withoutLinkLists,
    withoutOtherArticles,
    withLists,
    withoutIslands,
    withoutTitleAndCaptions,
    withoutRepeats,
  ].reduce((choices, rule) => rule(choices, page), first)
}

function judged(view: BlockView, probability: number): Choice {
  return { view, probability, verdict: probability >= even ? 'kept' : 'unlikely' }
}

/** A paragraph that stands word for word in the declared body is part of it wherever it stands. */
function withDeclared(choices: Choice[]): Choice[] {
  return choices.map((choice) =>
    choice.verdict === 'unlikely' && choice.view.fact.isDeclared && choice.view.fact.mass > 0
      ? { ...choice, verdict: 'declared' }
      : choice,
  )
}

/** What readers write may read like an article, and be longer; where all stands among comments, it is the name that is wrong. */
function withoutComments(choices: Choice[]): Choice[] {
  const isComment = ({ view }: Choice): boolean => (view.container.allMarks & Mark.comment) !== 0
  const others = choices.filter((choice) => isKept(choice) && !isComment(choice))
  if (others.reduce((sum, choice) => sum + lengthOf(choice), 0) <= ownArticle) return choices
  return choices.map((choice) => (isKept(choice) && isComment(choice) ? { ...choice, verdict: 'comment' } : choice))
}

/** Several links in one block, and little else, lead to other articles. */
function withoutLinkLists(choices: Choice[]): Choice[] {
  return choices.map((choice) => {
    const { linkCount, linkDensity } = choice.view.block
    return isKept(choice) && linkCount >= severalLinks && linkDensity > mostlyLinks
      ? { ...choice, verdict: 'links' }
      : choice
  })
}

/** The outermost `article` around the title. */
function titleArticle({ titleArticle: nearest }: PageView): Container | null {
  let article = nearest
  while (article?.parent?.articleRoot) article = article.parent.articleRoot
  return article
}

/** What stands in another `article` than the title's must be likelier than what stands in it. */
function withoutOtherArticles(choices: Choice[], page: PageView): Choice[] {
  const own = titleArticle(page)
  if (own === null) return choices
  const isOwn = ({ view }: Choice): boolean => isWithin(view.container, own)
  const held = choices.filter((choice) => isKept(choice) && isOwn(choice))
  if (held.reduce((sum, choice) => sum + lengthOf(choice), 0) <= ownArticle) return choices
  return choices.map((choice) =>
    isKept(choice) && choice.view.container.articleRoot !== null && !isOwn(choice) ? doubted(choice) : choice,
  )
}

function doubted(choice: Choice): Choice {
  const probability = choice.probability * doubtOfOthers
  return { ...choice, probability, verdict: probability >= even ? choice.verdict : 'other-article' }
}

/** Items of lists, rows of tables and quotes within the body are kept more easily: their neighbours speak for them. */
function withLists(choices: Choice[]): Choice[] {
  const isParagraph = (choice: Choice): boolean => isKept(choice) && lengthOf(choice) > paragraph
  const first = choices.findIndex(isParagraph)
  const last = choices.findLastIndex(isParagraph)
  if (first < 0) return choices
  let isRunning = true
  return choices.map((choice, at) => {
    if (at <= first) return choice
    if ((isListed(choice) || headsText(choice, choices[at + 1])) && (at < last || isRunning))
      return { ...choice, verdict: isKept(choice) ? choice.verdict : 'kept-list' }
    if (at > last && !isKept(choice)) isRunning = false
    return choice
  })
}

function isListed({ view, probability }: Choice): boolean {
  const { container, block } = view
  const isItem = listTags.has(container.tag) || (container.allMarks & Mark.quote) !== 0
  return isItem && block.linkDensity < linkList && probability > likelyInList && block.text.length > shortItem
}

/** A heading of the body has a paragraph of it below. */
function headsText({ view, probability }: Choice, next: Choice | undefined): boolean {
  const { container, block, furniture, parent } = view
  if (!isHeading(container.tag) || furniture !== null || probability <= likelyHeading) return false
  return block.linkDensity < linkList && next !== undefined && isKept(next) && next.view.parent === parent
}

interface Run {
  readonly members: Choice[]
  length: number
  surety: number
}

/** Kept blocks between which no more than a few lines were cut. */
function runsOf(choices: Choice[]): Run[] {
  const runs: Run[] = []
  let gap = Number.POSITIVE_INFINITY
  for (const choice of choices) {
    const length = lengthOf(choice)
    if (!isKept(choice)) {
      gap += length
      continue
    }
    if (gap > islandGap) runs.push({ members: [], length: 0, surety: 0 })
    const run = runs.at(-1)
    if (run === undefined) continue
    run.members.push(choice)
    run.length += length
    run.surety += length * choice.probability
    gap = 0
  }
  return runs
}

/** A few kept lines far from the body are not part of it, unless they were made like it. */
function withoutIslands(choices: Choice[], { titleAt }: PageView): Choice[] {
  const runs = runsOf(choices)
  const main = runs.toSorted((a, b) => b.surety - a.surety)[0]
  if (main === undefined || runs.length < 2) return choices
  const lost = new Set(
    runs.filter((run) => run !== main && isIsland(run, main, titleAt)).flatMap(({ members }) => members),
  )
  return choices.map((choice) => (lost.has(choice) ? { ...choice, verdict: 'island' } : choice))
}

function isIsland(run: Run, main: Run, titleAt: number): boolean {
  if (run.length >= smallIsland * main.length) return false
  const [begin] = run.members
  const [start] = main.members
  const at = begin?.view.at ?? 0
  const isOpening = at > titleAt && at < (start?.view.at ?? 0) && run.surety / run.length > sureOpening
  if (isOpening) return false
  const end = main.members.at(-1)
  const isAlike =
    begin?.view.container.parent === end?.view.container.parent ||
    begin?.view.container.signature === start?.view.container.signature
  return !isAlike || run.surety / run.length < sureIsland
}

function withoutTitleAndCaptions(choices: Choice[]): Choice[] {
  const kept = choices.filter((choice) => isKept(choice) && lengthOf(choice) > paragraph)
  const start = kept[0]?.view.at ?? -1
  return choices.map((choice) => {
    if (!isKept(choice)) return choice
    const { fact, container, at } = choice.view
    if (fact.isTitle && at <= start + 1 && isHeading(container.tag)) return { ...choice, verdict: 'title' }
    if (kept.length > 1 && isCaption(choice)) return { ...choice, verdict: 'caption' }
    return choice
  })
}

/** By its element, or by its name where that is in doubt: names say "caption" of other things too. */
function isCaption({ probability, view: { container, parent, block } }: Choice): boolean {
  if (container.tag === 'figcaption') return true
  return probability < sureCaption && ((container.marks | parent.marks | block.inlineMarks) & Mark.caption) !== 0
}

/** What stands on the page twice is told once; a line that one template repeats on its own, as the questions of an interview, is meant so. */
function withoutRepeats(choices: Choice[]): Choice[] {
  const seen = new Map<string, string>()
  let isRun = false
  return choices.map((choice) => {
    const { block, template } = choice.view
    if (!isKept(choice) || block.text.length <= longLine) return choice
    const first = seen.get(block.text)
    seen.set(block.text, first ?? template)
    const isMeant = !isRun && first === template
    isRun = first !== undefined
    return first === undefined || isMeant ? choice : { ...choice, verdict: 'repeat' }
  })
}
