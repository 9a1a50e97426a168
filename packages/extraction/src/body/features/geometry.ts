import { type Container, isWithin } from '../../page/block.ts'
import { Mark } from '../../page/mark.ts'
import type { BlockFacts } from '../block-facts.ts'

/** Where a page has its running text. */
export interface Geometry {
  /** Characters of running text on the page, at least 1. */
  readonly weight: number
  /** Running text of all blocks inside a container, and of those that stand in it directly or one level below. */
  readonly of: (container: Container) => number
  readonly directOf: (container: Container) => number
  /** How many of its siblings were made by its template, itself included. */
  readonly rowOf: (container: Container) => number
  /** Running text of a block: 0 for what does not read like a paragraph of an article. */
  readonly weights: readonly number[]
  /** The deepest container with half of the running text, with four fifths of it, and the one whose own paragraphs weigh most. */
  readonly half: Container | null
  readonly most: Container | null
  readonly densest: Container | null
  readonly title: Container | null
  /** The `article` elements in page order. */
  readonly articles: ReadonlyMap<Container, number>
}

const elsewhere = Mark.nav | Mark.foot | Mark.comment | Mark.asideTag | Mark.form | Mark.figure
const notDense = Mark.comment | Mark.foot | Mark.nav

function weightOf({ block, mass }: BlockFacts): number {
  return block.container.allMarks & elsewhere ? 0 : mass
}

/** Weighs all containers of a page. */
export function weighPage(
  containers: readonly Container[],
  facts: readonly BlockFacts[],
  title: Container | null,
): Geometry {
  const held = new Float64Array(containers.length)
  const direct = new Float64Array(containers.length)
  const weights = facts.map(weightOf)
  let sum = 0
  facts.forEach(({ block }, number) => {
    const weight = weights[number] ?? 0
    if (weight === 0) return
    sum += weight
    let up = 0
    for (let at: Container | null = block.container; at; at = at.parent) {
      held[at.index] = (held[at.index] ?? 0) + weight
      if (up++ < 2) direct[at.index] = (direct[at.index] ?? 0) + weight
    }
  })
  const of = ({ index }: Container): number => held[index] ?? 0
  const directOf = ({ index }: Container): number => direct[index] ?? 0
  const weight = Math.max(1, sum)
  const articles = containers.filter(({ tag }) => tag === 'article')
  return {
    ...{ weight, of, directOf, rowOf: countRows(containers), weights, title },
    half: deepest(containers, (container) => of(container) >= 0.5 * weight),
    most: deepest(containers, (container) => of(container) >= 0.8 * weight),
    densest: findDensest(containers, directOf),
    articles: new Map(articles.map((container, at) => [container, at])),
  }
}

/** Counts the children of each container by template, once somebody asks. */
function countRows(containers: readonly Container[]): (container: Container) => number {
  let counted: { templates: Map<string, number>; rows: Map<number, number> } | undefined
  const count = () => {
    const templates = new Map<string, number>()
    const rows = new Map<number, number>()
    for (const { parent, signature } of containers) {
      const template = templates.get(signature) ?? templates.size
      templates.set(signature, template)
      const row = (parent?.index ?? 0) * containers.length + template
      rows.set(row, (rows.get(row) ?? 0) + 1)
    }
    return { templates, rows }
  }
  return ({ parent, signature }) => {
    counted ??= count()
    const template = counted.templates.get(signature) ?? 0
    return counted.rows.get((parent?.index ?? 0) * containers.length + template) ?? 0
  }
}

function deepest(containers: readonly Container[], holds: (container: Container) => boolean): Container | null {
  let found: Container | null = null
  for (const container of containers) if (container.depth >= (found?.depth ?? 0) && holds(container)) found = container
  return found
}

function findDensest(containers: readonly Container[], directOf: (container: Container) => number): Container | null {
  let found: Container | null = null
  let most = 0
  for (const container of containers) {
    const direct = directOf(container)
    if (direct === 0) continue
    const linkShare = container.linkChars / Math.max(1, container.chars)
    const doubt = container.allMarks & notDense ? 0.3 : 1
    const claim = container.marks & Mark.articleBody ? 1.2 : 1
    const score = direct * (1 - linkShare) * doubt * claim
    if (score <= most) continue
    found = container
    most = score
  }
  return found
}

/** The child of `outer` in which `inner` stands, or null. */
export function childTowards(inner: Container, outer: Container | null): Container | null {
  if (outer === null || inner === outer || !isWithin(inner, outer)) return null
  let at = inner
  while (at.parent && at.parent !== outer) at = at.parent
  return at
}
