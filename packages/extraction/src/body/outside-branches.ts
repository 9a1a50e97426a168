import type { Container } from '../page/block.ts'
import { Mark } from '../page/mark.ts'

/** Marks of branches that hold no article text, whatever their text looks like. */
const clearMarks =
  Mark.nav |
  Mark.foot |
  Mark.comment |
  Mark.related |
  Mark.promo |
  Mark.side |
  Mark.asideTag |
  Mark.figure |
  Mark.form |
  Mark.consent

/** Marks whose words are used for other things too, so that a page must not lose most of its text to one of them. */
const doubtfulMarks = [Mark.tags, Mark.ad, Mark.date, Mark.author, Mark.caption, Mark.share, Mark.offscreen, Mark.box]

/** All marks that put a branch outside, unless the page shows that it means something else by them. */
export const allOutsideMarks = doubtfulMarks.reduce((marks, mark) => marks | mark, clearMarks)

/** What is left when the marks took the whole text away: only what the elements themselves say. */
export const leastOutsideMarks = 0

/** A badly named branch that holds this share of the page's running text is believed all the same. */
const trustedShare = 0.5
const cardCount = 3

const textTags = new Set('p li h1 h2 h3 h4 h5 h6 tr td dd dt blockquote tbody ul ol'.split(' '))

export interface BranchEvidence {
  root: Container
  containers: Container[]
  masses: Map<Container, number>
  titleAt: Container | null
}

function isOutside(container: Container, believed: number, share: number, holdsTitle: boolean): boolean {
  const marks = container.marks & believed
  if (holdsTitle || container.marks & Mark.articleBody) return false
  if (marks & Mark.comment) return true
  if (container.tag === 'nav' || container.tag === 'footer') return share < 0.9
  return (marks !== 0 || container.hidden) && share < trustedShare
}

/** Containers made by one template under one parent, each with a heading or a link of its own: teasers. */
function cardGroups(containers: Container[]): Container[][] {
  const byParent = new Map<Container, Map<string, Container[]>>()
  for (const container of containers) {
    if (!container.parent || textTags.has(container.tag) || container.blockCount === 0) continue
    const groups = byParent.get(container.parent) ?? new Map<string, Container[]>()
    const group = groups.get(container.signature) ?? []
    group.push(container)
    groups.set(container.signature, group)
    byParent.set(container.parent, groups)
  }
  return [...byParent.values()].flatMap((groups) => [...groups.values()]).filter((group) => group.length >= cardCount)
}

function isCard(container: Container): boolean {
  return container.linkChars > 0 && (container.headingCount > 0 || container.linkChars > 0.25 * container.chars)
}

function markCards(evidence: BranchEvidence, total: number, outside: Set<Container>): void {
  for (const group of cardGroups(evidence.containers)) {
    const cards = group.filter(isCard)
    if (cards.length < cardCount || cards.length < 0.7 * group.length) continue
    const held = group.reduce((sum, container) => sum + (evidence.masses.get(container) ?? 0), 0)
    if (held >= trustedShare * total) continue
    for (const card of cards) outside.add(card)
  }
}

function pathTo(container: Container | null): Set<Container> {
  const path = new Set<Container>()
  for (let at = container; at; at = at.parent) path.add(at)
  return path
}

function branchesBy(evidence: BranchEvidence, believed: number, total: number): Set<Container> {
  const outside = new Set<Container>()
  markCards(evidence, total, outside)
  const titlePath = pathTo(evidence.titleAt)
  for (const container of evidence.containers) {
    if (container.parent && outside.has(container.parent)) {
      outside.add(container)
      continue
    }
    const holdsTitle = titlePath.has(container)
    if (holdsTitle) outside.delete(container)
    const share = (evidence.masses.get(container) ?? 0) / total
    if (isOutside(container, believed, share, holdsTitle)) outside.add(container)
  }
  return outside
}

/** Mass that a mark puts outside, and mass that stays inside. */
function weighMark(evidence: BranchEvidence, outside: Set<Container>, mark: number): { taken: number; left: number } {
  let taken = 0
  let left = evidence.masses.get(evidence.root) ?? 0
  for (const container of outside) {
    if (container.parent === null || outside.has(container.parent)) continue
    const mass = evidence.masses.get(container) ?? 0
    left -= mass
    if (container.marks & mark) taken += mass
  }
  return { taken, left }
}

/**
 * The containers whose text does not belong to the article: by their marks, by being hidden, or as one of many teasers.
 * A doubtful mark that would take more text than stays is not believed on this page.
 */
export function findOutsideBranches(evidence: BranchEvidence, marks = allOutsideMarks): Set<Container> {
  const total = Math.max(1, evidence.masses.get(evidence.root) ?? 0)
  let believed = marks
  let outside = branchesBy(evidence, believed, total)
  for (const mark of doubtfulMarks) {
    const { taken, left } = weighMark(evidence, outside, mark)
    if (taken <= left) continue
    believed &= ~mark
    outside = branchesBy(evidence, believed, total)
  }
  return outside
}
