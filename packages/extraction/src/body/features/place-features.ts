import { type Container, isWithin } from '../../page/block.ts'
import { Mark } from '../../page/mark.ts'
import type { BlockView } from './block-view.ts'
import type { Feature } from './feature.ts'
import type { Geometry } from './geometry.ts'

const tags =
  'p li h1 h2 h3 h4 h5 h6 blockquote div figcaption pre td th dt dd section article span button summary address tr'
const tagNumbers = new Map(tags.split(' ').map((tag, at) => [tag, at]))
const otherTag = tagNumbers.size

/** A number for an element's name; -1 without one. */
export function tagNumber(container: Container | null | undefined): number {
  return container ? (tagNumbers.get(container.tag) ?? otherTag) : -1
}

const linkShare = ({ linkChars, chars }: Container): number => linkChars / Math.max(1, chars)
const outsideMarks =
  Mark.related |
  Mark.promo |
  Mark.side |
  Mark.comment |
  Mark.share |
  Mark.ad |
  Mark.tags |
  Mark.nav |
  Mark.foot |
  Mark.asideTag |
  Mark.form
const besideMarks = Mark.caption | Mark.figure | Mark.embed | Mark.author | Mark.box | Mark.meta
const strangeMarks = Mark.related | Mark.promo | Mark.side | Mark.comment | Mark.share | Mark.ad
const climbs = 12

const titleFar = { before: -40, after: 200, none: -50 }

const within = (inner: Container, outer: Container | null): number => Number(outer !== null && isWithin(inner, outer))
const below = (inner: Container, outer: Container | null): number => (outer === null ? -9 : inner.depth - outer.depth)

function shareOf(page: Geometry, container: Container | null): number {
  return container === null ? -1 : page.of(container) / page.weight
}

function grandparent({ parent }: BlockView): Container {
  return parent.parent ?? parent
}

/** Whether the block stands in the title's `article` (2), in another (0), or in none (1); -1 where the title stands in none. */
function inTitleArticle({ container, page: { titleArticle } }: BlockView): number {
  if (titleArticle === null) return -1
  if (container.articleRoot === titleArticle) return 2
  return container.articleRoot === null ? 1 : 0
}

/** Steps up to where a third of the running text is held. */
function stepsToText({ container, page }: BlockView): number {
  let steps = 0
  for (let at: Container | null = container; at && page.of(at) < 0.3 * page.weight; at = at.parent) steps++
  return steps
}

/** Share of the running text in the nearest branch whose name says that it holds something else; 0 where none does. */
function strangeShare({ container, page }: BlockView): number {
  let climbed = 0
  for (let at: Container | null = container; at && climbed < climbs; at = at.parent) {
    climbed++
    if (at.marks & strangeMarks) return page.of(at) / page.weight
  }
  return 0
}

function markLevel({ marks }: Container): number {
  return (marks & outsideMarks ? 2 : 0) + (marks & besideMarks ? 1 : 0)
}

/** Of the branch in which the block stands, below the container with most of the running text. */
function branch(read: (branch: Container, page: Geometry) => number): Feature {
  return (it) => (it.branch === null ? -1 : read(it.branch, it.page))
}

const ofBranch = {
  tag: (container: Container) => tagNumber(container),
  chars: (container: Container) => container.chars,
  linkShare,
  share: (container: Container, page: Geometry) => shareOf(page, container),
  density: (container: Container, page: Geometry) => page.of(container) / Math.max(1, container.chars),
  marks: (container: Container) => markLevel(container),
}

const branchFeatures: Record<string, Feature> = Object.fromEntries(
  Object.entries(ofBranch).map(([name, read]) => [`branch.${name}`, branch(read)]),
)

const nearMarks = ['caption', 'lead', 'promo'] as const
const aboveMarks = 'articleBody author box caption foot lead promo quote share side tags'.split(
  ' ',
) as (keyof typeof Mark)[]

/** Of few names, as place and text say nearly all that names say. */
const markFeatures: Record<string, Feature> = Object.fromEntries([
  ...nearMarks.map((name): [string, Feature] => [`near.${name}`, isNear(Mark[name])]),
  ...aboveMarks.map((name): [string, Feature] => [`above.${name}`, isAbove(Mark[name])]),
])

function isNear(mark: number): Feature {
  return ({ container, parent, block }) => Number(((container.marks | parent.marks | block.inlineMarks) & mark) !== 0)
}

function isAbove(mark: number): Feature {
  return ({ container, block }) => Number(((container.allMarks | block.inlineMarks) & mark) !== 0)
}

/** Of the place of a block on its page. */
export const placeFeatures: Record<string, Feature> = {
  tag: ({ container }) => tagNumber(container),
  parentTag: ({ container }) => tagNumber(container.parent),
  grandparentTag: (it) => tagNumber(grandparent(it)),
  position: ({ charsBefore, page }) => charsBefore / page.chars,
  fromTitle: ({ at, page: { titleAt } }) =>
    titleAt < 0 ? titleFar.none : Math.max(titleFar.before, Math.min(titleFar.after, at - titleAt)),
  sinceWeight: ({ sinceWeight }) => sinceWeight,
  untilWeight: ({ untilWeight }) => untilWeight,
  sinceHeading: ({ sinceHeading }) => sinceHeading,
  isUnderTail: ({ heading }) => Number(heading !== null),
  tailsBefore: ({ tailsBefore }) => tailsBefore,
  weightBefore: ({ weightBefore, page }) => weightBefore / page.weight,
  isRunning: ({ weight }) => Number(weight > 0),
  share: ({ container, page }) => shareOf(page, container),
  parentShare: ({ parent, page }) => shareOf(page, parent),
  grandparentShare: (it) => shareOf(it.page, grandparent(it)),
  parentDirect: ({ parent, page }) => page.directOf(parent) / page.weight,
  parentLinkShare: ({ parent }) => linkShare(parent),
  parentBlocks: ({ parent }) => parent.blockCount,
  parentDensity: ({ parent, page }) => page.of(parent) / Math.max(1, parent.chars),
  templateShare: ({ templateWeight, page }) => templateWeight / page.weight,
  inHalf: ({ container, page }) => within(container, page.half),
  inMost: ({ container, page }) => within(container, page.most),
  belowHalf: ({ container, page }) => below(container, page.half),
  belowDensest: ({ container, page }) => below(container, page.densest),
  densestDirect: ({ page }) => (page.densest === null ? 0 : page.directOf(page.densest) / page.weight),
  articles: ({ page }) => page.articles.size,
  articleShare: ({ container, page }) => shareOf(page, container.articleRoot),
  inTitleArticle,
  stepsToText,
  rowLength: ({ row }) => row.length,
  rowHasHeading: ({ row }) => Number(row.hasHeading),
  strangeShare,
  ...branchFeatures,
  ...markFeatures,
}
